"""What the person at the console sees: setup, doctor, import, token."""

import socket
import subprocess
import sys
from pathlib import Path

from huitou.ops.tests.test_backup import huitou


def test_setup_makes_the_first_administrator_once_and_no_demo(fresh_database) -> None:
    done = huitou(fresh_database, "setup", "--username", "admin", "--name", "陈立", "--company", "云栖酒店")
    assert done.returncode == 0, done.stderr
    assert "登录名：admin" in done.stdout and "密码" in done.stdout
    again = huitou(fresh_database, "setup", "--username", "other")
    assert again.returncode == 1 and "没有改动" in again.stderr
    removed = huitou(fresh_database, "demo", "--remove")
    assert removed.returncode == 1 and "不是演示公司" in removed.stderr
    filled = huitou(fresh_database, "demo")
    assert filled.returncode == 1 and "没有改动" in filled.stderr


def test_the_doctor_says_what_is_missing_and_what_to_do(fresh_database) -> None:
    done = huitou(fresh_database, "doctor")
    assert done.returncode == 1
    assert "✗ 数据表" in done.stdout and "→ huitou serve" in done.stdout
    huitou(fresh_database, "setup", "--username", "admin")
    healthy = huitou(fresh_database, "doctor").stdout
    assert "✓ 数据表是最新的" in healthy and "✓ 有 1 个管理员" in healthy
    assert "后台进程" in healthy  # nobody works yet, and it says so


def test_a_key_is_made_for_somebody_who_is_there(fresh_database) -> None:
    huitou(fresh_database, "setup", "--username", "admin")
    assert huitou(fresh_database, "token", "admin").stdout.startswith("ht_")
    assert huitou(fresh_database, "token", "nobody").returncode == 1


def test_customers_are_imported_with_a_reason_for_every_row_that_is_not(fresh_database, tmp_path: Path) -> None:
    huitou(fresh_database, "setup", "--username", "admin")
    table = tmp_path / "客户.csv"
    table.write_bytes("姓名,手机\n王芳,13800001111\n李四,坏号码\n".encode("gb18030"))
    tried = huitou(fresh_database, "import", str(table), "--dry-run")
    assert "新增 1" in tried.stdout and "第 3 行" in tried.stdout and "没有写入" in tried.stdout
    done = huitou(fresh_database, "import", str(table))
    assert "新增 1" in done.stdout
    again = huitou(fresh_database, "import", str(table))
    assert "新增 0" in again.stdout
    assert huitou(fresh_database, "import", str(tmp_path / "gone.csv")).returncode == 1


def test_the_supervisor_starts_a_dead_child_again_and_ends_all_with_itself(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = f"import time; open({str(log)!r}, 'a').write('up\\n'); time.sleep(0.4)"
    code = (
        "import sys, threading, os, signal, time\n"
        "from huitou.ops.supervisor import supervise\n"
        "threading.Timer(6, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()\n"
        f"sys.exit(supervise([[sys.executable, '-c', {child!r}]]))\n"
    )
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True)
    assert log.read_text().count("up") >= 2


def test_a_port_that_is_taken_is_said_before_anything_is_opened(fresh_database) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = huitou(fresh_database, "serve", "--port", port)
    assert done.returncode == 1
    assert f"端口 {port} 已经被占用" in done.stderr and "http://" not in done.stdout


def test_a_file_of_another_kind_is_not_taken_for_mail(fresh_database, tmp_path: Path) -> None:
    huitou(fresh_database, "setup", "--username", "admin")
    (tmp_path / "客户.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500))
    done = huitou(fresh_database, "import", str(tmp_path / "客户.xls"))
    assert done.returncode == 1 and "没有导入" in done.stderr


def test_a_trial_of_mail_says_what_would_be_new_and_writes_nothing(fresh_database, tmp_path: Path) -> None:
    huitou(fresh_database, "setup", "--username", "admin")
    make = "from huitou.channels.api import make_channel; make_channel(kind='email_file', name='邮件', slug='mail')"
    huitou(fresh_database, "manage", "shell", "-c", make)
    mail = tmp_path / "信.eml"
    mail.write_bytes("From: wang@example.com\nSubject: 空调\nMessage-ID: <1@x>\n\n空调坏了\n".encode())
    for _time in range(2):
        assert "共 1 封，新增 1 封" in huitou(fresh_database, "import", str(mail), "--dry-run").stdout
    assert "共 1 封，新增 1 封" in huitou(fresh_database, "import", str(mail)).stdout
    assert "共 1 封，新增 0 封" in huitou(fresh_database, "import", str(mail), "--dry-run").stdout


def test_what_is_kept_is_the_owners_alone(fresh_database) -> None:
    huitou(fresh_database, "setup", "--username", "admin")
    kept = list(Path(fresh_database["HUITOU_HOME"]).rglob("*"))
    assert kept and [path.name for path in kept if path.stat().st_mode & 0o077] == []
