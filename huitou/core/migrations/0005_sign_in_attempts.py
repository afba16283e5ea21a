"""Attempts to sign in, counted across processes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_account_times")]
    operations = [
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["key", "at"], name="sign_in_attempt_key")]},
        )
    ]
