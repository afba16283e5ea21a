"""Real input that is not shipped: the folder is named by HUITOU_SHARED_DATA or lies beside the checkout."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def data() -> Path:
    folder = Path(os.environ.get("HUITOU_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the real data (complaints, dialogues, reviews) is not on this machine: set HUITOU_SHARED_DATA")
    return folder
