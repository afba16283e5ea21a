"""What every test of the house starts from; people and shops come from the rooms' own conftest files.

The database is SQLite, or the PostgreSQL that DATABASE_URL names. `--database-only` keeps the tests that touch one:
`make test` runs them all under SQLite and these once more under PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

# Before Django reads its settings: a data folder of this run alone, whatever the shell that started it had set.
os.environ["HUITOU_HOME"] = tempfile.mkdtemp(prefix="huitou-tests-")
os.environ["DJANGO_SETTINGS_MODULE"] = "huitou.settings"
atexit.register(shutil.rmtree, os.environ["HUITOU_HOME"], ignore_errors=True)

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "fresh_database"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only the tests that touch a database")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite_only(reason): holds under SQLite only")
    config.addinivalue_line("markers", "postgres_only(reason): holds under PostgreSQL only")
    from django.conf import settings

    own_home(settings)
    # Argon2 is slow on purpose; a test that is about passwords sets it back.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def own_home(settings: Any) -> None:
    """pytest-django reads the settings before this file could set HUITOU_HOME: point what was read at our folder too.

    Else every run on this machine would share one test database and one folder of files in the checkout.
    """
    home = Path(os.environ["HUITOU_HOME"])
    settings.HUITOU_HOME = home
    default = settings.DATABASES["default"]
    if "sqlite3" in default["ENGINE"]:
        default["NAME"] = home / "huitou.sqlite3"
        default["TEST"]["NAME"] = str(home / "test.sqlite3")


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    foreign = "sqlite_only" if on_postgres() else "postgres_only"
    left_out = [item for item in items if item.get_closest_marker(foreign)]
    if config.getoption("--database-only"):
        left_out += [item for item in items if not touches_database(item) and item not in left_out]
    if left_out:
        dropped = set(map(id, left_out))
        items[:] = [item for item in items if id(item) not in dropped]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture
def fresh_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment for processes a test starts itself: a data folder and a database that nobody else has.

    On PostgreSQL a new database is made and dropped again, so tests with their own processes run on both.
    """
    env = {**os.environ, "HUITOU_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}
    Path(env["HUITOU_HOME"]).mkdir()
    if not on_postgres():
        yield env
        return
    import psycopg

    url = os.environ["DATABASE_URL"]
    name = f"huitou_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield {**env, "DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def the_table_of_rights(request: pytest.FixtureRequest) -> None:
    """A test with real transactions empties every table behind it, the rights that migrations wrote too: they are put back."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        return
    request.getfixturevalue("transactional_db")
    from huitou.core.testing import rights_of_a_new_company

    rights_of_a_new_company()
