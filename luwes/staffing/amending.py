"""Orders that were issued, and what stands against changing them. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.appointments.models import Appointment
from luwes.core.errors import Problem
from luwes.core.periods import Period, through
from luwes.core.states import values
from luwes.letters.models import Letter
from luwes.people.models import CompetencyRecord
from luwes.places import rules as places
from luwes.staffing import (
    access,
    changes,
    declarations,
    dispensations,
    orders,
    owners,
    promising,
    queries,
    rosters,
    rules,
    wording,
)
from luwes.staffing.models import Assignment, ChangedOrder, Need, OrderChange
from luwes.ui.tags.words import day

RUNNING = values(rules.RUNNING)
SHOWN = [*RUNNING, "completed"]


@dataclass(frozen=True)
class Wish:
    """What an amendment asks; None where that stays."""

    last_day: date | None = None
    need: Need | None = None
    beyond_policy: bool = False


# ── who, and what was changed ────────────────────────────────────────


def changeable(user: User, need: Need) -> QuerySet[Assignment]:
    """
    Orders to a post that this user may change: all for who plans there, else those of people whose
    government the user decides for.
    """
    rows = Assignment.objects.filter(need=need, state__in=SHOWN)
    rows = rows.select_related("employee", "home_unit__agency", "letter", "need__area", "plan")
    if not access.can_plan(user, need):
        rows = rows.filter(home_unit__agency_id__in=access.decides_for(user))
    is_over = Case(When(state="completed", then=Value(1)), default=Value(0))
    return rows.order_by(is_over, "employee__name", "pk")


def of_assignments(ids: Collection[int]) -> dict[int, list[ChangedOrder]]:
    """Changes by assignment, the oldest first; one query."""
    found: dict[int, list[ChangedOrder]] = defaultdict(list)
    rows = ChangedOrder.objects.filter(assignment__in=ids).select_related("change", "letter")
    for row in rows.order_by("pk"):
        found[row.assignment_id].append(row)
    return found


def decidable(user: User) -> QuerySet[OrderChange]:
    """Extensions that wait for this user, of orders that still run."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    rows = OrderChange.objects.filter(state=changes.State.WAITING.value)
    if not reach.everywhere:
        rows = rows.filter(agency_id__in=[int(pk) for pk in reach.of("agency")])
    running = rows.filter(orders__assignment__state__in=RUNNING).distinct()
    return running.select_related("agency", "asked_by", "need__area").order_by("asked_at", "pk")


def orders_of(change: OrderChange) -> list[ChangedOrder]:
    rows = change.orders.select_related(
        "assignment__employee", "assignment__home_unit__agency", "assignment__letter",
        "assignment__employee__user", "assignment__employee__home_area", "assignment__letter__series",
        "assignment__plan", "assignment__need__area", "letter", "substitute__employee",
        "substitute__letter", "need_before__area", "change",
    )  # fmt: skip
    return list(rows.order_by("assignment__employee_id"))


def amendments_of(assignment_ids: Collection[int]) -> list[Letter]:
    """Letters that changed these orders and are in force; they fall with the order."""
    rows = ChangedOrder.objects.filter(
        assignment__in=assignment_ids,
        change__kind__in=[changes.Kind.AMENDMENT.value, changes.Kind.RELIEF.value],
    ).exclude(letter=None)
    found = Letter.objects.filter(pk__in=rows.values("letter")).exclude(state="withdrawn")
    return list(found.order_by("pk"))


def unreturned(user: User, need: Need) -> QuerySet[Assignment]:
    """Who has served here and got no letter of return yet."""
    done = ChangedOrder.objects.filter(change__kind=changes.Kind.RETURN.value)
    rows = changeable(user, need).filter(state="completed").exclude(letter=None)
    return rows.exclude(pk__in=done.values("assignment"))


def to_open(assignment_ids: Collection[int]) -> int:
    """Of these running duties, how many leave an open place once they are over."""
    rows = Assignment.objects.filter(pk__in=assignment_ids, state__in=RUNNING, left_early=True)
    return rows.count()


def other_posts(need: Need, on: date) -> list[Need]:
    """Where else of the same owner people may be moved to."""
    every = queries.needs_of(need.owner_kind, need.owner_id).exclude(pk=need.pk)
    return queries.ahead(every, on)


def substitutes(row: Assignment) -> QuerySet[Assignment]:
    """Who comes to the same post or serves there, and may go on with the task."""
    rows = Assignment.objects.filter(need_id=row.need_id, state__in=RUNNING).exclude(pk=row.pk)
    return rows.select_related("employee", "letter").order_by("employee__name", "pk")


# ── what stands against ──────────────────────────────────────────────


def problems(rows: Sequence[Assignment], wish: Wish, on: date, by: User) -> list[Problem]:
    """
    Every reason why these orders may not be changed so, each with the person it is about.

    Leave and statements of another government's people are told to nobody but that government.
    """
    if not rows:
        return [Problem(_("Pilih orangnya."))]
    found: list[Problem] = []
    for row in rows:
        found += named(row, _of_order(row, wish, on))
    if grown := [row for row in rows if changes.extra(row.period, wish.last_day)]:
        found += _of_extension(grown, wish, by)
    if wish.need is not None:
        found += _of_move(rows, wish.need, wish, on)
    return found


def named(row: Assignment, problems: Iterable[Problem]) -> list[Problem]:
    return [Problem(f"{row.employee.full_name}: {p.message}", p.field, p.law) for p in problems]


def _of_order(row: Assignment, wish: Wish, on: date) -> list[Problem]:
    standing = changes.Standing(rules.AssignmentState(row.state), row.period)
    found = changes.running_problems(standing, row.get_state_display())
    if row.letter is None or row.letter.state == "withdrawn":
        found.append(Problem(_("Surat tugasnya tidak ada atau sudah dicabut.")))
    if wish.last_day is not None:
        found += changes.last_day_problems(standing, wish.last_day, on)
        if owners.is_ordinary(row.need.owner_kind):
            if row.need.period.last_day and wish.last_day > row.need.period.last_day:
                found.append(Problem(_("melewati masa tim, peluang, atau programnya."), "last_day"))
        elif not wish.beyond_policy and changes.extra(row.period, wish.last_day):
            policy = rosters.policy_on(on)
            found += changes.rotation_problems(changes.until(row.period, wish.last_day), policy)
    return found


def _of_extension(rows: Sequence[Assignment], wish: Wish, by: User) -> list[Problem]:
    """The days that are new: ground, leave, dispensation, other duties, and the post at home."""
    first = rows[0]
    owner = owners.owner_of(first.need.owner_kind, first.need.owner_id)
    begins = min(row.period.end for row in rows if row.period.end)
    found = [*owners.problems_of(owner), *owners.ground_problems(owner, begins)]
    people = [row.employee_id for row in rows]
    away, struck = orders.leave_of(people), dispensations.periods_of(people)
    carried = queries.carrying(first.need.owner_kind, first.load)
    busy = queries.loads(
        carried.filter(employee_id__in=people).exclude(pk__in=[r.pk for r in rows])
    )
    posts, stated = _posts(people), declarations.left_out(people, begins)
    barred = owners.barred(owner, through(begins, wish.last_day), people)
    for row in rows:
        days = changes.extra(row.period, wish.last_day)
        assert days
        told = _against_days(row, days, away, struck, busy, posts)
        if row.employee_id in stated and not owners.is_by_choice(first.need.owner_kind):
            told.insert(0, Problem(f"{wording.own_statement()}.", "last_day"))
        if row.employee_id in barred:
            told.append(Problem(f"{barred[row.employee_id]}.", "last_day"))
        is_own = row.home_unit.agency_id == owner.agency_id or access.can_decide_for(by, row)
        if told and not is_own:
            told = [Problem(_("tidak dapat diperpanjang oleh pemerintahnya."), "last_day")]
        found += named(row, told)
    return found


def _against_days(
    row: Assignment, days: Period, away: dict[int, list[Period]], struck: dict[int, list[Period]],
    busy: dict[int, list[rules.Load]], posts: dict[int, list[Period]],
) -> list[Problem]:  # fmt: skip
    who, found = row.employee_id, []
    if not row.beside_work and any(period.overlaps(days) for period in away.get(who, [])):
        found.append(Problem(_("cuti pada hari tambahannya."), "last_day"))
    if any(period.overlaps(days) for period in struck.get(who, [])):
        found.append(Problem(_("mendapat dispensasi pada hari tambahannya."), "last_day"))
    if rules.peak(busy.get(who, ()), days) + row.load > rules.FULL:
        found.append(Problem(_("sudah ditugaskan di tempat lain pada hari tambahannya."), "last_day"))  # fmt: skip
    if days.last_day and not any(days.last_day in period for period in posts.get(who, [])):
        found.append(Problem(_("tidak lagi memegang jabatannya sampai hari itu."), "last_day"))
    return found


def _posts(people: list[int]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    rows = Appointment.objects.filter(employee_id__in=people, kind="definitive").order_by("pk")
    for who, period in rows.values_list("employee_id", "period"):
        found[who].append(period)
    return found


def _of_move(rows: Sequence[Assignment], need: Need, wish: Wish, on: date) -> list[Problem]:
    """Another post of the same owner: what it asks, and how many it still wants."""
    first = rows[0].need
    if need.is_cancelled or (need.owner_kind, need.owner_id) != (first.owner_kind, first.owner_id):
        return [Problem(_("Pilih pos dari kejadian yang sama."), "need")]
    if rules.ahead(need.period, on) is None:
        return [Problem(_("Masa tugas pos itu sudah lewat."), "need")]
    found = []
    helping = {row.plan.owner_id for row in rows if row.plan.owner_kind == promising.KIND}
    if any(promising.left(request).get(need.pk, 0) < len(rows) for request in helping):
        words = _("Orang bantuan hanya dapat dipindah ke pos yang disanggupi instansinya.")
        found.append(Problem(words, "need"))
    found += _no_room(rows, need, on)
    people = [row.employee_id for row in rows]
    groups, able = _groups(people, on), _able(people, need, rows, wish)
    asked = set(need.groups.order_by("code").values_list("code", flat=True))
    for row in rows:
        told = []
        if asked and groups.get(row.employee_id) not in asked:
            told.append(Problem(_("kelompok jabatannya tidak diminta pos itu."), "need"))
        if row.employee_id not in able:
            told.append(Problem(_("belum memenuhi syarat kompetensi pos itu."), "need"))
        away = minutes_to(row, need)
        if need.max_minutes is not None and away is not None and away > need.max_minutes:
            told.append(Problem(_("tempuhnya %(minutes)d menit; batas pos itu %(most)d menit.") % {
                "minutes": away, "most": need.max_minutes}, "need"))  # fmt: skip
        if need.load > row.load:
            told.append(Problem(_("pos itu meminta beban kerja yang lebih besar."), "need"))
        found += named(row, told)
    return found


def _no_room(rows: Sequence[Assignment], need: Need, on: date) -> list[Problem]:
    """As a plan counts: places that others promised are theirs; who was lent fills a promise."""
    room = need.desired - queries.filled([need.pk], on)[need.pk]
    promised = promising.promised([need], on)[need.pk]
    own = sum(row.plan.owner_kind != promising.KIND for row in rows)
    if len(rows) <= room and own <= room - promised:
        return []
    if promised:
        words = _("Pos itu masih membutuhkan %(room)d orang, dan %(promised)d di antaranya dijanjikan pemerintah lain; yang dipindahkan %(people)d.")  # fmt: skip
    else:
        words = _("Pos itu masih membutuhkan %(room)d orang, yang dipindahkan %(people)d.")
    values = {"room": max(0, room), "promised": promised, "people": len(rows)}
    return [Problem(words % values, "need")]


def _groups(people: list[int], on: date) -> dict[int, str]:
    rows = Appointment.objects.filter(employee_id__in=people, kind="definitive", period__contains=on)  # fmt: skip
    return dict(rows.order_by("pk").values_list("employee_id", "position__title__group__code"))


def _able(people: list[int], need: Need, rows: Sequence[Assignment], wish: Wish) -> set[int]:
    """Whoever holds all that the post asks until the last day."""
    asked = dict(need.skills.order_by("pk").values_list("competency_id", "level"))
    ends = {row.employee_id: changes.until(row.period, wish.last_day).last_day for row in rows}
    held: dict[int, set[int]] = defaultdict(set)
    records = CompetencyRecord.objects.filter(employee_id__in=people, competency__in=list(asked))
    for record in records.order_by("pk"):
        last_day = ends[record.employee_id] or record.period.start
        if record.level >= asked[record.competency_id] and last_day in record.period:
            held[record.employee_id].add(record.competency_id)
    return {person for person in people if asked.keys() <= held[person]}


def minutes_to(row: Assignment, need: Need) -> int | None:
    """Travel time from home; None where a point is missing."""
    home, there = row.employee.home_area, need.area
    if home is None or not (home.has_point and there.has_point):
        return None
    return places.minutes(home.lat, home.lon, there.lat, there.lon)  # type: ignore[arg-type]


def in_words(change: OrderChange) -> str:
    """What is asked, in a line."""
    parts = []
    if change.last_day:
        parts.append(_("sampai %s") % day(change.last_day))
    if change.need:
        parts.append(_("di %s") % (change.need.post or change.need))
    return ", ".join(parts)


def waiting_for(assignment_ids: Collection[int]) -> QuerySet[OrderChange]:
    """Extensions of these orders on which nobody has decided."""
    waits = Q(state=changes.State.WAITING.value, orders__assignment__in=assignment_ids)
    return OrderChange.objects.filter(waits).order_by("pk")
