"""The catalogue is complete or `make check` says what is missing."""

import pytest
from babel.messages.catalog import Catalog

from tools import messages


def english(**pairs: str) -> Catalog:
    catalog = Catalog(locale="en", fuzzy=False)
    for chinese, text in pairs.items():
        catalog.add(chinese, text)
    return catalog


def sources_saying(*sentences: str) -> Catalog:
    catalog = Catalog(fuzzy=False)
    for sentence in sentences:
        catalog.add(sentence, locations=[("huitou/desk/pages.py", 0)])
    return catalog


def test_a_complete_catalogue_has_nothing_to_complain_about():
    assert messages.complaints(sources_saying("已回复"), english(已回复="Answered")) == []


def test_a_new_sentence_is_named_with_the_file_it_stands_in():
    said = messages.complaints(sources_saying("已回复", "承诺"), english(已回复="Answered"))
    assert said == ["untranslated: '承诺' (huitou/desk/pages.py)"]


def test_an_empty_translation_is_none():
    assert messages.complaints(sources_saying("承诺"), english(承诺=""))[0].startswith("untranslated")


def test_a_guess_is_not_a_translation():
    have = english()
    have.add("承诺", "Promise", flags={"fuzzy"})
    assert messages.complaints(sources_saying("承诺"), have)[0].startswith("fuzzy")


def test_a_sentence_nobody_says_any_more_is_named():
    assert messages.complaints(sources_saying(), english(旧的="Old")) == ["obsolete: '旧的'"]


@pytest.mark.parametrize(
    ("chinese", "text", "right"),
    [
        ("%(name)s，您好", "Hello %(name)s", True),
        ("%(name)s，您好", "Hello", False),
        ("%(name)s，您好", "Hello %(nome)s", False),
        ("{count} 条", "{count} items", True),
        ("{count} 条", "{} items", False),
        ("好评率 90%%", "90%% praise", True),
        ("%(a)s 和 %(b)s", "%(b)s and %(a)s", True),
    ],
)
def test_a_translation_fills_in_what_the_sentence_fills_in(chinese, text, right):
    assert (messages.complaints(sources_saying(chinese), english(**{chinese: text})) == []) is right


@pytest.mark.parametrize(
    ("one", "many", "right"),
    [
        ("One promise", "%(count)s promises", True),
        ("%(count)s promise", "%(count)s promises", True),
        ("One promise", "%(number)s promises", False),
    ],
)
def test_a_singular_may_leave_the_number_out(one, many, right):
    wanted = Catalog(fuzzy=False)
    wanted.add(("%(count)s 个承诺", "%(count)s 个承诺"))
    have = Catalog(locale="en", fuzzy=False)
    have.add(("%(count)s 个承诺", "%(count)s 个承诺"), (one, many))
    assert (messages.complaints(wanted, have) == []) is right


@pytest.fixture
def a_house(tmp_path, monkeypatch):
    """A small checkout with one Python file and one template."""
    room = tmp_path / "huitou" / "desk"
    (room / "templates" / "desk").mkdir(parents=True)
    (room / "tests").mkdir()
    (room / "rules.py").write_text('say = _("迟到的承诺")\n', encoding="utf-8")
    (room / "tests" / "test_rules.py").write_text('say = _("只在测试里")\n', encoding="utf-8")
    (room / "templates" / "desk" / "case.html").write_text(
        '<h1>{{ _("工单") }}</h1>{% trans who=name %}{{ who }}，您好{% endtrans %}', encoding="utf-8"
    )
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "HUITOU", tmp_path / "huitou")
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "huitou/locale/en/LC_MESSAGES/django.po")
    return tmp_path


def test_sentences_are_found_in_python_and_in_templates_but_not_in_tests(a_house):
    found = {message.id for message in messages.extracted() if message.id}
    assert found == {"迟到的承诺", "工单", "%(who)s，您好"}


def test_update_brings_in_what_is_new_and_keeps_what_came_back(a_house):
    assert messages.update() == 0
    catalogue = messages.CATALOGUE
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8").replace('msgid "工单"\nmsgstr ""', 'msgid "工单"\nmsgstr "Case"'),
        encoding="utf-8",
    )
    template = a_house / "huitou/desk/templates/desk/case.html"
    before = template.read_text(encoding="utf-8")
    template.write_text("<h1></h1>", encoding="utf-8")
    messages.update()
    assert messages.catalogue().get("工单") is None
    template.write_text(before, encoding="utf-8")
    messages.update()
    assert messages.catalogue().get("工单").string == "Case"


def test_an_update_without_news_changes_nothing(a_house):
    messages.update()
    first = messages.CATALOGUE.read_bytes()
    messages.update()
    assert messages.CATALOGUE.read_bytes() == first
