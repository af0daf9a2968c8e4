"""
Fourteen days of a flood, by chance and by the same actions as the screens use.

Nothing here knows what should come out: people decline, stay silent, fall ill and forget to check
out; districts are struck one after the other. `sweep` looks after each day at what must always hold.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.audit import queries as log
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.demo import loading, sweep
from luwes.demo.flood import WIB
from luwes.demo.story import run_jobs
from luwes.mobilisation import queries as incidents
from luwes.mobilisation.models import Incident
from luwes.staffing.models import Assignment, Need

MORNING, AFTERNOON, NIGHT = time(8), time(16), time(23, 50)


@dataclass
class Fortnight:
    """What has happened so far. `begins` is the first morning; one `seed`, one course of things."""

    world: loading.World
    seed: int
    begins: date
    days: int = 14
    pace: Callable[[datetime], None] = lambda at: None  # waits until a moment of the story
    at: datetime = field(init=False)
    looked_at: datetime = field(init=False)
    incident: Incident = field(init=False)
    officer: User = field(init=False)
    struck: list[Any] = field(default_factory=list)  # areas, in order
    done: Counter[str] = field(default_factory=Counter)
    refused: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.move(self.begins, MORNING)
        self.looked_at = self.at

    # ── the clock ────────────────────────────────────────────────────

    @property
    def today(self) -> date:
        return self.at.astimezone(WIB).date()

    @property
    def number(self) -> int:
        """The day of the flood, from nought."""
        return (self.today - self.begins).days

    @property
    def last_day(self) -> date:
        return self.begins + timedelta(days=self.days - 1)

    def move(self, day: date, at: time) -> None:
        self.at = datetime.combine(day, at, WIB)
        self.pace(self.at)
        clock.set_to(self.at)

    def pass_minutes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        clock.set_to(self.at)

    # ── what everybody here needs ────────────────────────────────────

    def happens(self, probability: float) -> bool:
        return self.chance.random() < probability

    def some(self, rows: list[Any], most: int) -> list[Any]:
        """Up to so many of these, by chance."""
        return self.chance.sample(rows, min(len(rows), self.chance.randint(0, most)))

    def attempt(self, deed: str, act: Callable[[], object]) -> bool:
        """A deed that the rules may refuse; counted either way. Anything else that breaks is a fault."""
        try:
            act()
        except Refused as refused:
            self.refused[deed].append(refused.problems[0].message)
            return False
        self.done[deed] += 1
        return True

    def assignments(self, *states: str) -> list[Assignment]:
        rows = Assignment.objects.filter(
            need__owner_kind=incidents.OWNER_KIND, need__owner_id=self.incident.pk
        )
        rows = rows.filter(state__in=states) if states else rows
        return list(rows.select_related("employee__user", "need__area", "home_unit", "plan", "letter").order_by("pk"))

    def needs(self) -> list[Need]:
        return list(queries_of(self.incident))

    def account(self, row: Assignment) -> User:
        return loading.account_of(row.employee, self.world, self.at, self.today)

    def head(self, unit_id: int) -> User:
        return loading.head_of(unit_id, self.world, self.at, self.today)

    # ── what must hold ───────────────────────────────────────────────

    def look(self, *, at_the_end: bool = False) -> None:
        found = [
            *sweep.faults_of_loads(), *sweep.faults_of_fitness(), *sweep.faults_of_heads(self.today),
            *sweep.faults_of_letters(settled=True), *sweep.faults_of_telling(), *sweep.faults_of_shifts(),
            *sweep.faults_of_attendance(), *self._faults_of_jobs(), *self._faults_of_the_board(),
        ]  # fmt: skip
        if at_the_end:
            found += [*sweep.faults_of_returns(), *self._faults_of_the_log()]
        self.faults += [f"{self.today}: {fault}" for fault in found]

    @staticmethod
    def _faults_of_jobs() -> list[str]:
        rows = ProcrastinateJob.objects.filter(status__in=["failed", "doing"])
        return [f"job {job.task_name} {job.args} {job.status}" for job in rows.order_by("pk")]

    def _faults_of_the_board(self) -> list[str]:
        """What the board counts, against the rows counted one by one."""
        told = staffing.heads_by_need(incidents.OWNER_KIND, self.incident.pk)
        counted: dict[int, Counter[str]] = defaultdict(Counter)
        for row in self.assignments():
            counted[row.need_id][row.state] += 1
        found = []
        for need, heads in told.items():
            have = counted[need]
            if (heads.here, heads.coming, heads.asked, heads.done) != (
                have["active"], have["accepted"], have["ordered"], have["completed"],
            ):  # fmt: skip
                found.append(f"need {need}: the board says {heads}, the rows {dict(have)}")
        return found

    @staticmethod
    def _faults_of_the_log() -> list[str]:
        audit.seal()
        count, faults = log.verify()
        return [f"log: {fault}" for fault in faults] or ([] if count else ["the log is empty"])
