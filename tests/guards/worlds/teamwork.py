"""A task team, an opportunity, and who stands for a place."""

from functools import cached_property

from django.utils import timezone

from luwes.staffing.models import Assignment, Plan
from luwes.teamwork.models import (
    Application,
    MemberInput,
    Opportunity,
    TaskTeam,
    TeamOutput,
    TeamSeat,
)
from tests.guards.worlds.ground import LONG_AGO, Ground


class Teamwork(Ground):
    @cached_property
    def team(self) -> TaskTeam:
        """Of the unit here, looking for people of the government here."""
        side = self.here
        row = TaskTeam.objects.create(
            agency=side.agency, unit=side.unit, area=self.area, basis="SK", period=self.today,
            made_at=LONG_AGO, made_by=self.planner, name="Tim rekaan", purpose="Data", state="running",
        )  # fmt: skip
        row.agencies.add(side.agency)
        TeamOutput.objects.create(
            team=row, output="Data", indicator="Ada", due=timezone.localdate()
        )
        TeamSeat.objects.create(team=row, need=self._place("task_team", row.pk), is_leader=True)
        return row

    @cached_property
    def opportunity(self) -> Opportunity:
        side = self.here
        row = Opportunity.objects.create(
            agency=side.agency, unit=side.unit, area=self.area, basis="Nota", period=self.today,
            made_at=LONG_AGO, made_by=self.planner, title="Pendamping", does="Mendampingi",
            apply_until=timezone.localdate(), state="open", opened_at=LONG_AGO,
        )  # fmt: skip
        row.agencies.add(side.agency)
        row.need = self._place("opportunity", row.pk)
        row.save()
        return row

    @cached_property
    def application(self) -> Application:
        assert self.opportunity.need
        return Application.objects.create(
            need=self.opportunity.need, employee=self.here.employee, home_unit=self.here.unit,
            origin="applied", made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip

    @cached_property
    def membership(self) -> Assignment:
        seat = self.team.seats.get()
        plan = Plan.objects.create(
            owner_kind="task_team", owner_id=self.team.pk, agency=self.here.agency, number=1,
            state="issued", made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip
        return Assignment.objects.create(
            employee=self.here.employee, need=seat.need, plan=plan, home_unit=self.here.unit,
            period=self.today, load=20, state="active", ordered_at=LONG_AGO, beside_work=True,
        )  # fmt: skip

    @cached_property
    def team_input(self) -> MemberInput:
        return MemberInput.objects.create(
            assignment=self.membership, text="Baik", at=LONG_AGO, by=self.planner
        )
