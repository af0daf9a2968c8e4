"""What a pin, an exclusion or an exchange would bring, before anything is kept. Reads only."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from luwes.organisation.models import StaffGroup
from luwes.people.models import Employee
from luwes.staffing import explaining, queries, wording
from luwes.staffing.joint_rules import Ranks
from luwes.staffing.models import Need, Plan
from luwes.ui.tags.words import number
from luwes_planner import CannotPin, Difference, UnitAfter, reshaped
from luwes_planner import Plan as Solution

NEAR = 1  # people above its minimum; a unit with no more is told
MOST_NAMED = 12


class Deed(StrEnum):
    PIN = "pin"
    EXCLUDE = "exclude"
    EXCLUDE_FROM_ALL = "exclude_all"
    SWAP = "swap"


@dataclass(frozen=True)
class Asked:
    """A change that somebody thinks of; `other` takes the place in an exchange."""

    deed: Deed
    employee: Employee
    need: Need
    other: Employee | None = None
    others_need: Need | None = None  # where the other serves in the plan; None: at home

    @property
    def is_exclusion(self) -> bool:
        return self.deed in {Deed.EXCLUDE, Deed.EXCLUDE_FROM_ALL}

    @property
    def is_from_all(self) -> bool:
        return self.deed == Deed.EXCLUDE_FROM_ALL

    @property
    def lead(self) -> str:
        """What is thought of, in a sentence."""
        values = {
            "first": self.employee.full_name, "need": self.need, "others": self.others_need,
            "second": self.other.full_name if self.other else "",
        }  # fmt: skip
        if self.deed == Deed.PIN:
            return _("Bila %(first)s ditetapkan di %(need)s.") % values
        if self.deed == Deed.EXCLUDE:
            return _("Bila %(first)s dikecualikan dari %(need)s.") % values
        if self.deed == Deed.EXCLUDE_FROM_ALL:
            return _("Bila %(first)s dikecualikan dari semua kebutuhan.") % values
        if self.others_need:
            return _("Bila %(first)s (%(need)s) dan %(second)s (%(others)s) bertukar tempat.") % values  # fmt: skip
        return _("Bila %(second)s mengambil tempat %(first)s di %(need)s.") % values

    @property
    def keeping(self) -> str:
        """What the button says."""
        if self.deed == Deed.PIN:
            return _("Tetapkan dan susun ulang")
        return _("Kecualikan dan susun ulang") if self.is_exclusion else _("Tukar dan susun ulang")


@dataclass(frozen=True)
class Move:
    employee: Employee
    was: Need | None
    now: Need | None


@dataclass(frozen=True)
class UnitRow:
    """As the rows of a plan's units, so that one table shows both."""

    unit_name: str
    group: str
    present: int
    before: int
    now: int
    minimum: int

    @property
    def taken(self) -> int:
        return self.present - self.now


@dataclass(frozen=True)
class Preview:
    """
    `obstacles`: why it can't be done, in sentences; then there is nothing else to show.

    `moves` are all who would serve elsewhere, come or stay at home; `more_moves` are not named.
    """

    obstacles: list[str]
    heads: list[str]
    points: str
    minutes: int
    filled: int
    moves: list[Move]
    more_moves: int
    units: list[UnitRow]
    difference: Difference | None

    @property
    def is_possible(self) -> bool:
        return not self.obstacles

    @property
    def finding(self) -> str:
        if self.obstacles:
            return _("Tidak dapat dilakukan")
        if self.heads:
            told = "; ".join(self.heads)
            return told[0].upper() + told[1:]
        if not self.difference or not self.difference.cost:
            return _("Tidak ada yang menjadi kosong, dan biayanya sama")
        return _("Tidak ada yang menjadi kosong; %s") % self.points

    @property
    def minutes_words(self) -> str:
        if not self.minutes:
            return _("tetap")
        return _("%s menit lebih lama") % number(self.minutes) if self.minutes > 0 else _("%s menit lebih singkat") % number(-self.minutes)  # fmt: skip


def asked(plan: Plan, deed: str, employee: Employee, need: Need, other: Employee | None) -> Asked | None:  # fmt: skip
    """What is thought of; None where it makes no sense: an exchange without the other, or with nobody there."""
    if deed not in {known.value for known in Deed}:
        return None
    if deed != Deed.SWAP:
        return Asked(Deed(deed), employee, need)
    if other is None or other.pk == employee.pk:
        return None
    lines = {line.employee_id: line for line in queries.lines_of(plan, [employee.pk, other.pk])}
    mine, theirs = lines.get(employee.pk), lines.get(other.pk)
    if mine is None or mine.need_id != need.pk or (theirs and theirs.need_id == need.pk):
        return None
    return Asked(Deed.SWAP, employee, need, other, theirs.need if theirs else None)


def preview(plan: Plan, asked: Asked) -> Preview | None:
    """
    Solve the plan's frozen inputs with the change, moving nobody else without need.

    None: the inputs were not kept, or the plan could not choose from these people.
    """
    known = explaining.solved(plan)
    people = [person for person in (asked.employee, asked.other) if person]
    if known is None or not all(known.knows(person.pk) for person in people):
        return None
    pins, exclusions = _rules(asked)
    try:
        after, difference = reshaped(
            known.solution, pins=pins, exclusions=exclusions, seed=plan.number
        )
    except CannotPin:
        return _impossible(_obstacles(known, plan, asked))
    minute = known.instance.weights.travel_minute
    moves = _moves(plan, known.solution, after)
    heads = wording.changes(replace(difference, cost=0), ranks=Ranks(plan.ranking).count)
    return Preview(
        obstacles=[], heads=[heads] if heads else [],
        points=wording.changes(Difference((), (), difference.cost), minute),
        minutes=_minutes(after) - _minutes(known.solution), filled=len(after.pairs),
        moves=moves[:MOST_NAMED], more_moves=max(0, len(moves) - MOST_NAMED),
        units=_units(plan, known.solution, after), difference=difference,
    )  # fmt: skip


def _rules(asked: Asked) -> tuple[list[tuple[str, str]], list[tuple[str, str | None]]]:
    """The pins and exclusions by which the deed would be kept."""
    person, need = str(asked.employee.pk), str(asked.need.pk)
    match asked.deed:
        case Deed.PIN:
            return [(person, need)], []
        case Deed.EXCLUDE:
            return [], [(person, need)]
        case Deed.EXCLUDE_FROM_ALL:
            return [], [(person, None)]
    assert asked.other
    pins = [(str(asked.other.pk), need)]
    if asked.others_need:
        return [*pins, (person, str(asked.others_need.pk))], []
    return pins, [(person, need)]


def _impossible(obstacles: list[str]) -> Preview:
    return Preview(obstacles, [], "", 0, 0, [], 0, [], None)


def _obstacles(known: explaining.Solved, plan: Plan, asked: Asked) -> list[str]:
    """The hard rules that a pin meets; what a pin lifts is none of them."""
    pairs = [(asked.employee, asked.need)]
    if asked.deed == Deed.SWAP and asked.other:
        pairs = [(asked.other, asked.need)]
        if asked.others_need:
            pairs.append((asked.employee, asked.others_need))
    names = wording.Names(queries.solved_on(plan)).learn(units=known.instance.units.id)
    told = [
        f"{person.full_name}: {wording.in_words(o, names, person, need)}"
        for person, need in pairs
        for o in explaining.obstacles(known.instance, person.pk, need.pk)
        if o.rule not in {"pinned", "excluded"}
    ]
    return told or [_("Orang yang sudah ditetapkan dan minimum unit tidak menyisakan tempat untuk perubahan ini.")]  # fmt: skip


def _minutes(solution: Solution) -> int:
    return sum(pair.minutes for pair in solution.pairs)


def _moves(plan: Plan, before: Solution, after: Solution) -> list[Move]:
    was, now = before.assignments(), after.assignments()
    changed = sorted(
        (person for person in was.keys() | now.keys() if was.get(person) != now.get(person)),
        key=int,
    )
    people = Employee.objects.in_bulk([int(person) for person in changed])
    needs = queries.any_need().in_bulk(
        {int(there[p]) for there in (was, now) for p in changed if p in there}
    )
    return [
        Move(people[int(p)], _at(needs, was.get(p)), _at(needs, now.get(p)))
        for p in changed
        if int(p) in people
    ]


def _at(needs: dict[int, Need], need: str | None) -> Need | None:
    return needs.get(int(need)) if need else None


def _units(plan: Plan, before: Solution, after: Solution) -> list[UnitRow]:
    """Units that let other numbers go than before and are left at or near their minimum."""
    was = {(row.unit, row.group): row.taken for row in before.units_after}
    rows = [
        row
        for row in after.units_after
        if row.taken > was.get((row.unit, row.group), 0)
        and row.present - row.taken - row.minimum <= NEAR
    ]
    names = queries.unit_labels([int(row.unit) for row in rows], queries.solved_on(plan))
    groups = dict(StaffGroup.objects.values_list("code", "name")) if rows else {}
    return [_unit(row, was, names, groups) for row in rows]


def _unit(row: UnitAfter, was: dict[tuple[str, str], int], names: dict[int, str], groups: dict[str, str]) -> UnitRow:  # fmt: skip
    return UnitRow(
        names.get(int(row.unit), _("unit lain")), groups.get(row.group, ""), row.present,
        row.present - was.get((row.unit, row.group), 0), row.present - row.taken, row.minimum,
    )  # fmt: skip
