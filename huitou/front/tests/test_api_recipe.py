"""docs/recipes/connect-your-own-system.md is run as it stands, by the shell, against a house that serves."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from huitou.core.testing import issue_token, rights_of_a_new_company, run_until_quiet, somebody
from huitou.customers.testing import Customer
from huitou.roster.testing import a_team_with

RECIPE = Path(__file__).parents[3] / "docs" / "recipes" / "connect-your-own-system.md"
PATIENCE = 120  # seconds


def script():
    """The commands of the page one after the other; the first that fails ends it."""
    blocks = re.findall(r"```bash\n(.*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 8
    return "set -eo pipefail\n" + "\n".join(blocks)


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl on this machine")
@pytest.mark.django_db(transaction=True)
def test_every_command_of_the_recipe_does_what_it_says(live_server, tmp_path):
    rights_of_a_new_company()
    admin = somebody("admin")
    a_team_with(admin.pk)
    env = {**os.environ, "HUITOU": live_server.url, "KEY": issue_token(admin), "no_proxy": "*"}
    said = tmp_path / "said.txt"
    with said.open("w") as out:
        running = subprocess.Popen(["bash", "-c", script()], cwd=tmp_path, env=env, stdout=out, stderr=out)
        until = time.monotonic() + PATIENCE
        while running.poll() is None and time.monotonic() < until:
            run_until_quiet()  # the worker's part
            time.sleep(0.1)
        running.kill()
    run_until_quiet()
    assert running.wait() == 0, said.read_text()
    assert "Idempotency-Replayed" in said.read_text() or "idempotency-replayed" in said.read_text()
    assert "3,电话号码位数不够。,李雷" in said.read_text()
    assert '"code":"api.invalid"' in said.read_text()
    assert list(Customer.objects.values_list("name", flat=True)) == ["王芳"]
