"""After any sequence of moves, ends and corrections the answers as of a day agree with what was done."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, MoveRequest
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.rules.moves import MoveKind
from luwes.appointments.tests.moves.scene import NOW, K, Scene, holds
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.organisation.models import Position
from luwes.people.models import Employee

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
DAYS = 120


@dataclass
class Segment:
    """That somebody holds a post from a day to before another, written down by the test itself."""

    post: int
    first: date
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.end is None or day < self.end)


@dataclass
class Ledger:
    """What the sequence did, kept without looking at the tables."""

    of: dict[int, list[Segment]] = field(default_factory=dict)
    done: dict[int, list[tuple[Segment | None, Segment | None]]] = field(default_factory=dict)

    def carry_out(self, request: MoveRequest) -> None:
        day = request.effective_on
        pairs = []
        for move in moves_of(request):
            held = next(
                (s for s in self.of[move.employee_id] if s.holds_on(day - timedelta(days=1))), None
            )
            if held:
                held.end = day
            new = Segment(move.to_position_id, day) if move.to_position_id else None
            if new:
                self.of[move.employee_id].append(new)
            pairs.append((held, new))
        self.done[request.pk] = pairs

    def correct(self, request_id: int, day: date) -> None:
        for held, new in self.done[request_id]:
            if held:
                held.end = day
            if new:
                new.first = day

    def as_of(self, person: int, day: date) -> list[int]:
        return [s.post for s in self.of[person] if s.holds_on(day)]


class Play:
    def __init__(self, seed: int) -> None:
        self.dice, self.scene, self.ledger = random.Random(seed), Scene(today=START), Ledger()
        self.posts: list[Position] = [
            self.scene.post(kind=K.EXECUTIVE if n % 3 == 0 else K.SUPERVISOR, headcount=9)
            for n in range(7)
        ]
        self.people: list[Employee] = [
            self.scene.holder(post, since=START - timedelta(days=1500)) for post in self.posts[:5]
        ]
        for person, post in zip(self.people, self.posts, strict=False):
            self.ledger.of[person.pk] = [Segment(post.pk, START - timedelta(days=1500))]
        self.effective: list[MoveRequest] = []
        self.refused = 0

    def step(self) -> None:
        deed = self.dice.choices([self.move, self.end, self.correct], [6, 1, 2])[0]
        try:
            deed()
        except Refused:
            self.refused += 1

    def day(self) -> date:
        return START + timedelta(days=self.dice.randrange(1, DAYS))

    def move(self) -> None:
        """One, a swap or a longer chain, to posts at random."""
        count = self.dice.randint(1, 4)
        chosen = self.dice.sample(self.people, count)
        targets = self.dice.sample(self.posts, count)
        request = self.scene.draft(on=self.day(), late_reason="Rekaan")
        for person, post in zip(chosen, targets, strict=True):
            self.scene.add(
                request,
                person,
                MoveKind.PROMOTION if self.rises(person, post, request) else MoveKind.ROTATION,
                post,
            )
        self.finish(request)

    def rises(self, person: Employee, post: Position, request: MoveRequest) -> bool:
        held = holds(person, request.effective_on - timedelta(days=1))
        return bool(held) and held[0].title.kind == "executive" and post.title.kind == "supervisor"

    def end(self) -> None:
        request = self.scene.draft(on=self.day(), late_reason="Rekaan")
        self.scene.add(request, self.dice.choice(self.people), MoveKind.END)
        self.finish(request)

    def finish(self, request: MoveRequest) -> None:
        self.scene.effective(request, on=START + timedelta(days=DAYS))
        if request.state == "effective":
            self.effective.append(request)
            self.ledger.carry_out(request)

    def correct(self) -> None:
        if self.effective:
            request, day = self.dice.choice(self.effective), self.day()
            request.refresh_from_db()
            actions.correct(
                request=request,
                effective_on=day,
                reason="Rekaan",
                now=NOW,
                on=START,
                by=self.scene.approver,
            )
            self.ledger.correct(request.pk, day)

    def look(self) -> None:
        for n in range(-2, DAYS + 2, 3):
            day = START + timedelta(days=n)
            for person in self.people:
                assert [p.pk for p in holds(person, day)] == self.ledger.as_of(person.pk, day), (
                    person,
                    day,
                )


@pytest.mark.parametrize("seed", range(5))
def test_as_of_answers_agree_with_what_was_done(seed: int, long_form: bool) -> None:
    play = Play(seed)
    for _n in range(40 if long_form else 14):
        play.step()
        play.look()
    effective = Entry.objects.filter(deed="appointments.moves_effective").count()
    assert effective == len(play.effective) > 0
    made = sum(new is not None for pairs in play.ledger.done.values() for _held, new in pairs)
    assert Appointment.objects.count() == len(play.people) + made
