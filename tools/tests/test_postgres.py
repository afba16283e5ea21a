"""The PostgreSQL of the tests is private and leaves nothing behind."""

import psycopg
import pytest

from tools import postgres


@pytest.mark.skipif(
    postgres.machine_binaries() is None and postgres.wheel_binaries() is None, reason="this machine has no PostgreSQL"
)
def test_a_server_lives_as_long_as_it_is_needed_and_asks_for_a_password():
    with postgres.server() as url:
        with psycopg.connect(url) as connection:
            assert connection.execute("show server_encoding").fetchone() == ("UTF8",)
            folder = connection.execute("show data_directory").fetchone()[0]
        user, _, place = url.partition("@")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"{user.rpartition(':')[0]}:wrong@{place}")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
    assert not postgres.Path(folder).exists()
