"""Everything in one file and back: what 王女士 wrote is there again, found again, with its picture."""

import json
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

WRITE = """
import django; django.setup()
from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, make_account
from huitou.desk import api as desk
account = make_account(username="lin", name="林小满", password="a-long-word-2026", role="admin", actor=SYSTEM)
picture = b"\\x89PNG\\r\\n\\x1a\\n" + bytes.fromhex("0000000d49484452000000010000000108060000001f15c489")
got = desk.receive(channel_id=make_channel(kind="form", name="留言", slug="f"), key="1", name="王芳 𠮷",
    handles=[("phone", "13800001111")], text="空调坏了 🀄", files=[desk.IncomingFile(filename="照片.png",
    content_type="image/png", content=picture)], open_case=desk.NewCase(kind="complaint", summary="空调"))
desk.write_note(conversation_id=got.conversation_id, text="老客户，小心", key="n", actor=Actor.account(account))
"""
READ = """
import django; django.setup()
import json
from huitou.core.api import read_file, search
from huitou.core.models import Account, Fact
from huitou.desk.models import Message, MessageFile, Note
hits = [(h.kind, h.ref_id) for h in search.find("空调")]
notes = [(h.kind, h.ref_id) for h in search.find("小心", stage=search.BACK, kinds=("note",))]
file = MessageFile.objects.get()
print(json.dumps({"texts": list(Message.objects.values_list("text", flat=True)), "notes": Note.objects.count(),
    "kinds": sorted({k for k, _ in hits}), "back": len(notes), "facts": Fact.objects.count(), "file": file.filename,
    "bytes": len(read_file(file.blob_id)), "next": Account.objects.create_user("new", "x", name="new").pk}))
"""


def python(code: str, env: dict[str, str]) -> str:
    env = {**env, "DJANGO_SETTINGS_MODULE": "huitou.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def huitou(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "huitou", *words]
    env = {**env, "PYTHONPATH": str(ROOT), "HUITOU_LANGUAGE": "zh"}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=180, check=False, cwd=ROOT)


def test_a_backup_goes_back_into_an_empty_installation_and_only_there(fresh_database, tmp_path: Path) -> None:
    huitou(fresh_database, "manage", "migrate", "-v0")
    python(WRITE, fresh_database)
    file = tmp_path / "backup.tar.gz"
    done = huitou(fresh_database, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert huitou(fresh_database, "backup", str(file)).returncode == 1, "an older backup is never overwritten"

    # Into SQLite, also from PostgreSQL: a backup belongs to no database.
    other = {**fresh_database, "HUITOU_HOME": str(tmp_path / "other"), "DATABASE_URL": ""}
    done = huitou(other, "restore", str(file))
    assert done.returncode == 0, done.stderr + done.stdout
    found = json.loads(python(READ, other))
    assert found["texts"] == ["空调坏了 🀄"]
    assert found["kinds"] == ["case", "message"] and found["back"] == 1 and found["notes"] == 1
    assert found["file"] == "照片.png" and found["bytes"] == 33
    assert found["next"] == 2, "new rows come after the restored ones"
    again = huitou(other, "restore", str(file))
    assert again.returncode == 1 and "没有改动" in again.stderr


def test_a_broken_backup_changes_nothing(fresh_database, tmp_path: Path) -> None:
    huitou(fresh_database, "manage", "migrate", "-v0")
    python(WRITE, fresh_database)
    file, broken = tmp_path / "b.tar.gz", tmp_path / "broken.tar.gz"
    huitou(fresh_database, "backup", str(file))
    with tarfile.open(file) as whole, tarfile.open(broken, "w:gz") as part:
        for entry in whole:
            if entry.name != "rows/desk.message.jsonl":
                part.addfile(entry, whole.extractfile(entry))
    other = {**fresh_database, "HUITOU_HOME": str(tmp_path / "other"), "DATABASE_URL": ""}
    done = huitou(other, "restore", str(broken))
    assert done.returncode == 1 and "没有改动" in done.stderr
    count = "import django; django.setup()\nfrom huitou.core.models import Account; print(Account.objects.count())"
    assert python(count, other).strip() == "0"


def test_a_backup_that_cannot_be_written_or_read_is_said_in_a_sentence(fresh_database, tmp_path: Path) -> None:
    huitou(fresh_database, "manage", "migrate", "-v0")
    nowhere = huitou(fresh_database, "backup", str(tmp_path / "nowhere" / "b.tar.gz"))
    assert nowhere.returncode == 1 and "没有文件夹" in nowhere.stderr and "Traceback" not in nowhere.stderr
    letter = tmp_path / "letter.txt"
    letter.write_text("王女士，您好")
    other = huitou(fresh_database, "restore", str(letter))
    assert other.returncode == 1 and "不是回头的备份" in other.stderr
    assert "没有找到文件" in huitou(fresh_database, "restore", str(tmp_path / "gone")).stderr
