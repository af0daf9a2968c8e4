"""A programme of a province with a company, its team, and everybody who decides about it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.collaboration.actions import conflicts, money, seats
from luwes.collaboration.models import (
    Agreement,
    BudgetSource,
    ConflictDeclaration,
    Partner,
    Programme,
    ProgrammePartner,
    ProgrammeSeat,
    Representative,
)
from luwes.collaboration.rules.alike import name_key
from luwes.collaboration.rules.states import (
    ConflictKind,
    ConflictStrength,
    SourceKind,
)
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.staffing.actions import answers, decisions, issue, plans
from luwes.staffing.actions import ending as staffing
from luwes.staffing.models import Assignment, Plan, PlanApproval
from luwes.teamwork.actions.asking import Terms
from luwes.teamwork.tests.scene import Scene, Side

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
TODAY = date(2025, 2, 24)
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
WORK = Period(date(2025, 3, 3), date(2025, 6, 2))


class Cooperation(Scene):
    """The three governments of a team's scene; the first has a programme with a company."""

    def __init__(self) -> None:
        super().__init__()
        unit = self.own.unit
        self.lead = a_user(
            Role.PROGRAMME_LEAD, scope_kind="unit", scope_id=unit.pk, name="Pengelola program"
        )
        self.company = self.partner("PT Jalan Rekaan")
        self.programme = Programme.objects.create(
            agency=self.own.agency, unit=unit, slug="jalan-rekaan", name="Jalan Rekaan",
            goal="Jalan provinsi rusak diperbaiki bersama perusahaan.", basis="SK Gubernur 1/2025",
            area=self.area, period=YEAR, state="running", made_at=NOW, made_by=self.lead,
        )  # fmt: skip
        self.programme.agencies.add(self.own.agency, self.near.agency)
        self.joined = self.join(self.company)
        self.lending = self.lends(self.near)

    def partner(self, name: str) -> Partner:
        return Partner.objects.create(
            kind="company", name=name, name_key=name_key(name), state="active",
            registered_by_agency=self.own.agency, made_at=NOW, made_by=self.lead,
        )  # fmt: skip

    def join(self, partner: Partner, period: Period = YEAR) -> ProgrammePartner:
        agreement = Agreement.objects.create(
            kind="cooperation", form="third_party", agency=self.own.agency, unit=self.own.unit,
            partner=partner, title="Perbaikan jalan", purpose="Jalan", scope="Jalan", period=period,
            state="signed", signed_on=YEAR.start, made_at=NOW, made_by=self.lead,
        )  # fmt: skip
        return ProgrammePartner.objects.create(
            programme=self.programme, partner=partner, agreement=agreement, brings="Lapis pondasi",
            joined_at=NOW, joined_by=self.lead,
        )  # fmt: skip

    def lends(self, side: Side, period: Period = YEAR, **values: Any) -> Agreement:
        """A PKS by which the people of that government may serve here."""
        known = Partner.objects.filter(government=side.agency).first()
        partner = known or Partner.objects.create(
            kind="government", name=side.agency.name, name_key=name_key(side.agency.name),
            government=side.agency, state="active", registered_by_agency=self.own.agency,
            made_at=NOW, made_by=self.lead,
        )  # fmt: skip
        return Agreement.objects.create(**{
            "kind": "cooperation", "form": "region", "agency": self.own.agency,
            "unit": self.own.unit, "partner": partner, "title": "Penugasan pegawai",
            "purpose": "Jalan", "scope": "Pegawai", "period": period, "state": "signed",
            "signed_on": YEAR.start, "made_at": NOW, "made_by": self.lead,
        } | values)  # fmt: skip

    def representative(self, partner: Partner | None = None) -> User:
        user = a_user(name="Wakil mitra")
        Representative.objects.create(
            partner=partner or self.company, user=user, title="Direktur", period=YEAR, named_at=NOW,
            named_by=self.lead,
        )  # fmt: skip
        return user

    # ── money ────────────────────────────────────────────────────────

    def source(self, planned: int = 10_000_000_000, **values: Any) -> BudgetSource:
        draft = money.SourceDraft(
            values.pop("kind", SourceKind.PROVINCE), values.pop("year", 2025),
            values.pop("words", "Lapis aspal"), planned, **values,
        )  # fmt: skip
        return money.add_source(programme=self.programme, draft=draft, on=TODAY, by=self.lead)

    # ── the team ─────────────────────────────────────────────────────

    def place(self, role: str = "Pengawas mutu", *, heads: int = 1, load: int = 20) -> ProgrammeSeat:  # fmt: skip
        return seats.add_seat(
            programme=self.programme, on=TODAY, by=self.lead,
            draft=seats.SeatDraft(role, Terms(heads, load), WORK, self.area),
        )  # fmt: skip

    def proposed(self) -> Plan:
        """The programme's plan, solved."""
        pk = self.programme.pk
        plan = plans.make(owner_kind="programme", owner_id=pk, now=NOW, by=self.lead)
        return self.solved(plan)

    def solved(self, plan: Plan) -> Plan:
        plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
        plan.refresh_from_db()
        assert plan.checked, plan.failure or plan.result
        return plan

    def submitted(self) -> Plan:
        plan = self.proposed()
        plans.submit(plan=plan, decide_within=timedelta(days=5), now=NOW, by=self.lead)
        return plan

    def approve(self, plan: Plan) -> None:
        """Each government's authority says that no partner is theirs, then decides."""
        sides = {side.agency.pk: side for side in (self.own, self.near, self.far)}
        for approval in PlanApproval.objects.filter(plan=plan).order_by("pk"):
            by = sides[approval.agency_id].decider
            conflicts.say_none(programme=self.programme, now=NOW, on=TODAY, by=by)
            after = (plan.contest_until or NOW) + timedelta(minutes=1)
            decisions.approve(approval=approval, now=after, by=by)

    def ordered(self, plan: Plan | None = None) -> list[Assignment]:
        plan = plan or self.submitted()
        self.approve(plan)
        issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
        plan.refresh_from_db()
        assert plan.state == "issued", plan.returned_because
        return list(plan.assignments.select_related("employee__user").order_by("pk"))

    def at_work(self) -> list[Assignment]:
        rows = self.ordered()
        for row in rows:
            answers.accept(assignment=row, now=NOW, by=account(row.employee))
        staffing.begin_by_time(on=WORK.start)
        for row in rows:
            row.refresh_from_db()
        return rows

    # ── interests ────────────────────────────────────────────────────

    def declared(
        self, employee: Employee, partner: Partner | None = None,
        strength: ConflictStrength = ConflictStrength.POTENTIAL,
    ) -> ConflictDeclaration:  # fmt: skip
        interest = conflicts.Interest(
            partner or self.company, ConflictKind.FAMILY, strength, "Adik saya direkturnya",
            Period(TODAY),
        )  # fmt: skip
        return conflicts.declare(employee=employee, interest=interest, now=NOW, by=account(employee))  # fmt: skip

    def side_of(self, employee: Employee) -> Side:
        sides = (self.own, self.near, self.far)
        return next(side for side in sides if side.agency.pk == employee.agency_id)


def account(employee: Employee) -> User:
    assert employee.user
    return employee.user
