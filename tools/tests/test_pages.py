"""The page build: hashed names, a manifest that is true, small copies beside, nothing old left."""

import gzip
import json
import shutil
import subprocess

import pytest

from tools import node
from tools.progress import ROOT

pytestmark = pytest.mark.skipif(
    not (ROOT / "node_modules" / "esbuild").is_dir(), reason="the page packages are missing"
)


@pytest.fixture
def site(tmp_path):
    """A checkout with the build script and nothing else."""
    (tmp_path / "web").mkdir()
    shutil.copy(ROOT / "web" / "build.mjs", tmp_path / "web")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def build(site):
    command = [node.node(), site / "web" / "build.mjs"]
    subprocess.run(command, check=True, capture_output=True, env=node.environment())
    built = site / "huitou" / "front" / "static" / "huitou"
    return built, json.loads((built / "manifest.json").read_text(encoding="utf-8"))


def write(site, name, text):
    path = site / "web" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_nothing_to_build_is_an_empty_manifest(site):
    assert build(site)[1] == {}


def test_entries_are_bundled_under_names_that_change_with_their_content(site):
    write(site, "ts/lib/clock.ts", 'export const say = (text: string): string => text ?? "您好";')
    write(
        site,
        "ts/desk.ts",
        'import { say } from "./lib/clock";\nconst { title } = document;\nconsole.log(say("在"), title?.length);',
    )
    rows = "".join(f".row-{number} {{ order: {number} }}\n" for number in range(60))  # too small is not packed
    write(site, "css/parts/list.css", ".list { &:hover { color: red } }\n" + rows)
    write(site, "css/desk.css", '@import "./parts/list.css";')
    write(site, "assets/sounds/new.txt", "ding")
    built, manifest = build(site)
    assert set(manifest) == {"desk.js", "desk.css", "sounds/new.txt"}
    script = (built / manifest["desk.js"]).read_text(encoding="utf-8")
    assert "?." not in script
    assert "??" not in script
    assert "import" not in script
    style = (built / manifest["desk.css"]).read_bytes()
    assert b".list:hover" in style
    assert gzip.decompress((built / f"{manifest['desk.css']}.gz").read_bytes()) == style
    assert (built / f"{manifest['desk.css']}.br").exists()

    write(site, "ts/desk.ts", 'console.log("别的");')
    _, later = build(site)
    assert later["desk.js"] != manifest["desk.js"]
    assert later["desk.css"] == manifest["desk.css"]
    assert not (built / manifest["desk.js"]).exists()
    assert (built / later["desk.js"]).exists()
