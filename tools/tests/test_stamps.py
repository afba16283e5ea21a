"""A second `make run` does nothing, and the first one after a change does."""

from tools import stamps


def test_a_stamp_holds_until_a_file_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    source, stamp = tmp_path / "web" / "desk.ts", tmp_path / ".make" / "pages"
    source.parent.mkdir()
    source.write_text("one", encoding="utf-8")
    assert not stamps.fresh(stamp, stamps.digest([tmp_path / "web"]))
    stamps.mark(stamp, stamps.digest([tmp_path / "web"]))
    assert stamps.fresh(stamp, stamps.digest([tmp_path / "web"]))
    source.write_text("two", encoding="utf-8")
    assert not stamps.fresh(stamp, stamps.digest([tmp_path / "web"]))


def test_a_renamed_file_is_a_change(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    (tmp_path / "a.css").write_text("x", encoding="utf-8")
    before = stamps.digest([tmp_path])
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert stamps.digest([tmp_path]) != before
