"""From the database to the planner: everything it needs of one owner's needs, as columns."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import DateField, Func, Q

from luwes.appointments.models import Appointment, Leave
from luwes.core.periods import Period, through
from luwes.core.states import values
from luwes.organisation import queries as organisation
from luwes.organisation.models import StaffGroup, UnitShape
from luwes.organisation.rules import Figures, UnitKind
from luwes.people.models import CompetencyRecord
from luwes.people.rules import DEPLOYABLE_STANDINGS
from luwes.places.models import Area
from luwes.staffing import declarations, dispensations, joining, owners, queries, rules
from luwes.staffing.assumptions import Assumptions
from luwes.staffing.joint_rules import Ranks, helps
from luwes.staffing.models import (
    BINDING,
    FILLING,
    Assignment,
    Need,
    NeedSkill,
    PlanRule,
)
from luwes.staffing.owners import Owner
from luwes_planner import Instance, from_columns

Columns = dict[str, list[Any]]
STAYS = 1  # points for a pair that is not kept: less than any other cost


def window(needs: list[Need], on: date) -> Period:
    """From the first day to the last of all these needs, as far as they are ahead."""
    ends = [need.period.end for need in needs if need.period.end]
    return Period(min(_first_day(need, on) for need in needs), max(ends))


def _first_day(need: Need, on: date) -> date:
    start: date = need.period.start
    return max(start, on)


Heads = dict[int, tuple[int, int]]  # need id → (minimum, desired) heads that are still open


@dataclass(frozen=True)
class Intake:
    """A frozen instance, and which (unit, group or 0) minimums are the policy's assumption."""

    instance: Instance
    assumed: dict[tuple[int, int], bool]
    home: dict[int, tuple[int, int]]  # employee → (unit, agency)


Pairs = Iterable[tuple[int, int]]  # employee, need


NOTHING_ASSUMED = Assumptions()
UNRANKED = Ranks()


def freeze(
    owner: Owner, needs: list[Need], heads: Heads, *, on: date, keep: Pairs = (),
    assumed: Assumptions = NOTHING_ASSUMED, ranks: Ranks = UNRANKED,
) -> Intake:  # fmt: skip
    """
    Everything the planner needs as of `on`: people, units, presence and rules. No need is over;
    of one that has begun, the days ahead are planned.

    `keep` are pairs of the solution before: among equals they stay, so that shaping a draft
    moves nobody without need. `assumed` is laid over the minimums; needs come as assumed already.
    `ranks` says whose needs come first within a priority.

    People on leave, victims, and those fully assigned in the window are away: assignments in force stay as they
    are, so a refill changes nothing else. Who stated that they can't be sent stays at home.
    :raises luwes_planner.InputRefused: when pins and exclusions contradict each other
    """
    span = window(needs, on)
    shapes = _shapes(owner, on)
    people = _people(owner, shapes, on)
    chosen = _chosen(owner) if owners.is_by_choice(owner.kind) else None
    is_part = [need.load < rules.FULL for need in needs]
    may_be_part = owners.is_ordinary(owner.kind)
    state = _states(owner, people, span, chosen, interrupted=may_be_part and all(is_part))
    presence, by_policy = _presence(shapes, people, on, assumed)
    if (may_be_part and all(is_part)) or (chosen is not None and any(is_part)):
        # Nobody is away for a part; whoever goes all the time is looked at when it is decided.
        presence, by_policy = {"unit": [], "group": [], "minimum": []}, {}
    home = {row["employee_id"]: (row["unit_id"], row["employee__agency_id"]) for row in people}
    return Intake(
        from_columns(
            places=_places(shapes, people, needs),
            units=_units(shapes),
            people=_people_columns(people, state, owner, span, on),
            skills=_skills(people, needs, owner, span),
            presence=presence,
            needs=_needs(needs, heads, on, ranks),
            need_skills=_need_skills(owner, needs),
            rules=_rules(owner, needs, people, span),
            keep=_kept(keep, people, needs),
            weights={"change": STAYS},
        ),
        by_policy,
        home,
    )


def _shapes(owner: Owner, on: date) -> dict[int, dict[str, Any]]:
    rows = UnitShape.objects.filter(
        agency_id__in=owner.agency_ids, period__contains=on, is_draft=False
    )
    fields = rows.order_by("unit_id").values(
        "unit_id", "parent_id", "kind", "area__code", "area__lat", "area__lon", "agency__area__code"
    )
    return {row["unit_id"]: dict(row) for row in fields}


def _people(owner: Owner, shapes: dict[int, dict[str, Any]], on: date) -> list[dict[str, Any]]:
    """Everyone of the owner's agencies with a definitive post on the day."""
    rows = Appointment.objects.filter(
        kind="definitive", period__contains=on, employee__agency_id__in=owner.agency_ids,
        employee__is_current=True,
    )  # fmt: skip
    fields = rows.order_by("employee_id").values(
        "employee_id", "unit_id", "position__title__group__code", "employee__agency_id",
        "employee__home_area__code", "employee__deployability", "employee__legal_standing",
        "employee__missing_since", end=Func("period", function="upper", output_field=DateField()),
    )  # fmt: skip
    return [cast("dict[str, Any]", row) for row in fields if row["unit_id"] in shapes]


def _is_active(row: dict[str, Any]) -> bool:
    """Whether this person works at all: on the books, not studying, suspended or vanished."""
    standing = row["employee__legal_standing"].lstrip("0")
    return standing in DEPLOYABLE_STANDINGS and not row["employee__missing_since"]


def _chosen(owner: Owner) -> set[int]:
    """Who is fixed to a need of this owner: the only people its plans may take."""
    pins = PlanRule.objects.filter(owner_kind=owner.kind, owner_id=owner.id, rule="pin")
    return set(pins.values_list("employee_id", flat=True))


def _states(
    owner: Owner,
    people: list[dict[str, Any]],
    span: Period,
    chosen: set[int] | None,
    *,
    interrupted: bool,
) -> dict[int, str]:
    """Where people are chosen one by one the others stay, and what a person asked of emergencies is no matter."""
    busy = _busy(owner, span, interrupted=interrupted)
    if chosen is not None:
        return {
            row["employee_id"]: "away"
            if not _is_active(row) or row["employee_id"] in busy
            else "available"
            if row["employee_id"] in chosen
            else "home_only"
            for row in people
        }
    stated = declarations.left_out_of(owner.agency_ids, span.start)
    return {
        row["employee_id"]: (
            "home_only" if row["employee_id"] in stated else row["employee__deployability"]
        )
        if _is_active(row) and row["employee_id"] not in busy
        else "away"
        for row in people
    }


def _busy(owner: Owner, span: Period, *, interrupted: bool) -> set[int]:
    """
    Who is on leave, a victim or fully assigned on any day of the window; where leave only interrupts
    the work, who is on leave all the time.
    """
    leave = Leave.objects.filter(employee__agency_id__in=owner.agency_ids)
    leave = leave.filter(**{"period__contains" if interrupted else "period__overlap": span})
    full = Assignment.objects.filter(
        period__overlap=span, load=100, state__in=BINDING, employee__agency_id__in=owner.agency_ids
    )
    struck = dispensations.valid().filter(
        period__overlap=span, employee__agency_id__in=owner.agency_ids
    )
    return {
        *leave.values_list("employee_id", flat=True),
        *struck.values_list("employee_id", flat=True),
        *full.values_list("employee_id", flat=True),
    }


def _presence(
    shapes: dict[int, dict[str, Any]], people: list[dict[str, Any]], on: date, what_if: Assumptions
) -> tuple[Columns, dict[tuple[int, int], bool]]:
    """The minimums as `organisation` tells them; the policy's share where a unit has none for everyone."""
    columns: Columns = {"unit": [], "group": [], "minimum": []}
    assumed: dict[tuple[int, int], bool] = {}
    on_the_books = _below(shapes, people)
    strength = {unit: Figures(filled=on_the_books[unit]) for unit in shapes}
    codes = dict(StaffGroup.objects.values_list("pk", "code"))
    for unit, minimums in organisation.minimums(list(shapes), on, strength=strength).items():
        for rule in minimums:
            if rule.assumed and (_is_covered(shapes[unit], shapes) or not on_the_books[unit]):
                continue
            columns["unit"].append(str(unit))
            columns["group"].append(codes[rule.group_id] if rule.group_id else None)
            columns["minimum"].append(what_if.minimum(unit, rule.minimum))
            assumed[unit, rule.group_id or 0] = rule.assumed
    return columns, assumed


# Sections, and what has no kind of its own, are covered by the minimum of the unit above.
_COVERED_BY_PARENT = frozenset({UnitKind.SECTION.value, UnitKind.OTHER.value})


def _is_covered(shape: dict[str, Any], shapes: dict[int, dict[str, Any]]) -> bool:
    return shape["kind"] in _COVERED_BY_PARENT and shape["parent_id"] in shapes


def _below(shapes: dict[int, dict[str, Any]], people: list[dict[str, Any]]) -> Counter[int]:
    """People on the books at each unit and below it: who is away today counts too."""
    own = Counter(row["unit_id"] for row in people if _is_active(row))
    whole: Counter[int] = Counter()
    for unit, count in own.items():
        above: int | None = unit
        while above in shapes:
            whole[above] += count
            above = shapes[above]["parent_id"]
    return whole


def _units(shapes: dict[int, dict[str, Any]]) -> Columns:
    return {
        "unit": [str(unit) for unit in shapes],
        "parent": [
            str(s["parent_id"]) if s["parent_id"] in shapes else None for s in shapes.values()
        ],
        "place": [_place(s) for s in shapes.values()],
        "weight": [None] * len(shapes),
    }


def _place(shape: dict[str, Any]) -> str | None:
    code: str | None = (
        shape["area__code"] if shape["area__lat"] is not None else shape["agency__area__code"]
    )
    return code


def _people_columns(
    people: list[dict[str, Any]], state: dict[int, str], owner: Owner, span: Period, on: date
) -> Columns:
    served, leaving = days_served(owner.agency_ids, on), _leaving(people, span)
    return {
        "person": [str(row["employee_id"]) for row in people],
        "unit": [str(row["unit_id"]) for row in people],
        "group": [row["position__title__group__code"] for row in people],
        "place": [row["employee__home_area__code"] for row in people],
        "state": [state[row["employee_id"]] for row in people],
        "days_served": [served.get(row["employee_id"], 0) for row in people],
        "available_from": [None] * len(people),
        "available_to": [leaving.get(row["employee_id"]) for row in people],
    }


def _leaving(people: list[dict[str, Any]], span: Period) -> dict[int, date]:
    """The first day on which somebody no longer serves the own unit, where that lies in the window."""
    ends: dict[int, date] = {
        row["employee_id"]: row["end"]
        for row in people
        if row["end"] and span.end and row["end"] < span.end
    }
    homes = {row["employee_id"]: row["unit_id"] for row in people}
    following = Appointment.objects.filter(
        kind="definitive", employee_id__in=ends, period__startswith__lt=span.end
    ).order_by("employee_id", "period")
    for person, unit, period in following.values_list("employee_id", "unit_id", "period"):
        if ends.get(person) == period.start and unit == homes[person]:
            if period.end:
                ends[person] = period.end  # another post in the same unit
            else:
                del ends[person]
    return ends


def days_served(agency_ids: tuple[int, ...], on: date) -> dict[int, int]:
    """
    Days on duty in the last year until `on`, by employee; what fairness counts. A part in work that
    was chosen is no burden that others should bear next time.
    """
    since = on - timedelta(days=rules.FAIRNESS_DAYS)
    rows = Assignment.objects.filter(
        employee__agency_id__in=agency_ids, state__in=values(rules.SERVING),
        beside_work=False, period__overlap=through(since, on),
    )  # fmt: skip
    days: dict[int, int] = defaultdict(int)
    for person, period, load in rows.values_list("employee_id", "period", "load"):
        days[person] += rules.days_served(period, load, since=since, on=on)
    return days


def _places(
    shapes: dict[int, dict[str, Any]], people: list[dict[str, Any]], needs: list[Need]
) -> Columns:
    codes = {_place(s) for s in shapes.values()} | {
        row["employee__home_area__code"] for row in people
    }
    codes |= {need.area.code for need in needs}
    rows = Area.objects.filter(code__in=[c for c in codes if c]).order_by("code")
    found = list(rows.values_list("code", "lat", "lon", "parent__lat", "parent__lon"))
    return {
        "place": [row[0] for row in found],
        "lat": [row[1] if row[1] is not None else row[3] for row in found],
        "lon": [row[2] if row[2] is not None else row[4] for row in found],
    }


def _helpers(owner: Owner, need: Need) -> set[int] | None:
    """
    The governments that help whoever has the need, where several owners are planned as one; None
    where all of them do. The planner takes it for a competency: exclusions of everybody else one by
    one would be millions.
    """
    helping = set(owner.of(need.owner_kind, need.owner_id).agency_ids)
    return None if set(owner.agency_ids) <= helping else helping


def _helping(owner: Owner, needs: list[Need], people: list[dict[str, Any]]) -> Columns:
    """Whose people may serve which owner, in the same columns as competencies."""
    wanted = {(need.owner_kind, need.owner_id): _helpers(owner, need) for need in needs}
    columns: Columns = {"person": [], "competency": [], "level": [], "valid_until": []}
    for key, helping in wanted.items():
        if helping is None:
            continue
        theirs = [
            str(row["employee_id"]) for row in people if row["employee__agency_id"] in helping
        ]
        columns["person"] += theirs
        columns["competency"] += [helps(key)] * len(theirs)
        columns["level"] += [1] * len(theirs)
        columns["valid_until"] += [None] * len(theirs)
    return columns


def _skills(people: list[dict[str, Any]], needs: list[Need], owner: Owner, span: Period) -> Columns:
    """Only what some need asks, only of the people at hand."""
    asked = NeedSkill.objects.filter(need__in=needs).values_list("competency_id", flat=True)
    known = {row["employee_id"] for row in people}
    rows = CompetencyRecord.objects.filter(
        competency_id__in=set(asked), period__overlap=span
    ).order_by("pk")
    columns = _helping(owner, needs, people)
    for person, code, level, period in rows.values_list(
        "employee_id", "competency__code", "level", "period"
    ):
        if person in known and period.start <= span.start:
            columns["person"].append(str(person))
            columns["competency"].append(code)
            columns["level"].append(level)
            columns["valid_until"].append(period.last_day)
    return columns


def _needs(needs: list[Need], heads: Heads, on: date, ranks: Ranks) -> Columns:
    return {
        "need": [str(need.pk) for need in needs],
        "place": [need.area.code for need in needs],
        "tier": [ranks.tier(need.tier, (need.owner_kind, need.owner_id)) for need in needs],
        "minimum": [heads[need.pk][0] for need in needs],
        "desired": [heads[need.pk][1] for need in needs],
        "start": [_first_day(need, on) for need in needs],
        "end": [need.period.end for need in needs],
        "max_minutes": [need.max_minutes for need in needs],
        "groups": [";".join(sorted(g.code for g in need.groups.all())) or None for need in needs],
    }


def _need_skills(owner: Owner, needs: list[Need]) -> Columns:
    rows = [(n.pk, skill.competency.code, skill.level) for n in needs for skill in n.skills.all()]
    rows += [
        (need.pk, helps((need.owner_kind, need.owner_id)), 1)
        for need in needs
        if _helpers(owner, need) is not None
    ]
    return {
        "need": [str(need) for need, _code, _level in rows],
        "competency": [code for _need, code, _level in rows],
        "level": [level for _need, _code, level in rows],
    }


def _kept(keep: Pairs, people: list[dict[str, Any]], needs: list[Need]) -> Columns:
    known, wanted = {row["employee_id"] for row in people}, {need.pk for need in needs}
    pairs = sorted((p, n) for p, n in keep if p in known and n in wanted)
    return {"person": [str(p) for p, _ in pairs], "need": [str(n) for _, n in pairs]}


def _rules(owner: Owner, needs: list[Need], people: list[dict[str, Any]], span: Period) -> Columns:
    """
    Pins and exclusions by hand, exclusions of who is barred from the owner, whatever was pinned, and
    of those whose free load is too small.
    """
    known, wanted = {row["employee_id"] for row in people}, {need.pk for need in needs}
    barred = owners.barred(owner, span, known)
    columns: Columns = {"person": [], "need": [], "rule": []}
    rows = PlanRule.objects.filter(joining.rows_of((part.kind, part.id) for part in owner.parts))
    rows = rows.filter(Q(need_id__in=wanted) | Q(need=None))
    seen: set[tuple[int, int | None]] = set()
    for person in sorted(known & barred.keys()):
        _rule(columns, person, None, "exclude")
    known -= barred.keys()
    fulfilled = _fulfilled(wanted)
    for rule in rows.order_by("employee_id", "need_id"):
        if rule.rule == "pin" and (rule.employee_id, rule.need_id) in fulfilled:
            continue
        for need_id in _needs_under(rule, owner, needs):
            if rule.employee_id in known and (rule.employee_id, need_id) not in seen:
                _rule(columns, rule.employee_id, need_id, rule.rule)
                seen.add((rule.employee_id, need_id))
    for load in sorted({need.load for need in needs}):
        asked = [need for need in needs if need.load == load]
        for person, taken in _partial_loads(owner, span, load).items():
            if person in known:
                for need in asked:
                    full = rules.peak(taken, need.period) + load > rules.FULL
                    if full and (person, need.pk) not in seen:
                        _rule(columns, person, need.pk, "exclude")
    return columns


def _needs_under(rule: PlanRule, owner: Owner, needs: list[Need]) -> list[int | None]:
    """The needs that a rule is about; None for all there are."""
    if rule.need_id or not owner.members:
        return [rule.need_id]
    whose = rule.owner_kind, rule.owner_id
    return [need.pk for need in needs if (need.owner_kind, need.owner_id) == whose]


def _fulfilled(need_ids: set[int]) -> set[tuple[int, int]]:
    """Who fills a place of which of these needs already: their pins ask for nothing more."""
    rows = Assignment.objects.filter(FILLING, need_id__in=need_ids)
    return set(rows.values_list("employee_id", "need_id"))


def _rule(columns: Columns, person: int, need: int | None, rule: str) -> None:
    columns["person"].append(str(person))
    columns["need"].append(str(need) if need else None)
    columns["rule"].append(rule)


def _partial_loads(owner: Owner, span: Period, load: int) -> dict[int, list[rules.Load]]:
    carried = queries.carrying(owner.kind, load)
    return queries.loads(
        carried.filter(
            period__overlap=span, load__lt=rules.FULL, employee__agency_id__in=owner.agency_ids
        )
    )
