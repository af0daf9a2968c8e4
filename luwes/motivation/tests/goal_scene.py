"""A department with a division: a head over each, somebody who works there, and who stands above."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.motivation.actions import beginning, changing, following, objecting, planning, rating
from luwes.motivation.actions.planning import GoalDraft
from luwes.motivation.actions.rating import Judgement
from luwes.motivation.models import Evaluation, Goal, GoalChange, PerformancePlan, RatingObjection
from luwes.motivation.rules.evaluating import ObjectionPart
from luwes.motivation.rules.goals import ChangeKind, GoalKind
from luwes.motivation.rules.rating import Rating
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user, an_agency
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

NOW = datetime(2026, 1, 12, 3, 0, tzinfo=UTC)  # Monday, 10.00 WIB
TODAY = date(2026, 1, 12)
DECEMBER = datetime(2026, 12, 7, 3, 0, tzinfo=UTC)
RATED_ON, SOON = date(2026, 12, 7), date(2026, 12, 9)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


def at(day: date) -> datetime:
    """Ten in the morning here."""
    return datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)


def a_draft(title: str = "Data terdampak banjir mutakhir", **values: Any) -> GoalDraft:
    first = {
        "kind": GoalKind.MAIN, "indicator": "Kelurahan yang diperbarui", "target": "126 kelurahan",
    }  # fmt: skip
    return GoalDraft(title=title, **(first | values))


class Scene:
    def __init__(self) -> None:
        self.agency = an_agency("Pemerintah Kota Rekaan")
        self.agency.seat, self.agency.letter_code = "Kota Rekaan", "KR"
        self.agency.address = "Jalan Contoh Nomor 1"
        self.agency.save()
        self.office = a_unit("Dinas Sosial Kota Rekaan", agency=self.agency)
        self.division = a_unit("Bidang Data Rekaan", parent=self.office)
        self.other = a_unit("Bidang Bantuan Rekaan", parent=self.office)
        self.chief = self.head(self.office, "Kepala Dinas Rekaan")
        self.head_ = self.head(self.division, "Kepala Bidang Data Rekaan")
        self.other_head = self.head(self.other, "Kepala Bidang Bantuan Rekaan")
        self.approver = a_user(
            Role.APPROVER, scope_kind="agency", scope_id=self.agency.pk, name="Sekretaris Daerah Rekaan"
        )  # fmt: skip
        self.analyst = a_user(
            Role.STAFFING_ANALYST, scope_kind="agency", scope_id=self.agency.pk, name="Analis Rekaan"
        )  # fmt: skip
        self.person = self.somebody("Rina Oktaviani Rekaan")
        self.user = account(self.person)

    def head(self, unit: OrgUnit, name: str) -> User:
        """With a file and a post of their own in the unit."""
        user = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name=name)
        person = an_employee(name, agency=self.agency, user=user)
        an_appointment(person, a_position(unit=unit, title=a_title(f"Kepala {unit.code}")))
        return user

    def somebody(self, name: str = "", unit: OrgUnit | None = None, **values: Any) -> Employee:
        person = an_employee(name, agency=self.agency, user=a_user(name=name or "Rekaan"), **values)
        an_appointment(person, a_position(unit=unit or self.division))
        return person

    def draft(self, person: Employee | None = None, on: date = TODAY) -> PerformancePlan:
        person = person or self.person
        plan = beginning.begin(employee=person, year=on.year, on=on, now=at(on), by=account(person))
        planning.add_goal(plan=plan, draft=a_draft(), on=on, now=at(on), by=account(person))
        return plan

    def proposed(self, person: Employee | None = None, on: date = TODAY) -> PerformancePlan:
        plan = self.draft(person, on)
        by = account(plan.employee)
        planning.propose(plan=plan, words="", on=on, now=at(on), by=by)
        return plan

    def agreed(
        self, person: Employee | None = None, on: date = TODAY, by: User | None = None
    ) -> PerformancePlan:
        plan = self.proposed(person, on)
        planning.answer(
            plan=plan, agrees=True, words="", read=planning.stamp(plan), on=on, now=at(on),
            by=by or self.head_,
        )  # fmt: skip
        return plan

    def judgement(
        self, plan: PerformancePlan, work: Rating = Rating.MEETS,
        behaviour: Rating = Rating.MEETS, realised: Mapping[int, str] | None = None,
    ) -> Judgement:  # fmt: skip
        told = {goal.pk: "120 kelurahan" for goal in Goal.objects.filter(plan=plan)}
        return Judgement(
            work, "Sebagian besar selesai.", behaviour, "Sigap dan jujur.", realised or told
        )

    def rated(
        self, plan: PerformancePlan | None = None, on: date = RATED_ON,
        by: User | None = None, **values: Any,
    ) -> Evaluation:  # fmt: skip
        plan = plan or self.agreed()
        return rating.rate(
            plan=plan, quarter=None, judgement=self.judgement(plan, **values), on=on, now=at(on),
            by=by or self.head_,
        )  # fmt: skip

    def objected(
        self, evaluation: Evaluation | None = None, on: date = SOON,
        part: ObjectionPart = ObjectionPart.WORK,
    ) -> RatingObjection:  # fmt: skip
        row = evaluation or self.rated()
        by = account(row.plan.employee)
        return objecting.object_to(
            evaluation=row, part=part, reason="Semua kelurahan selesai.", on=on, now=at(on), by=by
        )

    def final(self, evaluation: Evaluation | None = None) -> Evaluation:
        row = evaluation or self.rated()
        by, on = account(row.plan.employee), DECEMBER.date()
        rating.receive(evaluation=row, accepts=True, on=on, now=DECEMBER, by=by)
        return row


def account(person: Employee) -> User:
    assert person.user
    return person.user


def refused(deed: object, *args: object, **values: object) -> str:
    with pytest.raises(Refused) as refusal:
        deed(*args, **values)  # type: ignore[operator]
    return str(refusal.value)


# ── both sides of a plan ─────────────────────────────────────────────


def answer(scene: Scene, plan: PerformancePlan, agrees: bool, words: str = "", **values: object) -> None:  # fmt: skip
    first = {"by": scene.head_, "read": planning.stamp(plan), "on": TODAY, "now": NOW}
    planning.answer(plan=plan, agrees=agrees, words=words, **(first | values))  # type: ignore[arg-type]


def ask(scene: Scene, plan: PerformancePlan, what: ChangeKind, **values: object) -> GoalChange:
    first = {"reason": "Wilayah bertambah.", "on": TODAY, "now": NOW, "by": scene.user}
    return changing.ask(plan=plan, what=what, **(first | values))  # type: ignore[arg-type]


def reply(scene: Scene, change: GoalChange, agrees: bool, words: str = "") -> None:
    changing.answer(change=change, agrees=agrees, words=words, on=TODAY, now=NOW, by=scene.head_)


# ── moving ───────────────────────────────────────────────────────────

MOVED = date(2026, 5, 4)


def move(scene: Scene, on: date = MOVED, kind: Kind = Kind.DEFINITIVE) -> None:
    """From the division to the other one."""
    if kind is Kind.DEFINITIVE:
        held = scene.person.appointments.get()
        held.period = Period(held.period.start, on)
        held.save()
    an_appointment(scene.person, a_position(unit=scene.other), period=Period(on), kind=kind)


def follow(on: date) -> int:
    return following.follow(on=on, now=at(on))
