"""Each night: what people carry is looked at, signals begin, grow, end, and go on to the next above."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from luwes.core.db import advisory_lock
from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.models import LoadSignal
from luwes.motivation.queries import loading, superiors
from luwes.motivation.rules import load as rules
from luwes.motivation.rules.load import ANSWER_WITHIN, RANK, Key, Level, Signal, State
from luwes.organisation import heading
from luwes.people import homes
from luwes.people.models import Employee
from luwes.staffing import rosters
from luwes.staffing.hours import Policy

BATCH = 500
WATCH = "motivation.load"


def watch(*, on: date, now: datetime) -> int:
    """
    Look at everybody with anything beside the usual work, some at a time, the people of one head
    together; how many signals are new or have grown. A second run on a day finds nothing more.
    """
    policy, told = rosters.policy_on(on), 0
    ids = list(loading.carrying(on, now).values_list("pk", flat=True))
    posts = homes.source().posts(ids, on)
    units = {pk: posts[pk].unit_id if pk in posts else None for pk in ids}
    for batch in superiors.together(units, BATCH, on):
        told += _watch(batch, policy, on, now)
    _close_of_those_who_left(on)
    return told


@transaction.atomic
def _watch(ids: Sequence[int], policy: Policy, on: date, now: datetime) -> int:
    advisory_lock(WATCH)
    people = list(Employee.objects.filter(pk__in=ids).order_by("pk"))
    loads = loading.loads_of(people, policy, on=on, now=now)
    units = {pk: post.unit_id for pk, post in homes.source().posts(ids, on).items()}
    alive: dict[int, dict[str, LoadSignal]] = defaultdict(dict)
    rows = LoadSignal.objects.select_for_update(no_key=True).filter(employee_id__in=ids)
    for row in rows.exclude(state=State.OVER.value).order_by("pk"):
        alive[row.employee_id][row.key] = row
    work = loading.work_days({person.agency_id for person in people}, on)
    made, changed, asked = [], [], []
    for person in people:
        found = {signal.key.value: signal for signal in rules.signals(loads[person.pk], policy)}
        known, is_work = alive[person.pk], work[person.agency_id].is_work
        for key, signal in found.items():
            due = _due(signal.level, on, is_work)
            if key not in known:
                made.append(_new(person.pk, units.get(person.pk), signal, on, due))
            else:
                row = known[key]
                asks = _asks_again(row, signal, on)
                if _take(row, signal, units.get(person.pk), asks=asks, due=due):
                    changed.append(row)
                if asks:
                    asked.append(row)
        for key, row in known.items():
            if key not in found and _is_over(row, on):
                row.state, row.over_on = State.OVER.value, on
                changed.append(row)
    LoadSignal.objects.bulk_create(made)
    LoadSignal.objects.bulk_update(changed, _WRITTEN)
    asked += [row for row in made if row.due_on]
    if asked:
        announce(facts.LoadSignalled(tuple(sorted(row.pk for row in asked)), now))
    _raise_those_without_head(asked, people, on, now)
    return len(asked)


_WRITTEN = [
    "level", "figure", "limit", "law", "state", "due_on", "unit", "over_on", "stands_until", "is_raised",
]  # fmt: skip


def _due(level: Level, on: date, is_work: Callable[[date], bool]) -> date | None:
    days = ANSWER_WITHIN.get(level)
    return rules.due(on, days, is_work) if days else None


def _new(
    employee_id: int, unit_id: int | None, signal: Signal, on: date, due: date | None
) -> LoadSignal:
    return LoadSignal(
        employee_id=employee_id, unit_id=unit_id, key=signal.key.value, level=signal.level.value,
        figure=round(signal.figure, 1), limit=round(signal.limit, 1), law=signal.law, since=on, due_on=due,
    )  # fmt: skip


def _asks_again(row: LoadSignal, signal: Signal, on: date) -> bool:
    """It has grown to a level that is asked about; or what was answered has not helped in its time."""
    if signal.level is Level.NOTICE:
        return False
    grown = RANK[signal.level] > RANK[Level(row.level)]
    late = row.state == State.ANSWERED.value and (row.stands_until is None or row.stands_until < on)
    return grown or late


def _take(
    row: LoadSignal, signal: Signal, unit_id: int | None, *, asks: bool, due: date | None
) -> bool:
    """The new figures; whether anything is to be written."""
    before = _values(row)
    row.figure, row.limit = round(signal.figure, 1), round(signal.limit, 1)
    row.law, row.level, row.unit_id = signal.law, signal.level.value, unit_id
    if asks:
        row.state, row.due_on, row.is_raised = State.OPEN.value, due, False
        row.stands_until = None
    elif signal.level is Level.NOTICE:
        row.due_on = None
    return before != _values(row)


def _values(row: LoadSignal) -> list[object]:
    return [getattr(row, "unit_id" if name == "unit" else name) for name in _WRITTEN]


def _is_over(row: LoadSignal, on: date) -> bool:
    """The figure is within its limits again. What the person said ends with its answer, in its time."""
    if row.key != Key.OWN.value:
        return True
    return row.state == State.ANSWERED.value and row.stands_until is not None and row.stands_until < on  # fmt: skip


def _close_of_those_who_left(on: date) -> None:
    rows = LoadSignal.objects.exclude(state=State.OVER.value).filter(employee__is_current=False)
    rows.update(state=State.OVER.value, over_on=on)


# ── unanswered ───────────────────────────────────────────────────────


def raise_unanswered(*, on: date, now: datetime) -> int:
    """
    What nobody answered in its time, or what nobody can answer any more since heads left, goes on to
    the next head above and to who looks after all people; each once. How many.
    """
    return sum(_raise(ids, on, now) for ids in _batches(on))


def _batches(on: date) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = _waiting().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
        ids = list(rows[:BATCH])
        if not ids:
            return
        last = ids[-1]
        yield ids


def _waiting() -> QuerySet[LoadSignal]:
    rows = LoadSignal.objects.filter(state=State.OPEN.value, is_raised=False)
    return rows.exclude(due_on=None)


@transaction.atomic
def _raise(ids: Sequence[int], on: date, now: datetime) -> int:
    rows = list(
        _waiting().filter(pk__in=ids).select_for_update(of=("self",), no_key=True)
        .select_related("employee").order_by("pk")
    )  # fmt: skip
    whom = {row.pk: (row.unit_id, row.employee.user_id) for row in rows}
    chains = heading.levels(whom.values(), on)
    late = [row for row in rows if (row.due_on and row.due_on < on) or not chains[whom[row.pk]]]
    return _mark(late, now)


def _raise_those_without_head(
    asked: Iterable[LoadSignal], people: Iterable[Employee], on: date, now: datetime
) -> None:
    accounts = {person.pk: person.user_id for person in people}
    rows = list(asked)
    whom = {row.pk: (row.unit_id, accounts[row.employee_id]) for row in rows}
    chains = heading.levels(whom.values(), on) if rows else {}
    _mark([row for row in rows if not chains[whom[row.pk]]], now)


def _mark(rows: Sequence[LoadSignal], now: datetime) -> int:
    if rows:
        ids = tuple(sorted(row.pk for row in rows))
        LoadSignal.objects.filter(pk__in=ids).update(is_raised=True)
        announce(facts.LoadRaised(ids, now))
    return len(rows)
