"""Three governments, a team of one of them, and everybody who decides: ready to be filled, step by step."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.organisation.models import Agency, OrgUnit, StaffGroup
from luwes.organisation.tests.builders import (
    a_group,
    a_minimum,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.places.models import Area
from luwes.staffing.actions import answers, decisions, issue, plans
from luwes.staffing.actions import ending as staffing
from luwes.staffing.models import Assignment, Need, Plan, PlanApproval
from luwes.teamwork.actions import applications, asking, choosing, opportunities, seats, teams
from luwes.teamwork.models import Application, Opportunity, TaskTeam, TeamSeat

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
TODAY = date(2025, 2, 24)
TIME = Period(date(2025, 3, 3), date(2025, 6, 2))


@dataclass
class Side:
    """One government: a unit, its head, who decides for its people, and some of them."""

    agency: Agency
    unit: OrgUnit
    head: User
    decider: User
    people: list[Employee]


class Scene:
    def __init__(self) -> None:
        self.area: Area = an_area()
        self.group: StaffGroup = a_group("umum")
        self.own = self.side("Pemerintah Provinsi Rekaan")
        self.near = self.side("Pemerintah Kota Rekaan")
        self.far = self.side("Pemerintah Kabupaten Rekaan")
        self.head = self.own.head

    def side(self, name: str, people: int = 3) -> Side:
        agency = an_agency(name)
        unit = a_unit(f"Dinas {name.split()[1]}", agency=agency, area=self.area)
        a_minimum(unit, people)  # nobody can be away for a day
        head = a_user(
            Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk, name=f"Kepala {name.split()[1]}"
        )
        decider = a_user(
            Role.APPROVER, scope_kind="agency", scope_id=agency.pk, name=f"Sekda {name.split()[1]}"
        )
        side = Side(agency, unit, head, decider, [])
        for _n in range(people):
            side.people.append(self.person(side))
        return side

    def person(self, side: Side, **values: Any) -> Employee:
        position = a_position(unit=side.unit, title=a_title(group=self.group))
        made = an_employee(agency=side.agency, user=a_user(), **values)
        an_appointment(made, position)
        return made

    # ── teams and opportunities ──────────────────────────────────────

    def team(self, *others: Side, agreement: str = "", period: Period = TIME) -> TaskTeam:
        return teams.draft_team(
            unit=self.own.unit, on=TODAY, now=NOW, by=self.head,
            draft=teams.TeamDraft(
                "Tim Data Stunting", "Satu data stunting provinsi.", "SK Kepala Dinas 1/2025",
                agreement, self.area, period, [side.agency for side in others],
            ),
        )  # fmt: skip

    def seat(self, team: TaskTeam, role: str = "Analis data", *, load: int = 20, heads: int = 1, is_leader: bool = False, skills: tuple[tuple[int, int], ...] = ()) -> TeamSeat:  # fmt: skip
        return seats.add_seat(
            team=team, on=TODAY, by=self.head,
            draft=seats.SeatDraft(role, asking.Terms(heads, load, skills=skills), is_leader),
        )  # fmt: skip

    def opened(self, *others: Side, agreement: str = "PKS 7/2025", heads: int = 2, load: int = 20) -> TaskTeam:  # fmt: skip
        """A team with an output, a leader's seat and seats for members, looking for people."""
        team = self.team(*others, agreement=agreement if others else "")
        teams.add_output(
            team=team, output="Basis data", indicator="15 daerah terisi", due=date(2025, 5, 30),
            by=self.head,
        )  # fmt: skip
        self.seat(team, "Ketua tim", is_leader=True, load=load)
        self.seat(team, heads=heads, load=load)
        teams.open_team(team=team, by=self.head)
        return team

    def member_seat(self, team: TaskTeam) -> Need:
        return team.seats.get(is_leader=False).need

    def leader_seat(self, team: TaskTeam) -> Need:
        return team.seats.get(is_leader=True).need

    def opportunity(self, *others: Side, is_open: bool = True, load: int = 20, heads: int = 1, **values: Any) -> Opportunity:  # fmt: skip
        offer = opportunities.Offer(
            "Pendamping posyandu", "Mendampingi.", TODAY + timedelta(days=5)
        )
        made = opportunities.draft(
            unit=self.own.unit, offer=values.pop("offer", offer), on=TODAY, now=NOW, by=self.head,
            work=opportunities.Work(
                "Nota dinas 3/2025", "PKS 7/2025" if others else "", self.area, TIME,
                asking.Terms(heads, load, **values), [side.agency for side in others],
            ),
        )  # fmt: skip
        if is_open:
            opportunities.open_opportunity(opportunity=made, on=TODAY, now=NOW, by=self.head)
        return made

    # ── the way of a person ──────────────────────────────────────────

    def applied(self, opportunity: Opportunity, employee: Employee) -> Application:
        return applications.apply(
            opportunity=opportunity, employee=employee, why="Ingin belajar", on=TODAY, now=NOW,
            by=_account(employee),
        )  # fmt: skip

    def named(self, need: Need, employee: Employee, now: datetime = NOW) -> Application:
        return applications.appoint(
            need=need, employee=employee, why="Ahli di bidangnya", on=TODAY, now=now, by=self.head
        )

    def consented(self, row: Application, side: Side) -> Application:
        applications.consent(application=row, agrees=True, reason="", now=NOW, by=side.head)
        return row

    def chosen(self, need: Need, employee: Employee, side: Side, now: datetime = NOW) -> Application:  # fmt: skip
        row = self.named(need, employee, now)
        if row.state == "waiting":
            self.consented(row, side)
        choosing.choose(application=row, reason="", on=TODAY, now=now, by=self.head)
        return row

    def planned(self, owner: TaskTeam | Opportunity) -> Plan:
        plan = choosing.make_plan(owner=owner, now=NOW, by=self.head)
        plans.solve(plan_id=plan.pk, now=NOW, on=TODAY)
        plan.refresh_from_db()
        assert plan.checked, plan.failure
        return plan

    def issued(self, owner: TaskTeam | Opportunity) -> Plan:
        plan = self.planned(owner)
        plans.submit(plan=plan, decide_within=timedelta(days=5), now=NOW, by=self.head)
        for approval in PlanApproval.objects.filter(plan=plan).order_by("pk"):
            sides = {side.agency.pk: side for side in (self.own, self.near, self.far)}
            decisions.approve(approval=approval, now=NOW, by=sides[approval.agency_id].decider)
        plan.refresh_from_db()
        issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
        plan.refresh_from_db()
        assert plan.state == "issued", plan.returned_because
        return plan

    def serving(self, owner: TaskTeam | Opportunity) -> list[Assignment]:
        """Everybody has accepted, and the first day has come."""
        plan = self.issued(owner)
        for row in plan.assignments.select_related("employee__user"):
            answers.accept(assignment=row, now=NOW, by=_account(row.employee))
        staffing.begin_by_time(on=TIME.start)
        return list(plan.assignments.select_related("employee__user").order_by("pk"))


def _account(employee: Employee) -> User:
    assert employee.user
    return employee.user
