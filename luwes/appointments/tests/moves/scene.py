"""A small government whose people are moved, and everybody who has a hand in it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, Move, MoveRequest, MoveStep
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.moving.judging import judged
from luwes.appointments.rules import Kind
from luwes.appointments.rules.moves import MoveKind, RequestState
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.organisation.models import Agency, OrgUnit, Position
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import (
    a_minimum,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY = timedelta(days=1)
TMT = date(2026, 4, 1)
K = PositionKind


class Scene:
    def __init__(
        self, name: str = "Pemerintah Kota Rekaan", today: date = TODAY, now: datetime = NOW
    ) -> None:
        self.today, self.now = today, now
        self.agency = an_agency(name)
        self.unit = a_unit("Dinas Rekaan", agency=self.agency)
        a_minimum(self.unit, 0)
        self.analyst = self._user(Role.STAFFING_ANALYST, "agency", self.agency.pk, "Sri Lestari")
        self.approver = self._user(Role.APPROVER, "agency", self.agency.pk, "Agus Salim")
        self.head = self._user(Role.UNIT_HEAD, "unit", self.unit.pk, "Ratna Dewi")

    def _user(self, role: Role, kind: str, scope: int, name: str) -> User:
        return a_user(role, scope_kind=kind, scope_id=scope, name=name)

    def post(
        self, name: str = "", kind: K = K.SUPERVISOR, level: str = "", *, unit: OrgUnit | None = None,
        headcount: int | None = 1,
    ) -> Position:  # fmt: skip
        title = a_title(name, kind=kind, career_level=level)
        return a_position(unit=unit or self.unit, title=title, headcount=headcount)

    def holder(
        self, post: Position, name: str = "", *, since: date = date(2022, 1, 3), **values: Any
    ) -> Employee:
        given = {"birth_date": date(1985, 5, 20), "education": "S-1 Hukum"} | values
        person = an_employee(name, agency=post.unit.agency, **given)
        an_appointment(person, post, period=Period(since))
        return person

    def draft(
        self, title: str = "Penataan pejabat pengawas", *, on: date = TMT, **values: Any
    ) -> MoveRequest:
        return actions.draft(
            agency=self.agency, title=title, effective_on=on, basis="Rapat tim penilai kinerja",
            now=self.now, by=self.analyst, **values,
        )  # fmt: skip

    def add(
        self,
        request: MoveRequest,
        person: Employee,
        kind: MoveKind,
        to: Position | None = None,
        **values: Any,
    ) -> Move:
        return actions.add(
            request=request, employee=person, kind=kind, to_position=to, by=self.analyst, **values
        )

    def rotate(
        self, *pairs: tuple[Employee, Position], on: date = TMT, **values: Any
    ) -> MoveRequest:
        request = self.draft(on=on, **values)
        for person, post in pairs:
            self.add(request, person, MoveKind.ROTATION, post)
        return request

    def answer_all(self, request: MoveRequest) -> None:
        _known, rows = judged(request, moves_of(request), request.effective_on)
        for row in rows:
            for check in row.open:
                actions.answer(
                    move=row.move,
                    rule=check.rule,
                    reason="Sudah diperiksa",
                    now=self.now,
                    by=self.analyst,
                )

    def submit(self, request: MoveRequest) -> MoveRequest:
        self.answer_all(request)
        actions.submit(request=request, now=self.now, on=self.today, by=self.analyst)
        return request

    def decide(self, step: MoveStep) -> None:
        outside = step.kind in ("origin_consent", "technical_approval", "governor")
        by = {"signature": self.approver}.get(step.kind, self.analyst)
        if step.unit_id:
            by = self.head
        actions.decide(
            step=step, paper="100/1/2026" if outside else "", paper_day=self.today if outside else None,
            note="", now=self.now, on=self.today, by=by,
        )  # fmt: skip

    def agree(self, request: MoveRequest, *, until: str = "") -> MoveRequest:
        for step in request.steps.select_related("request", "unit").order_by("order", "pk"):
            if step.kind == until:
                break
            self.decide(step)
        request.refresh_from_db()
        return request

    def decreed(self, request: MoveRequest) -> MoveRequest:
        self.agree(self.submit(request))
        actions.decree(request=request, now=self.now, on=self.today, by=self.analyst)
        return request

    def effective(self, request: MoveRequest, on: date | None = None) -> MoveRequest:
        self.decreed(request)
        return self.its_day(request, on)

    def its_day(self, request: MoveRequest, on: date | None = None) -> MoveRequest:
        on = on or max(self.today, request.effective_on)
        actions.become_effective(request_id=request.pk, now=self.now, on=on)
        request.refresh_from_db()
        return request


def holds(person: Employee, on: date, kind: Kind = Kind.DEFINITIVE) -> list[Position]:
    rows = Appointment.objects.filter(employee=person, kind=kind.value, period__contains=on)
    return [row.position for row in rows.select_related("position").order_by("pk")]


def is_in(request: MoveRequest, state: RequestState) -> bool:
    request.refresh_from_db()
    return request.state == state.value


def another_agency(scene: Scene) -> Agency:
    return Scene("Pemerintah Kabupaten Tetangga").agency
