"""Build dist/huitou-….whl with the pages and translations that `make run` has built; whoever installs it needs no Node."""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

from tools.progress import ROOT, StepFailed, explain, log_of, run_logged, say, timed

DIST = ROOT / "dist"
MUST_HOLD = ("huitou/front/static/huitou/manifest.json", "huitou/settings.py", "huitou/cli.py")


def build() -> Path:
    for leftover in [ROOT / "build", *ROOT.glob("*.egg-info")]:
        shutil.rmtree(leftover, ignore_errors=True)
    for old in DIST.glob("huitou-*.whl"):
        old.unlink()
    log = log_of("wheel")
    log.unlink(missing_ok=True)
    words: list[str | Path] = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", DIST, "."]
    run_logged([sys.executable, *words], log=log)
    return next(DIST.glob("huitou-*.whl"))


def inspect(wheel: Path) -> None:
    """StepFailed when something a user needs is not inside, or something that is ours alone is."""
    names = zipfile.ZipFile(wheel).namelist()
    wanted = [*MUST_HOLD, *(sorted_relative("huitou/**/*.mo")), *(sorted_relative("huitou/**/templates/**/*.*"))]
    wanted += [path for path in sorted_relative("huitou/**/*.py") if "tests" not in Path(path).parts]
    wanted = [path for path in wanted if "tests" not in Path(path).parts]
    if absent := sorted(set(wanted) - set(names)):
        raise StepFailed(f"the wheel lacks {', '.join(absent[:5])}")
    if tests := [name for name in names if "tests" in Path(name).parts]:
        raise StepFailed(f"the wheel holds tests: {', '.join(tests[:5])}")


def sorted_relative(pattern: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern) if path.is_file())


def main() -> int:
    try:
        with timed("wheel"):
            wheel = build()
            inspect(wheel)
    except StepFailed as failure:
        explain(failure)
        return 1
    say(f"{wheel.relative_to(ROOT)}, {wheel.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
