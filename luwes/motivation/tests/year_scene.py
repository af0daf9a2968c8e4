"""Somebody with goals and what came of them, straight into the tables."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.motivation.actions import contributing
from luwes.motivation.models import Contribution, Goal, PerformancePlan
from luwes.motivation.rules.contributions import ContributionKind
from luwes.organisation.tests.builders import a_group, a_position, a_title, a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

NOW = datetime(2025, 3, 3, 3, 0, tzinfo=UTC)
_next = count(1)


class Year:
    """A unit, its head, and somebody in it; the year is the running one."""

    def __init__(self) -> None:
        self.today = clock.today()
        self.unit = a_unit("Dinas Kependudukan Rekaan")
        self.group = a_group("pranata")
        self.position = a_position(unit=self.unit, title=a_title(group=self.group), headcount=9)
        self.head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=self.unit.pk)
        self.person = self.colleague("Rina Oktaviani Rekaan")

    @property
    def user(self) -> User:
        assert self.person.user
        return self.person.user

    @property
    def whole(self) -> Period:
        return Period(date(self.today.year, 1, 1), date(self.today.year + 1, 1, 1))

    def colleague(self, name: str = "Rekan Rekaan") -> Employee:
        person = an_employee(name, agency=self.unit.agency, user=a_user())
        an_appointment(person, self.position)
        return person

    def plan(self, person: Employee | None = None, **values: Any) -> PerformancePlan:
        given = {"period": self.whole, "state": "agreed", "unit": self.unit} | values
        return PerformancePlan.objects.create(employee=person or self.person, **given)

    def goal(self, plan: PerformancePlan, title: str, **values: Any) -> Goal:
        given = {"indicator": "Indikator terpenuhi", "target": "1", "place": next(_next)} | values
        return Goal.objects.create(plan=plan, title=title, **given)

    def came(
        self, words: str, kind: ContributionKind = ContributionKind.DUTY, *,
        on: date | None = None, person: Employee | None = None, **values: Any,
    ) -> Contribution:  # fmt: skip
        direct = {key: values.pop(key) for key in ("count", "goal", "is_left_out") if key in values}
        row = contributing.note(
            employee=person or self.person, kind=kind, source=("test", str(next(_next))),
            words=words, on=on or self.today, now=NOW, **values,
        )  # fmt: skip
        if direct:
            Contribution.objects.filter(pk=row.pk).update(**direct)
            row.refresh_from_db()
        return row
