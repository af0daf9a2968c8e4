"""A place as the need that it states: asked, asked anew, or for more or fewer people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.db import lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.organisation.models import StaffGroup
from luwes.staffing.actions import needs
from luwes.staffing.models import Need
from luwes.staffing.rules import NeedDraft
from luwes.teamwork import queries, rules
from luwes.teamwork.actions import choosing
from luwes.teamwork.models import Opportunity, TaskTeam


@dataclass(frozen=True)
class Terms:
    """How many, how much of their time, what they must be able to do, to whom they report."""

    heads: int
    load: int
    groups: Collection[StaffGroup] = ()
    skills: tuple[tuple[int, int], ...] = ()  # competency id, level
    report_to: str = ""


@dataclass(frozen=True)
class Places:
    """What may change of a place that is offered already."""

    heads: int
    report_to: str
    reason: str


def ask(
    owner: TaskTeam | Opportunity, role: str, terms: Terms, *, reason: str, on: date, by: User
) -> Need:
    """
    :raises Refused: as any need
    """
    return needs.state_need(
        owner_kind=queries.kind_of(owner), owner_id=owner.pk, area=owner.area,
        post=queries.unit_label(owner, on),
        draft=NeedDraft(
            role, owner.period, terms.heads, terms.heads, rules.TIER, terms.load,
            skills=terms.skills,
        ),
        groups=terms.groups, reason=reason[:300], report_to=terms.report_to, on=on, by=by,
    )  # fmt: skip


def ask_anew(
    owner: TaskTeam | Opportunity, before: Need, role: str, terms: Terms, *, reason: str,
    beside: Sequence[Problem], on: date, by: User,
) -> Need:  # fmt: skip
    """
    In place of a need that nobody has seen; `beside`: what else is wrong with the change.

    :raises Refused: with that, and as any need
    """
    try:
        needs.cancel_need(need=before, reason=_("Rancangannya diubah."), by=by)
        made = ask(owner, role, terms, reason=reason, on=on, by=by)
    except Refused as refusal:
        told = {problem.field for problem in beside if problem.field}
        raise Refused(*beside, *(p for p in refusal.problems if p.field not in told)) from None
    refuse(beside)
    return made


def change_places(need: Need, places: Places, *, on: date, by: User, alone: bool = False) -> None:
    """
    What people stand for stays; `alone` for a place of one. The caller holds the plans of the owner.

    :raises Refused: under those who serve or are chosen, and as any change of a need
    """
    lock(need)
    problems = []
    taken = choosing.taken(need)
    if alone and places.heads != 1:
        problems.append(Problem(_("Ketua tim satu orang."), "heads"))
    elif places.heads < taken:
        words = _("Sudah %d orang bertugas atau terpilih di tempat ini.")
        problems.append(Problem(words % taken, "heads"))
    if not places.reason.strip():
        problems.append(Problem(_("Tulis alasan perubahan."), "reason"))
    refuse(problems)
    draft = replace(needs.as_draft(need), minimum=places.heads, desired=places.heads)
    needs.change_need(
        need=need, draft=draft, reason=places.reason.strip(), report_to=places.report_to, on=on,
        by=by,
    )  # fmt: skip
