"""The table of rights that a new company starts with; afterwards it is the company's own."""

from django.db import migrations

from huitou.core.accounts.permissions import START


def forward(apps, schema_editor):
    grant = apps.get_model("core", "PermissionGrant")
    grant.objects.bulk_create(
        grant(role=role, permission=permission) for role, held in START.items() for permission in sorted(held)
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0002_search_and_tail")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
