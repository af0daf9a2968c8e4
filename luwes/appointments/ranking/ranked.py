"""Candidates in order, with what each criterion gave; a page of them in words, with names or blind."""

from base64 import b32encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from django.utils.crypto import salted_hmac

from luwes.accounts.models import User
from luwes.appointments import queries
from luwes.appointments.ranking import reading, wording
from luwes.appointments.ranking.reading import Pool
from luwes.appointments.rules import candidates
from luwes.appointments.rules.candidates import Column, Criterion, Points
from luwes.appointments.rules.eligible import Bar
from luwes.organisation.models import Position
from luwes.people.homes import Post
from luwes.people.models import Employee

Weights = Mapping[Criterion, int]


@dataclass(frozen=True)
class Part:
    """What one criterion gave: `points` of `most`, and why."""

    name: str
    points: float
    most: float
    why: str


@dataclass(frozen=True)
class Candidate:
    """One line. Without `employee` it tells nothing by which the person could be known."""

    rank: int
    number: str
    total: float
    parts: list[Part]
    is_promotion: bool
    employee: Employee | None = None
    post: Post | None = None


@dataclass(frozen=True)
class Ranking:
    """Everybody who may be considered, the best first."""

    position: Position
    pool: Pool
    weights: Weights
    points: Mapping[Criterion, Points]
    rows: Column  # of those considered, in the pool
    totals: Points  # by row of the pool
    on: date

    @property
    def count(self) -> int:
        return len(self.rows)

    def people(self, start: int, end: int) -> list[int]:
        """Ids of the employees in these places, the best first."""
        return [int(pk) for pk in self.pool.ids[self.rows[start:end]]]

    @property
    def everybody(self) -> int:
        return len(self.pool.ids)

    @cached_property
    def barred(self) -> list[tuple[str, int]]:
        """Why people are not considered, the commonest first."""
        counts = np.bincount(self.pool.bar, minlength=len(Bar))
        found = [(wording.bar(bar), int(counts[bar])) for bar in Bar if bar and counts[bar]]
        return sorted(found, key=lambda one: -one[1])

    @cached_property
    def shares(self) -> dict[Criterion, float]:
        """What each criterion that counts here can give at most, of 100."""
        counted = {name: self.weights.get(name, 0) for name in self.points}
        whole = sum(counted.values()) or 1
        return {name: 100 * weight / whole for name, weight in counted.items()}

    @property
    def silent(self) -> list[str]:
        """Criteria that the post has nothing on file for."""
        return [wording.name(each) for each in Criterion if each not in self.points]


def rank(user: User, position: Position, weights: Weights, on: date) -> Ranking:
    pool = reading.read(user, position, on)
    points = candidates.points(pool.people, pool.target)
    totals = candidates.totals(points, weights)
    considered = np.flatnonzero(pool.bar == Bar.NONE)
    order = candidates.order(totals[considered], pool.ids[considered])
    return Ranking(position, pool, weights, points, considered[order], totals, on)


def some(ranking: Ranking, start: int, end: int, *, named: bool) -> list[Candidate]:
    """Those from `start` to before `end`; two queries more with names, none when blind."""
    rows = ranking.rows[start:end]
    ids = ranking.pool.ids[rows].tolist()
    people = _people(ids) if named else {}
    posts = queries.posts(ids, ranking.on) if named else {}
    return [
        Candidate(
            rank=start + n, number=number_of(ranking.position.pk, pk),
            total=float(ranking.totals[row]), parts=parts(ranking, int(row)),
            is_promotion=bool(ranking.pool.rises[row] > 0), employee=people.get(pk), post=posts.get(pk),
        )
        for n, (row, pk) in enumerate(zip(rows, ids, strict=True), 1)
    ]  # fmt: skip


def _people(ids: Collection[int]) -> dict[int, Employee]:
    rows = Employee.objects.only("nip", "name", "title_before", "title_after", "grade")
    return rows.in_bulk(ids)


def parts(ranking: Ranking, row: int) -> list[Part]:
    pool = ranking.pool
    one = pool.people.take(np.array([row]))
    return [
        Part(
            wording.name(name), ranking.shares[name] * float(points[row]), ranking.shares[name],
            wording.why(name, one, pool.target, pool.asks),
        )
        for name, points in ranking.points.items()
        if ranking.shares[name]
    ]  # fmt: skip


def number_of(position_id: int, employee_id: int) -> str:
    """The same for a person and a post every time, and told by neither."""
    told = salted_hmac("luwes.candidates", f"{position_id}:{employee_id}", algorithm="sha256")
    text = b32encode(told.digest()[:5]).decode()
    return f"{text[:4]}-{text[4:]}"


def lines(ranking: Ranking, *, named: bool, chunk: int = 500) -> Iterator[list[object]]:
    """For files: everybody considered, each criterion's points in a column of its own."""
    for start in range(0, ranking.count, chunk):
        for one in some(ranking, start, start + chunk, named=named):
            who: list[object] = []
            if named and one.employee:
                post = f"{one.post.title}, {one.post.unit}" if one.post else ""
                who = [one.employee.full_name, one.employee.nip, post]
            points = [round(part.points, 1) for part in one.parts]
            yield [one.rank, one.number, *who, round(one.total, 1), *points]
