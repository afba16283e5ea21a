"""What the ORM cannot say: full-text tables on SQLite; tsvector columns and the commit order of facts on PostgreSQL."""

from django.db import migrations

SEARCH = ("core_searchentry", "core_backsearchentry")


def forward(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in _postgres() if postgres else _sqlite():
        schema_editor.execute(statement)


def _sqlite():
    # Contentless: only the index is kept, the texts stay where they are written.
    for table in SEARCH:
        yield (
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5(tokens, content='', "
            'tokenize="unicode61 remove_diacritics 0")'
        )


def _postgres():
    for table in SEARCH:
        yield f"ALTER TABLE {table} ADD COLUMN tokens tsvector"
        yield f"CREATE INDEX {table}_tokens ON {table} USING gin (tokens)"
    yield "ALTER TABLE core_fact ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
    yield "CREATE INDEX fact_commit_order ON core_fact (xid, id)"


def backward(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in SEARCH:
        schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN tokens" if postgres else f"DROP TABLE {table}_fts")
    if postgres:
        schema_editor.execute("ALTER TABLE core_fact DROP COLUMN xid")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(forward, backward, elidable=False)]
