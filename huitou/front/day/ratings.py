"""What customers said lately: shares of signs with intervals, and those who were disappointed."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from huitou.customers import api as customers
from huitou.front.day.shapes import LowLine, ShareRow, SharesCard
from huitou.front.desk.words import rating_word, sign_label
from huitou.front.naming import name_of
from huitou.front.times import Clock
from huitou.measures.proportion import warning
from huitou.voice.api import BELOW, ratings, sign_shares

WEEK, MONTH = 7, 30
MOST_READ, SHOWN = 200, 6


def shares_cards(clock: Clock) -> tuple[SharesCard, ...]:
    """The last 7 and 30 days."""
    return tuple(_card(days, clock) for days in (WEEK, MONTH))


def low_lines(clock: Clock) -> tuple[LowLine, ...]:
    """The newest low ratings of the week: below the expectation, or one or two points."""
    rows = ratings(since=clock.now - timedelta(days=WEEK), limit=MOST_READ)
    low = [row for row in rows if row.sign == BELOW or row.experience <= 2][:SHOWN]
    persons = customers.customers(ids={row.customer_id for row in low})
    return tuple(
        LowLine(
            customer_name=name_of(persons[row.customer_id]) if row.customer_id in persons else _("客户"),
            word=rating_word(row.sign, row.experience),
            text=row.text,
            href=f"/cases/{row.case_number}",
            time_text=clock.short(row.at),
            number=row.case_number,
        )
        for row in low
    )


def _card(days: int, clock: Clock) -> SharesCard:
    shares = sign_shares(since=clock.now - timedelta(days=days))
    return SharesCard(
        label=_("最近 %(n)s 天") % {"n": days},
        n=sum(one.count for one in shares),
        rows=tuple(
            ShareRow(
                sign=one.sign,
                label=sign_label(one.sign),
                count=one.count,
                share=one.share.value or 0.0,
                low=one.share.low,
                high=one.share.high,
                share_text=f"{one.share.value:.0%}" if one.share.value is not None else "—",
                range_text=f"{one.share.low:.0%} – {one.share.high:.0%}",
            )
            for one in shares
        ),
        thin=bool(shares) and bool(warning(shares[0].share)),
    )
