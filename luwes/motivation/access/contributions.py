"""
What a reader may see of somebody's contributions: one rule for the own year, the portfolio, plans,
ratings and the personal copy.

The person and whoever stands above (`in_line`) read all. Others, such as BKD, read no thanks but those
that the receiver put on the page, and of what a leader of a team wrote only that it was written.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.motivation.access import goals
from luwes.motivation.models import Contribution, Thanks
from luwes.motivation.rules.contributions import ContributionKind
from luwes.motivation.rules.thanks import Seen
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.teamwork.models import MemberInput


def in_line(user: User, employee: Employee, on: date) -> bool:
    """The person, a head above, or the authority that answers for a head above whom nobody stands."""
    if people.is_oneself(user, employee) or people.can(user, Right.ASSESS, employee, on):
        return True
    return goals.stands_above(user, employee, on)


def counting(rows: QuerySet[Contribution], *, in_line: bool) -> QuerySet[Contribution]:
    """Of these what was not taken back and the reader may know of."""
    rows = rows.filter(withdrawn_at=None)
    if in_line:
        return rows
    on_page = Thanks.objects.filter(receiver=OuterRef("employee"), seen=Seen.PAGE.value)
    on_page = on_page.annotate(key=Cast("pk", CharField())).filter(key=OuterRef("source_id"))
    return rows.filter(~Q(kind=ContributionKind.THANKS.value) | Exists(on_page.order_by()))


def told(rows: Iterable[Contribution], *, in_line: bool) -> list[Contribution]:
    """The same rows, without what leaders of teams wrote where the reader may not read it."""
    found = list(rows)
    for row in found:
        if not in_line and row.kind == ContributionKind.TEAM.value:
            row.detail = row.url = ""
    return found


def told_inputs(rows: Iterable[MemberInput], *, in_line: bool) -> list[MemberInput]:
    """As `told`: that a leader wrote something stays, what it was and the answer to it do not."""
    found = list(rows)
    for row in found:
        if not in_line:
            row.text = row.answer = ""
    return found
