"""A house that no program calls does not load what programs are served."""

import os
import subprocess
import sys

ASK = """
import django; django.setup()
import sys
from django.urls import reverse, resolve
reverse("desk-conversation", args=[1]); resolve("/desk"); resolve("/customers")
print("ninja" in sys.modules, "pydantic" in sys.modules)
print(resolve("/api/v1/me").url_name is not None, resolve("/api").func.__name__, resolve("/api/v1/demo/clock").kwargs)
print("ninja" in sys.modules)
"""


def test_the_api_is_read_when_somebody_asks_for_it(tmp_path):
    known = {"HUITOU_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "huitou.settings", "PYTHONPATH": os.getcwd()}
    done = subprocess.run([sys.executable, "-c", ASK], env={**os.environ, **known}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["False False", "True no_such_address {}", "True"]
