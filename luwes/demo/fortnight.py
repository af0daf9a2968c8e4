"""
Fourteen days of a flood, by chance and by the same actions as the screens use.

Nothing here knows what should come out: people decline, stay silent, fall ill and forget to check
out; districts are struck one after the other. `sweep` looks after each step at what must always hold.
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
from luwes.places.models import Area
from luwes.staffing import queries as staffing
from luwes.staffing.models import Assignment, Need

KIND = incidents.OWNER_KIND
MORNING, AFTERNOON, NIGHT = time(8), time(16), time(23, 50)


@dataclass
class Fortnight:
    """What has happened so far, from the morning of the day `begins`; one `seed`, one course of things."""

    world: loading.World
    seed: int
    begins: date
    days: int = 14
    pace: Callable[[datetime], None] = lambda _at: None  # waits until a moment of the story
    at: datetime = field(init=False)
    seen_until: datetime = field(init=False)  # up to where shifts have been attended
    incident: Incident = field(init=False)
    officer: User = field(init=False)
    struck: list[Area] = field(default_factory=list)  # in the order in which it came to them
    done: Counter[str] = field(default_factory=Counter)
    refused: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.move(self.begins, MORNING)
        self.seen_until = self.at

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

    # ── chance and rules ─────────────────────────────────────────────

    def happens(self, probability: float) -> bool:
        return self.chance.random() < probability

    def some(self, rows: list[Any], most: int) -> list[Any]:
        """Up to so many of these, by chance."""
        return self.chance.sample(rows, min(len(rows), self.chance.randint(0, most)))

    def attempt(self, deed: str, act: Callable[..., object], *args: Any, **values: Any) -> bool:
        """A deed that the rules may refuse; counted either way. Anything else that breaks is a fault."""
        try:
            act(*args, **values)
        except Refused as refused:
            self.refused[deed][refused.problems[0].message] += 1
            return False
        self.done[deed] += 1
        return True

    # ── who and what there is ────────────────────────────────────────

    @property
    def lead(self) -> User:
        return self.world.coordinator

    def assignments(self, *states: str) -> list[Assignment]:
        rows = Assignment.objects.filter(need__owner_kind=KIND, need__owner_id=self.incident.pk)
        rows = rows.filter(state__in=states) if states else rows
        rows = rows.select_related("employee__user", "need__area", "home_unit", "plan", "letter")
        return list(rows.order_by("pk"))

    def needs(self) -> list[Need]:
        """Those that are not over."""
        return staffing.ahead(staffing.needs_of(KIND, self.incident.pk), self.today)

    def account(self, row: Assignment) -> User:
        return loading.account_of(row.employee, self.world, self.at, self.today)

    def head(self, unit_id: int) -> User:
        return loading.head_of(unit_id, self.world, self.at, self.today)

    # ── what must hold ───────────────────────────────────────────────

    def look(self) -> None:
        run_jobs()
        self.note(
            *sweep.faults_of_loads(), *sweep.faults_of_fitness(), *sweep.faults_of_heads(self.today),
            *sweep.faults_of_letters(), *sweep.faults_of_telling(), *sweep.faults_of_shifts(self.at),
            *sweep.faults_of_attendance(), *sweep.faults_of_outside(), *_faults_of_jobs(), *self._faults_of_the_board(),
        )  # fmt: skip

    def look_at_the_end(self) -> None:
        self.look()
        self.note(*sweep.faults_of_returns(), *_faults_of_the_log())

    def note(self, *faults: str) -> None:
        self.faults += [f"{self.today}: {fault}" for fault in faults]

    def _faults_of_the_board(self) -> list[str]:
        """What the board counts, against the rows counted one by one."""
        counted: dict[int, Counter[str]] = defaultdict(Counter)
        for row in self.assignments():
            state = (
                "left"
                if row.state == "completed" and (row.left_early or row.help_ended)
                else row.state
            )
            counted[row.need_id][state] += 1
        others = sweep.outside_heads(self.today)
        return [
            f"need {need}: the board says {heads}, the rows {dict(counted[need])}, outside {others[need]}"
            for need, heads in staffing.heads_by_need(KIND, self.incident.pk, self.today).items()
            if [heads.here, heads.coming, heads.asked, heads.done, heads.outside]
            != [
                *(counted[need][s] for s in ("active", "accepted", "ordered", "completed")),
                others[need],
            ]
        ]

    # ── what is told ─────────────────────────────────────────────────

    def day_in_short(self) -> str:
        states = Counter(row.state for row in self.assignments())
        mark = "ok" if not self.faults else f"{len(self.faults)} pelanggaran"
        return (
            f"hari {self.number + 1:2}  {len(self.struck):2} kecamatan, {len(self.needs()):3} kebutuhan, "
            f"{states['active']:4} bertugas, {states['accepted'] + states['ordered']:4} dipanggil, "
            f"{states['completed']:4} selesai, {states['declined']:3} menolak  {mark}"
        )

    def summary(self) -> list[str]:
        lines = [f"{count:6} {deed}" for deed, count in sorted(self.done.items())]
        for deed, reasons in sorted(self.refused.items()):
            lines += [f"{n:6} {deed} ditolak aturan: {why}" for why, n in reasons.most_common(3)]
        return lines + [f"PELANGGARAN {fault}" for fault in self.faults[:50]]


def _faults_of_jobs() -> list[str]:
    """Messages to a mail server that isn't there are tried again for hours; all else is done at once."""
    rows = ProcrastinateJob.objects.filter(status__in=["failed", "doing", "todo"])
    rows = rows.exclude(queue_name="notifications", status="todo")
    return [f"job {job.task_name} {job.args} is {job.status}" for job in rows.order_by("pk")]


def _faults_of_the_log() -> list[str]:
    audit.seal()
    count, faults = log.verify()
    return [f"log: {fault}" for fault in faults] or ([] if count else ["the log is empty"])
