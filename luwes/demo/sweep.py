"""What must always hold, found by reading the rows day by day; shares nothing with the product."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

BINDING = "('ordered', 'accepted', 'active', 'completed')"


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall())


def faults_of_loads() -> list[str]:
    """
    Every day on which somebody carries two full loads, more than 100 %, or works on leave. A duty
    interrupts what is beside the own work, so that is counted apart.
    """
    loads: dict[tuple[int, date, bool], list[int]] = defaultdict(list)
    away: set[tuple[int, date]] = set()
    for person, first, end, load, beside_work in _rows(
        "SELECT employee_id, lower(period), upper(period), load, beside_work"
        f" FROM staffing_assignment WHERE state IN {BINDING}"
    ):
        for day in _days(first, end):
            loads[person, day, beside_work].append(load)
            if not beside_work:
                away.add((person, day))
    found = []
    for (person, day, _beside), carried in sorted(loads.items()):
        if carried.count(100) > 1:
            found.append(f"{person} has two full loads on {day}")
        if sum(carried) > 100:
            found.append(f"{person} carries {sum(carried)} % on {day}")
    for person, first, end in _rows(
        "SELECT employee_id, lower(period), upper(period) FROM appointments_leave"
    ):
        found += [
            f"{person} works on leave on {day}"
            for day in _days(first, end)
            if (person, day) in away
        ]
    return found


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(n) for n in range((end - first).days)]


def faults_of_presence(plan_id: int, on: date, *, ordered: bool = False) -> list[str]:
    """
    Every stated minimum that the people of a plan break by going, on the days they are gone: those
    it proposes, or those `ordered` by it.

    A unit that lies under its minimum anyway may give nobody.
    """
    above = dict(
        _rows("SELECT unit_id, parent_id FROM organisation_unitshape WHERE period @> %s::date", on)
    )
    people = {
        person: (unit, group)
        for person, unit, group in _rows(
            "SELECT a.employee_id, a.unit_id, t.group_id FROM appointments_appointment a"
            " JOIN organisation_position p ON p.id = a.position_id"
            " JOIN organisation_jobtitle t ON t.id = p.title_id"
            " JOIN people_employee e ON e.id = a.employee_id"
            " WHERE a.kind = 'definitive' AND a.period @> %s::date AND e.is_current",
            on,
        )
    }
    sent: dict[date, set[int]] = defaultdict(set)
    proposed = (
        "SELECT l.employee_id, lower(n.period), upper(n.period) FROM staffing_planline l"
        " JOIN staffing_need n ON n.id = l.need_id WHERE l.plan_id = %s"
    )
    gone_by_order = (
        "SELECT employee_id, lower(period), upper(period) FROM staffing_assignment"
        f" WHERE plan_id = %s AND state IN {BINDING}"
    )
    for person, first, end in _rows(gone_by_order if ordered else proposed, plan_id):
        for day in _days(first, end):
            sent[day].add(person)
    away = {day: _away(day) for day in sent}
    found = []
    for unit, group, minimum in _rows(
        "SELECT unit_id, group_id, minimum FROM organisation_minimumpresence"
        " WHERE period @> %s::date",
        on,
    ):
        staff = {
            person
            for person, (own, kind) in people.items()
            if _is_under(own, unit, above) and group in (None, kind)
        }
        for day, gone in sorted(sent.items()):
            left = staff - away[day] - gone
            if staff & gone and len(left) < minimum:
                found.append(f"unit {unit}, group {group}: {len(left)} of {minimum} on {day}")
    return found


def _is_under(unit: int | None, top: int, above: dict[int, int | None]) -> bool:
    while unit is not None and unit != top:
        unit = above.get(unit)
    return unit == top


def _away(day: date) -> set[int]:
    """Who is on leave, a victim, or on duty elsewhere with their whole time."""
    return {
        person
        for (person,) in _rows(
            "SELECT employee_id FROM appointments_leave WHERE period @> %s::date UNION"
            " SELECT employee_id FROM staffing_dispensation"
            " WHERE period @> %s::date AND revoked_at IS NULL UNION"
            f" SELECT employee_id FROM staffing_assignment WHERE state IN {BINDING}"
            " AND load = 100 AND period @> %s::date",
            day,
            day,
            day,
        )
    }


def faults_of_fitness() -> list[str]:
    """Everybody on duty without a competency the need asks, valid on its last day, or of another group."""
    running = "a.state IN ('ordered', 'accepted', 'active')"
    unskilled = _rows(
        "SELECT a.id, c.code FROM staffing_assignment a JOIN staffing_need n ON n.id = a.need_id"
        " JOIN staffing_needskill s ON s.need_id = n.id"
        " JOIN organisation_competency c ON c.id = s.competency_id"
        f" WHERE {running} AND NOT EXISTS (SELECT 1 FROM people_competencyrecord r"
        " WHERE r.employee_id = a.employee_id AND r.competency_id = s.competency_id"
        " AND r.level >= s.level AND r.period @> (upper(n.period) - 1))"
    )
    strange = _rows(
        "SELECT a.id FROM staffing_assignment a"
        f" WHERE {running} AND EXISTS (SELECT 1 FROM staffing_need_groups g WHERE g.need_id = a.need_id)"
        " AND NOT EXISTS (SELECT 1 FROM staffing_need_groups g"
        " JOIN organisation_jobtitle t ON t.group_id = g.staffgroup_id"
        " JOIN organisation_position p ON p.title_id = t.id"
        " JOIN appointments_appointment h ON h.position_id = p.id"
        " WHERE g.need_id = a.need_id AND h.employee_id = a.employee_id AND h.kind = 'definitive'"
        " AND h.period @> lower(a.period))"
    )
    return [f"assignment {pk} without {code}" for pk, code in unskilled] + [
        f"assignment {pk} by somebody of another group" for (pk,) in strange
    ]


def faults_of_heads(on: date) -> list[str]:
    """Every need with more people on a day from `on` than it asks."""
    held: dict[tuple[int, date], int] = defaultdict(int)
    asked: dict[int, int] = {}
    for need, desired, first, end in _rows(
        "SELECT n.id, n.desired, lower(a.period), upper(a.period) FROM staffing_assignment a"
        " JOIN staffing_need n ON n.id = a.need_id WHERE a.state IN ('ordered', 'accepted', 'active')"
    ):
        asked[need] = desired
        for day in _days(max(first, on), end):
            held[need, day] += 1
    return [
        f"need {need}: {count} of {asked[need]} on {day}"
        for (need, day), count in sorted(held.items())
        if count > asked[need]
    ]


def faults_of_letters() -> list[str]:
    """Gaps in a series, duties without a letter, letters that outlive their duty, and unsigned ones."""
    found = [
        f"series {series}: {count} letters, the last is {last}"
        for series, count, last in _rows(
            "SELECT series_id, count(*), max(sequence) FROM letters_letter GROUP BY series_id"
            " HAVING count(*) <> max(sequence)"
        )
    ]
    found += [
        f"assignment {pk} without a letter"
        for (pk,) in _rows("SELECT id FROM staffing_assignment WHERE letter_id IS NULL")
    ]
    found += [
        f"letter {pk} is in force for nobody"
        for (pk,) in _rows(
            "SELECT l.id FROM letters_letter l WHERE l.state <> 'withdrawn' AND l.kind = 'assignment'"
            " AND NOT EXISTS (SELECT 1 FROM staffing_assignment a WHERE a.letter_id = l.id"
            f" AND a.state IN {BINDING})"
        )
    ]
    unsigned = _rows("SELECT id FROM letters_letter WHERE state = 'issued'")
    return found + [f"letter {pk} is not signed" for (pk,) in unsigned]


def faults_of_returns() -> list[str]:
    """Everybody who is still out, or whom nobody saw back."""
    return [
        f"assignment {pk} is {state} and nobody saw the person back"
        for pk, state in _rows(
            "SELECT a.id, a.state FROM staffing_assignment a LEFT JOIN staffing_return r"
            " ON r.assignment_id = a.id WHERE a.state IN ('ordered', 'accepted', 'active')"
            " OR (a.state = 'completed' AND r.id IS NULL)"
        )
    ]


def faults_of_telling() -> list[str]:
    """Everybody who was ordered and not told, or told more than once."""
    return [
        f"{person} was ordered {orders} times and told {told} times"
        for person, orders, told in _rows(
            "SELECT o.employee_id, o.n, coalesce(m.n, 0) FROM (SELECT employee_id, count(*) n"
            " FROM staffing_assignment GROUP BY 1) o LEFT JOIN (SELECT"
            " split_part(recipient_key, ':', 2)::bigint employee_id, count(*) n"
            " FROM notifications_message WHERE kind = 'staffing.ordered' GROUP BY 1) m"
            " USING (employee_id) WHERE o.n <> coalesce(m.n, 0)"
        )
    ]


def faults_of_shifts(now: datetime) -> list[str]:
    """
    Shifts longer than twelve hours or outside their duty, ahead of somebody who serves no more,
    rests under eleven hours and more than six days running; save where somebody ordered them beyond
    the policy and wrote why.
    """
    shifts: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    found = []
    for person, starts, ends, first, end, state, over in _rows(
        "SELECT s.employee_id, s.starts_at, s.ends_at, lower(a.period), upper(a.period), a.state,"
        " a.completed_at"
        " FROM staffing_shift s JOIN staffing_assignment a ON a.id = s.assignment_id"
        " WHERE NOT EXISTS (SELECT 1 FROM staffing_shiftabsence x WHERE x.shift_id = s.id)"
        " ORDER BY s.employee_id, s.starts_at"
    ):
        day = localdate(starts)
        if ends - starts > timedelta(hours=12):
            found.append(f"{person} serves {ends - starts} from {starts}")
        is_late = over < starts if over else not first <= day < end
        if state in ("declined", "withdrawn", "proposed"):
            is_late = starts > now
        if day < first or is_late:
            found.append(f"{person} has a shift on {day}, the duty is {state} until {end}")
        shifts[person].append((starts, ends))
    beyond = {
        (person, starts)
        for person, starts in _rows(
            "SELECT a.employee_id, o.starts_at FROM staffing_dutyoverride o"
            " JOIN staffing_assignment a ON a.id = o.assignment_id"
        )
    }
    for person, held in shifts.items():
        excused = {starts for starts, _ends in held if (person, starts) in beyond}
        for (starts, ends), (after, _end) in pairwise(held):
            if after - ends < timedelta(hours=11) and not excused & {starts, after}:
                found.append(f"{person} rests {after - ends} before {after}")
        if not excused and _running({localdate(starts) for starts, _ends in held}) > 6:
            found.append(f"{person} serves more than six days running")
    return found


def _running(days: set[date]) -> int:
    longest = run = 0
    for day in sorted(days):
        run = run + 1 if day - timedelta(1) in days else 1
        longest = max(longest, run)
    return longest


def faults_of_attendance() -> list[str]:
    """
    Whoever counts as present without serving, or whose last sign says otherwise; and days on which
    somebody came that don't count as served, save the first of leave.
    """
    uncounted = _rows(
        "SELECT DISTINCT a.id, (p.at AT TIME ZONE 'Asia/Jakarta')::date FROM staffing_presence p"
        " JOIN staffing_assignment a ON a.id = p.assignment_id WHERE p.kind = 'in'"
        " AND NOT a.period @> (p.at AT TIME ZONE 'Asia/Jakarta')::date"
        " AND NOT EXISTS (SELECT 1 FROM appointments_leave l WHERE l.employee_id = a.employee_id"
        " AND l.period @> (p.at AT TIME ZONE 'Asia/Jakarta')::date)"
        " AND NOT EXISTS (SELECT 1 FROM staffing_dispensation d WHERE d.employee_id = a.employee_id"
        " AND d.period @> (p.at AT TIME ZONE 'Asia/Jakarta')::date)"
    )
    return [f"assignment {pk}: there on {day}, which doesn't count" for pk, day in uncounted] + [
        f"assignment {pk} ({state}) counts as {'there' if here else 'gone'}, its last sign is {kind}"
        for pk, state, here, kind in _rows(
            "SELECT a.id, a.state, a.is_present, (SELECT p.kind FROM staffing_presence p"
            " WHERE p.assignment_id = a.id ORDER BY p.at DESC, p.id DESC LIMIT 1) last"
            " FROM staffing_assignment a"
        )
        if (here and state != "active") or (state == "active" and here != (kind == "in"))
    ]


# ── people from outside ──────────────────────────────────────────────


def outside_heads(on: date) -> Counter[int]:
    """Heads by need that people from outside fill: there, and fit, on each of its days from `on`."""
    found: Counter[int] = Counter()
    for need, fitting, first, end, begins, ends in _rows(
        "SELECT c.need_id, c.fitting, lower(c.period), upper(c.period), lower(n.period), upper(n.period)"
        " FROM staffing_contingent c JOIN staffing_need n ON n.id = c.need_id WHERE c.state <> 'cancelled'"
    ):
        ahead = [day for day in _days(begins, ends) if day >= on] or [ends - timedelta(1)]
        if set(ahead) <= set(_days(first, end)):
            found[need] += fitting
    return found


def faults_of_outside() -> list[str]:
    """Somebody on two lists on one day, more of a contingent at a post than it has, or some after the end."""
    found: list[str] = []
    held: set[tuple[str, date]] = set()
    for mark, first, end in _rows(
        "SELECT m.mark, lower(c.period), upper(c.period) FROM staffing_contingentmember m"
        " JOIN staffing_contingent c ON c.id = m.contingent_id"
        " WHERE m.mark <> '' AND c.state <> 'cancelled' ORDER BY m.id"
    ):
        days = {(mark, day) for day in _days(first, end)}
        found += [f"{mark[:8]} is on two lists on {day}" for _mark, day in sorted(held & days)]
        held |= days
    counted = _rows(
        "SELECT c.id, c.state, c.heads, c.present, coalesce(sum(p.change), 0) FROM staffing_contingent c"
        " LEFT JOIN staffing_contingentpresence p ON p.contingent_id = c.id GROUP BY c.id ORDER BY c.id"
    )
    for pk, state, heads, present, summed in counted:
        if present != summed or not 0 <= present <= heads:
            found.append(f"contingent {pk}: {present} of {heads} there, its signs say {summed}")
        if state in {"done", "cancelled"} and present:
            found.append(f"contingent {pk} ({state}) is still there")
    return found
