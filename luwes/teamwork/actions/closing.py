"""The end of a team: what the leader tells each member's home assessor, the answer, the closing."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.staffing.actions import plans
from luwes.staffing.models import Assignment
from luwes.teamwork import access, facts, rules
from luwes.teamwork.actions import ending
from luwes.teamwork.models import MemberInput, OutputRating, TaskTeam, TeamOutput
from luwes.teamwork.rules import Rating, TeamState


def members(team: TaskTeam) -> QuerySet[Assignment]:
    """Who serves or has served in it."""
    rows = Assignment.objects.filter(
        need__team_seat__team=team, state__in=["accepted", "active", "completed"]
    )
    rows = rows.select_related(
        "employee__user", "need__team_seat", "need__area", "home_unit", "team_input"
    )
    return rows.order_by("-need__team_seat__is_leader", "employee__name", "pk")


@transaction.atomic
def give_input(
    *, team: TaskTeam, assignment: Assignment, ratings: Mapping[TeamOutput, Rating], text: str,
    now: datetime, by: User,
) -> MemberInput:  # fmt: skip
    """
    Once a member; the member and the home assessor are told, and the member may answer.

    :raises Refused: without words or a single output, for a closed team, or the second time
    """
    require(access.can_give_input(by, team, assignment))
    lock(team)
    problems = []
    if team.state == TeamState.CLOSED.value:
        problems.append(Problem(_("Tim ini sudah ditutup.")))
    if not members(team).filter(pk=assignment.pk).exists():
        problems.append(Problem(_("Orang ini tidak bertugas dalam tim ini.")))
    if MemberInput.objects.filter(assignment=assignment).exists():
        problems.append(Problem(_("Masukan untuk orang ini sudah ditulis.")))
    if not text.strip():
        problems.append(Problem(_("Tulis apa yang dikerjakan dan bagaimana."), "text"))
    if not ratings:
        problems.append(Problem(_("Nilai paling sedikit satu hasil kerja.")))
    refuse(problems)
    made = MemberInput.objects.create(assignment=assignment, text=text.strip(), at=now, by=by)
    OutputRating.objects.bulk_create(
        OutputRating(input=made, output=output, rating=rating.value)
        for output, rating in ratings.items()
    )
    announce(facts.InputGiven(made.pk, now, by.pk))
    audit.record(
        by, "teamwork.input_given", team, chain=str(assignment.home_unit.agency_id),
        employee=assignment.employee_id,
    )  # fmt: skip
    return made


@transaction.atomic
def answer_input(*, given: MemberInput, answer: str, now: datetime, by: User) -> None:
    """
    The member's own word beside it; it stands there as it was written.

    :raises Refused: without words, or the second time
    """
    require(given.assignment.employee.user_id == by.pk)
    lock(given)
    problems = []
    if given.answered_at:
        problems.append(Problem(_("Anda sudah menanggapi masukan ini.")))
    if not answer.strip():
        problems.append(Problem(_("Tulis tanggapan Anda."), "answer"))
    refuse(problems)
    given.answer, given.answered_at = answer.strip(), now
    given.save(update_fields=["answer", "answered_at"])
    announce(facts.InputAnswered(given.pk, now, by.pk))
    audit.record(
        by, "teamwork.input_answered", given.assignment.need.team_seat.team,
        chain=str(given.assignment.employee.agency_id), employee=given.assignment.employee_id,
    )  # fmt: skip


@transaction.atomic
def close_team(*, team: TaskTeam, result: str, now: datetime, on: date, by: User) -> None:
    """
    End a team: outputs are told, everybody has an input, duties end, experience is put on file.

    :raises Refused: with all that is still to do
    """
    require(access.can_manage(by, team))
    plans.hold(rules.TEAM, team.pk)  # as who chooses does
    lock(team)
    problems = []
    if team.state == TeamState.CLOSED.value:
        problems.append(Problem(_("Tim ini sudah ditutup.")))
    if not result.strip():
        problems.append(Problem(_("Tulis apa yang dihasilkan tim ini."), "result"))
    left = sum(output.is_open for output in team.outputs.all())
    if left:
        words = ngettext("%d hasil kerja belum dicatat capaiannya.", "%d hasil kerja belum dicatat capaiannya.", left)  # fmt: skip
        problems.append(Problem(words % left))
    silent = members(team).filter(team_input=None).count()
    if silent:
        words = ngettext("%d orang belum mendapat masukan untuk atasannya.", "%d orang belum mendapat masukan untuk atasannya.", silent)  # fmt: skip
        problems.append(Problem(words % silent))
    problems += ending.problems(rules.TEAM, team.pk, on)
    refuse(problems)
    ending.finish(team, now=now, on=on, by=by)
    team.state, team.closed_at, team.closing = TeamState.CLOSED.value, now, result.strip()
    team.save(update_fields=["state", "closed_at", "closing"])
    audit.record(by, "teamwork.team_closed", team, chain=str(team.agency_id), reason=result)
