"""All that is known of the moves of one request, in a fixed number of queries however many they are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from luwes.appointments import year_ratings
from luwes.appointments.binding import resting
from luwes.appointments.models import RUNNING, Appointment, Leave, Move, MoveFreeze, MoveRequest
from luwes.appointments.moving import staying
from luwes.appointments.rules import Kind
from luwes.appointments.rules import moves as rules
from luwes.core.periods import Period
from luwes.organisation.models import Establishment, Position, PositionRequirement, UnitShape
from luwes.organisation.rules import PositionKind, full_title
from luwes.people.models import CompetencyRecord

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """An appointment in plain values."""

    pk: int
    employee_id: int
    name: str
    position_id: int
    unit_id: int
    kind: str
    period: Period
    title: str
    post_kind: str
    level: str
    single_holder: bool

    def as_past(self) -> rules.Past:
        return rules.Past(
            self.position_id, self.title, PositionKind(self.post_kind), self.level,
            Kind(self.kind), self.period, self.single_holder,
        )  # fmt: skip

    @property
    def is_definitive(self) -> bool:
        return self.kind == Kind.DEFINITIVE.value


_VALUES = (
    "pk", "employee_id", "employee__name", "position_id", "unit_id", "kind", "period",
    "position__title__name", "position__title__career_level", "position__title__kind",
    "single_holder",
)  # fmt: skip


def _appointments(which: Q) -> Iterable[Row]:
    rows = Appointment.objects.filter(which).order_by("period", "pk")
    for (
        pk,
        person,
        name,
        post,
        unit,
        kind,
        period,
        title,
        level,
        post_kind,
        single,
    ) in rows.values_list(*_VALUES):
        yield Row(pk, person, name, post, unit, kind, period, full_title(title, level), post_kind, level, single)  # fmt: skip


@dataclass
class Known:
    """Facts by move, and what each would end: what an action needs to carry them out."""

    facts: dict[int, rules.MoveFacts] = field(default_factory=dict)
    ends: dict[int, Row] = field(default_factory=dict)
    held: dict[int, Row] = field(default_factory=dict)


class Gathering:
    """Reads once for all moves; `on` is the day they are to become effective."""

    def __init__(self, request: MoveRequest, moves: Sequence[Move], on: date) -> None:
        self.request, self.moves, self.on = request, moves, on
        self.people = [move.employee_id for move in moves]
        self.of_person: dict[int, list[Row]] = defaultdict(list)
        for row in _appointments(Q(employee_id__in=self.people)):
            self.of_person[row.employee_id].append(row)
        found = ((pk, self._held(rows)) for pk, rows in self.of_person.items())
        self.held = {pk: row for pk, row in found if row}
        ended = ((move.pk, self._ended(move)) for move in moves)
        self.ends = {pk: row for pk, row in ended if row}
        targets = {move.to_position_id for move in moves if move.to_position_id}
        self._posts(targets | {row.position_id for row in self.held.values()})
        self._holders(targets)
        self._arriving()
        self._around()
        rising = [m.employee_id for m in moves if m.kind == rules.MoveKind.PROMOTION.value]
        self.ratings = year_ratings.of_people(rising, on) if rising else {}

    def _held(self, rows: list[Row]) -> Row | None:
        """The definitive post on the day before."""
        return next((r for r in rows if r.is_definitive and self.on - DAY in r.period), None)

    def _ended(self, move: Move) -> Row | None:
        kind = rules.MoveKind(move.kind)
        if kind in rules.LEAVING:
            rows = self.of_person[move.employee_id]
            row = next((r for r in rows if r.pk == move.origin_id), None)
        else:
            row = self.held.get(move.employee_id) if kind in rules.PERMANENT else None
        return row if row and row.period.start < self.on and self.on in row.period else None

    def _posts(self, ids: Collection[int]) -> None:
        rows = Position.objects.filter(pk__in=ids).select_related("title", "unit__agency")
        self.positions = {row.pk: row for row in rows}
        counts = Establishment.objects.filter(position_id__in=ids, period__contains=self.on)
        heads = dict(counts.values_list("position_id", "headcount"))
        units = {row.unit_id for row in self.positions.values()}
        shapes = UnitShape.objects.filter(unit_id__in=units, period__contains=self.on)
        self.shapes = {s.unit_id: s for s in shapes}
        self.posts = {pk: self._post(row, heads.get(pk)) for pk, row in self.positions.items()}

    def _post(self, row: Position, headcount: int | None) -> rules.Post:
        shape = self.shapes.get(row.unit_id)
        title = row.title
        return rules.Post(
            row.pk, full_title(title.name, title.career_level), PositionKind(title.kind),
            title.career_level, row.unit_id, shape.name if shape else row.unit.code,
            row.unit.agency_id, row.unit.agency.name, row.single_holder,
            row.job_class if row.job_class is not None else title.job_class, row.period, headcount,
        )  # fmt: skip

    def _holders(self, targets: Collection[int]) -> None:
        """Who holds the targets from the day on and is not moved away by this request."""
        leaving = {row.pk for row in self.ends.values()}
        self.holders: dict[int, list[Row]] = defaultdict(list)
        self.acting: dict[int, list[Row]] = defaultdict(list)
        found = Q(position_id__in=targets, period__overlap=Period(self.on))
        for row in _appointments(found):
            if row.is_definitive and row.pk not in leaving:
                self.holders[row.position_id].append(row)
            elif row.kind in (Kind.ACTING.value, Kind.DAILY.value) and row.pk not in leaving:
                self.acting[row.position_id].append(row)

    def _arriving(self) -> None:
        self.arriving: dict[int, list[Move]] = defaultdict(list)
        for move in self.moves:
            if move.to_position_id and rules.MoveKind(move.kind) in rules.PERMANENT:
                self.arriving[move.to_position_id].append(move)

    def _around(self) -> None:
        agencies = {post.agency_id for post in self.posts.values()} | {self.request.agency_id}
        freezes = MoveFreeze.objects.filter(agency_id__in=agencies, period__contains=self.on)
        self.freezes: dict[int, list[rules.Freeze]] = defaultdict(list)
        for freeze in freezes.select_related("agency").order_by("pk"):
            self.freezes[freeze.agency_id].append(freeze.as_freeze())
        self.away = self._away()
        self.pending = self._pending()
        self.short = self._short()
        self.left = staying.left_after(self.moves, self.held, self.positions, self.on)

    def _away(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        leaves = Leave.objects.filter(employee_id__in=self.people, period__contains=self.on)
        for person in leaves.order_by("pk").values_list("employee_id", flat=True):
            found[person].append("cuti")  # the kind may tell of health
        for person, rows in resting(self.people, Period(self.on, self.on + DAY)).items():
            found[person] += [row.words for row in rows]
        return found

    def _pending(self) -> dict[int, list[str]]:
        """By move: other running requests with the same person, or for the same single seat."""
        seats = {m.to_position_id for m in self.moves if m.to_position_id and self.posts[m.to_position_id].single_holder}  # fmt: skip
        others = Move.objects.filter(
            Q(employee_id__in=self.people) | Q(to_position_id__in=seats), request__state__in=RUNNING
        ).exclude(request_id=self.request.pk)
        by_person: dict[int, list[str]] = defaultdict(list)
        by_seat: dict[int, list[str]] = defaultdict(list)
        rows = others.order_by("request__made_at", "pk").values_list(
            "employee_id", "to_position_id", "request__number", "request__title"
        )
        for person, seat, number, title in rows:
            by_person[person].append(f"{number} ({title})")
            by_seat[seat or 0].append(f"{number} ({title})")
        return {
            m.pk: list(dict.fromkeys(by_person[m.employee_id] + (by_seat[m.to_position_id] if m.to_position_id in seats else [])))
            for m in self.moves
        }  # fmt: skip

    def _short(self) -> dict[int, list[str]]:
        targets = {move.to_position_id for move in self.moves if move.to_position_id}
        asked: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
        needs = PositionRequirement.objects.filter(position_id__in=targets).order_by("pk")
        for post, competency, name, level in needs.values_list(
            "position_id", "competency_id", "competency__name", "level"
        ):
            asked[post].append((competency, name, level))
        if not asked:
            return {}
        had: dict[tuple[int, int], int] = defaultdict(int)
        records = CompetencyRecord.objects.filter(
            employee_id__in=self.people, period__contains=self.on
        )
        for person, competency, level in records.values_list(
            "employee_id", "competency_id", "level"
        ):
            had[person, competency] = max(had[person, competency], level)
        return {
            m.pk: [f"{name} {level}" for c, name, level in asked[m.to_position_id or 0] if had[m.employee_id, c] < level]
            for m in self.moves
        }  # fmt: skip

    # ── one move ─────────────────────────────────────────────────────

    def facts(self, move: Move) -> rules.MoveFacts:
        kind = rules.MoveKind(move.kind)
        held, ends = self.held.get(move.employee_id), self.ends.get(move.pk)
        to = self.posts.get(move.to_position_id or 0)
        end = move.last_day + DAY if move.last_day else None
        term = Period(self.on, end if end and end > self.on else None)
        rows = self.of_person[move.employee_id]
        employee = move.employee
        home = self.posts.get(held.position_id) if held else None
        beside = [r for r in rows if r.is_definitive and r is not held and r.period.overlaps(term)]
        agencies = dict.fromkeys(p.agency_id for p in (home, to) if p)
        return rules.MoveFacts(
            kind, self.on,
            rules.Person(
                employee.full_name, employee.employment, employee.legal_standing,
                employee.standing, employee.birth_date, employee.education,
            ),
            end=term.end, held=home, held_since=held.period.start if held else None,
            leaving=ends.as_past() if ends and kind in rules.LEAVING else None, to=to,
            is_stale=self._is_stale(move, kind, held, ends),
            past=tuple(r.as_past() for r in rows), beside=tuple(r.as_past() for r in beside),
            holders=tuple(self._names(move, term, kind)),
            mandated=tuple(r.name for r in self.acting[to.position_id] if r.period.overlaps(term)) if to else (),
            arriving=len(self.arriving[to.position_id]) - (kind in rules.PERMANENT) if to else 0,
            is_near=self._is_near(home, to),
            freezes=tuple(f for agency in agencies for f in self.freezes[agency]),
            short=tuple(self.short.get(move.pk, ())), left=self.left.get(move.pk),
            away=tuple(self.away.get(move.employee_id, ())), pending=tuple(self.pending[move.pk]),
            ground=rules.Ground(move.ground), ground_paper=move.ground_paper,
            documents=frozenset(k for k, number in move.documents.items() if number),
            ratings=tuple(self.ratings.get(move.employee_id, ())),
        )  # fmt: skip

    def _is_stale(
        self, move: Move, kind: rules.MoveKind, held: Row | None, ends: Row | None
    ) -> bool:
        """Whether the post that is left is no longer the one the request was made from."""
        if kind in rules.LEAVING:
            return ends is None
        return move.origin_id != (held.pk if held else None)

    def _names(self, move: Move, term: Period, kind: rules.MoveKind) -> list[str]:
        names = [r.name for r in self.holders[move.to_position_id or 0] if r.period.overlaps(term) and r.employee_id != move.employee_id]  # fmt: skip
        if kind in rules.MANDATES:
            names += [m.employee.full_name for m in self.arriving[move.to_position_id or 0]]
        return names

    def _is_near(self, home: rules.Post | None, to: rules.Post | None) -> bool:
        """Under the same unit at the top of the agency's tree."""
        if home is None or to is None:
            return True
        paths = [self.shapes[u].path if u in self.shapes else str(u) for u in (home.unit_id, to.unit_id)]  # fmt: skip
        first, second = (path.split(".")[0] for path in paths)
        return first == second


def gather(request: MoveRequest, moves: Sequence[Move], on: date) -> Known:
    """Everything about these moves on the day; `moves` bring their employees along."""
    read = Gathering(request, moves, on)
    return Known({move.pk: read.facts(move) for move in moves}, read.ends, read.held)


def moves_of(request: MoveRequest) -> list[Move]:
    """In order, with what is read of each."""
    rows = request.moves.select_related(
        "employee", "origin__position__title", "to_position__title", "to_position__unit__agency",
        "letter",
    ).defer(*(f"employee__{name}" for name in ("nik", "phone", "address", "limits")))  # fmt: skip
    return list(rows.order_by("order", "pk"))


def origins(employee_ids: Collection[int], on: date) -> dict[int, int]:
    """By person, the definitive appointment on the day before."""
    rows = Appointment.objects.filter(
        employee_id__in=employee_ids, kind=Kind.DEFINITIVE.value, period__contains=on - DAY
    )
    return dict(rows.values_list("employee_id", "pk"))


def counted(moves: Iterable[Move]) -> Counter[str]:
    return Counter(move.kind for move in moves)
