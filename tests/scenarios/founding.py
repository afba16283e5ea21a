"""Fill an empty installation with the demo's shop and let it stand at an hour when 小林 is at work.

Run as a program with HUITOU_HOME (and DATABASE_URL) set: `python -m tests.scenarios.founding`.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

THURSDAY = 3  # 林小满, 周可 and 周建国 are on shift, the next working day follows
OPENING = time(10, 7)


def opening(at: datetime, zone) -> datetime:
    """The next Thursday, 10:07 in the shop: the clock of a demo only goes forward."""
    local = at.astimezone(zone)
    day = local.date() + timedelta(days=(THURSDAY - local.weekday()) % 7)
    moment = datetime.combine(day, OPENING, zone)
    return (moment if moment > at else moment + timedelta(days=7)).astimezone(UTC)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from huitou.core.api import SYSTEM, accounts, put_setting, wall, writing, zone
    from huitou.demo.company.founding import found
    from huitou.roster.api import set_presence

    call_command("migrate", verbosity=0, interactive=False)
    moment = opening(wall(), zone())
    day = moment.astimezone(zone()).date()
    found(first=day - timedelta(days=2), last=day + timedelta(days=12))
    with writing():
        put_setting("demo.still", True)  # only the people of the story act
        put_setting("demo.ahead_seconds", int((moment - wall()).total_seconds()))
    # New letters go to 小林: she alone is free.
    for account_id, row in accounts().items():
        if row.role in ("agent", "leader") and row.username != "xiaolin":
            set_presence(account_id=account_id, state="busy", actor=SYSTEM)


if __name__ == "__main__":
    main()
