"""Changing orders that were issued: amended, relieved, returned, each by a letter of its own."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import signing
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.days import midnight
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.letters.content import Signatory
from luwes.organisation.models import Agency
from luwes.staffing import (
    access,
    amending,
    change_papers,
    changes,
    extending,
    facts,
    limiting,
    orders,
    rules,
)
from luwes.staffing.actions import ending, holding, issue, limits
from luwes.staffing.models import Assignment, ChangedOrder, Need, OrderChange, TeamLeader

Kind, Change = changes.Kind, changes.State


@transaction.atomic
def amend(
    *, assignments: Sequence[Assignment], last_day: date | None = None, need: Need | None = None,
    beyond_policy: bool = False, reason: str, now: datetime, on: date, by: User,
) -> list[OrderChange]:  # fmt: skip
    """
    Give orders of one post another last day, another post, or the post's wording of today.

    Shorter or elsewhere holds at once. Longer is a new act: it waits for each lending government.
    :raises Refused: with everything that stands against it, person by person
    """
    _may(assignments, by, also_lender=need is None and not _grows(assignments, last_day))
    assignments = _hold(assignments, need)
    wish = amending.Wish(last_day, need, beyond_policy)
    refuse([
        *amending.problems(assignments, wish, on, by), *_waiting(assignments), *_nothing(assignments, wish),
        *([] if reason.strip() else [Problem(_("Tulis alasannya."), "reason")]),
    ])  # fmt: skip
    made = []
    for agency, rows in _by_agency(assignments):
        change = _change(
            Kind.AMENDMENT, agency, rows, now, by, last_day=last_day, need=need,
            reason=reason.strip(), beyond_policy=beyond_policy,
        )  # fmt: skip
        if _grows(rows, last_day):
            announce(facts.ChangeAsked(change.pk))
            audit.record(
                by, "staffing.change_asked", change, chain=str(agency.pk), reason=reason,
                assignments=len(rows), last_day=str(last_day),
            )  # fmt: skip
        else:
            _carry_out(change, None, now, on, by)
        made.append(change)
    return made


@transaction.atomic
def decide(
    *, change: OrderChange, approve: bool, answer: str, below_minimum: str = "", now: datetime,
    on: date, by: User,
) -> None:  # fmt: skip
    """
    The lending government lets its people stay longer, or not. Asked again alike, nothing happens.

    Held against the issuing of plans: both would take the same people from a unit.
    :param below_minimum: why a home unit may fall below its minimum; counts where lives are saved
    :raises Refused: when it was decided, can no longer be done, leaves a unit below its minimum, or
        is beyond what is delegated
    """
    require(access.can_decide_for_agency(by, change.agency_id))
    if change.need is not None:
        lock(change.need)
    advisory_lock(f"issuing {change.agency_id}")
    rows = _hold([order.assignment for order in amending.orders_of(change)], change.need)
    lock(change)
    wanted = (Change.MADE if approve else Change.REFUSED).value
    if change.state == wanted and change.decided_by_id == by.pk:
        return
    found = _decided(change)
    if not approve:
        refuse(found + ([] if answer.strip() else [Problem(_("Tulis alasan menolaknya."), "answer")]))  # fmt: skip
        _close(change, Change.REFUSED, answer, now, by)
        announce(facts.OrderChanged(change.pk))
        audit.record(by, "staffing.change_refused", change, chain=str(change.agency_id), reason=answer)  # fmt: skip
        return
    limits.hold(change.agency_id)
    wish = amending.Wish(change.last_day, change.need, change.beyond_policy)
    found += limiting.against(by, change.agency_id, lambda: _part(rows, change), on)
    found += amending.problems(rows, wish, on, by)
    units = [] if found else extending.left(rows, change, on)
    refuse([*found, *extending.problems(units, rows, below_minimum)])
    _close(change, Change.MADE, answer, now, by)
    _override([row for row in units if row.is_below], change, below_minimum, by)
    signatory = signing.for_head(signing.signatory_of(by, on), change.agency)
    _carry_out(change, signatory, now, on, by)


@transaction.atomic
def relieve(
    *, assignments: Sequence[Assignment], last_day: date, because: changes.Because,
    substitute: Assignment | None = None, now: datetime, on: date, by: User,
) -> list[OrderChange]:  # fmt: skip
    """
    Let people go before their last day; whoever stops today is free at once.

    :raises Refused: for who doesn't serve, a day outside the duty, or a substitute from elsewhere
    """
    _may(assignments, by, also_lender=True)
    assignments = _hold(assignments, None)
    found = [] if assignments else [Problem(_("Pilih orangnya."))]
    for row in assignments:
        standing = changes.Standing(rules.AssignmentState(row.state), row.period)
        found += amending.named(row, changes.relief_problems(standing, last_day, on))
        if row.letter is None or row.letter.state == "withdrawn":
            found.append(Problem(f"{row.employee.full_name}: {_('Surat tugasnya tidak ada atau sudah dicabut.')}"))  # fmt: skip
    found += [*_waiting(assignments), *_relieved(assignments, last_day)]
    refuse([*found, *_substituting(assignments, substitute)])
    made = []
    for agency, rows in _by_agency(assignments):
        change = _change(
            Kind.RELIEF, agency, rows, now, by, last_day=last_day, because=because.value,
            substitute=substitute,
        )  # fmt: skip
        _carry_out(change, None, now, on, by)
        made.append(change)
    return made


@transaction.atomic
def send_home(
    *, assignments: Sequence[Assignment], now: datetime, on: date, by: User
) -> list[OrderChange]:
    """
    Letters that return whoever has served to their home unit, with thanks; once a duty.

    :raises Refused: for who serves still, has no letter, or was returned before
    """
    _may(assignments, by, also_lender=True)
    assignments = _hold(assignments, None)
    found = [] if assignments else [Problem(_("Pilih orangnya."))]
    known = amending.of_assignments([row.pk for row in assignments])
    for row in assignments:
        told = []
        if row.state != rules.AssignmentState.COMPLETED.value:
            told.append(_("belum selesai bertugas."))
        if row.letter is None:
            told.append(_("Surat tugasnya tidak ada atau sudah dicabut."))
        if any(order.change.kind == Kind.RETURN.value for order in known[row.pk]):
            told.append(_("surat pengembaliannya sudah terbit."))
        found += [Problem(f"{row.employee.full_name}: {words}") for words in told]
    refuse(found)
    made = []
    for agency, rows in _by_agency(assignments):
        change = _change(Kind.RETURN, agency, rows, now, by)
        _carry_out(change, None, now, on, by)
        made.append(change)
    return made


# ── what they share ──────────────────────────────────────────────────


def _may(assignments: Sequence[Assignment], by: User, *, also_lender: bool) -> None:
    for need in {row.need_id: row.need for row in assignments}.values():
        if access.can_plan(by, need):
            continue
        require(also_lender)
        for row in assignments:
            require(access.can_decide_for(by, row))


def _hold(assignments: Sequence[Assignment], need: Need | None) -> list[Assignment]:
    """The orders, held and read afresh, in order of their people."""
    if need is not None:
        lock(need)
    return holding.whole(assignments)


def _grows(rows: Sequence[Assignment], last_day: date | None) -> bool:
    return any(changes.extra(row.period, last_day) for row in rows)


def _waiting(rows: Sequence[Assignment]) -> list[Problem]:
    if not amending.waiting_for([row.pk for row in rows]).exists():
        return []
    return [Problem(_("Perpanjangan sebelumnya masih menunggu keputusan instansi asal."))]


def _relieved(rows: Sequence[Assignment], last_day: date) -> list[Problem]:
    """A press sent twice is one letter."""
    known = amending.of_assignments([row.pk for row in rows])
    return [
        Problem(f"{row.employee.full_name}: {_('surat pembebasannya sudah terbit.')}")
        for row in rows
        if any(
            o.change.kind == Kind.RELIEF.value and o.change.last_day == last_day
            for o in known[row.pk]
        )
        and row.period.last_day == last_day
    ]


def _nothing(rows: Sequence[Assignment], wish: amending.Wish) -> list[Problem]:
    """Whether all stays as the letters say it."""
    known = amending.of_assignments([row.pk for row in rows])
    for row in rows:
        period = changes.until(row.period, wish.last_day)
        new = [orders.task_words(wish.need or row.need), orders.period_words(period)]
        if row.letter is None or change_papers.told_terms(row, known[row.pk]) != new:
            return []
    return [Problem(_("Tidak ada yang berubah dari surat yang sudah terbit."), "last_day")]


def _substituting(rows: Sequence[Assignment], substitute: Assignment | None) -> list[Problem]:
    if substitute is None:
        return []
    if len(rows) != 1:
        return [Problem(_("Pengganti disebut untuk satu orang saja."), "substitute")]
    if not amending.substitutes(rows[0]).filter(pk=substitute.pk).exists():
        return [Problem(_("Pilih pengganti dari orang yang ditugaskan ke pos ini."), "substitute")]
    return []


def _by_agency(rows: Sequence[Assignment]) -> list[tuple[Agency, list[Assignment]]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    agencies = {row.home_unit.agency_id: row.home_unit.agency for row in rows}
    for row in rows:
        found[row.home_unit.agency_id].append(row)
    return [(agencies[pk], found[pk]) for pk in sorted(found)]


def _change(
    kind: changes.Kind, agency: Agency, rows: Sequence[Assignment], now: datetime, by: User, *,
    substitute: Assignment | None = None, **values: object,
) -> OrderChange:  # fmt: skip
    need = rows[0].need
    change = OrderChange.objects.create(
        kind=kind.value, agency=agency, owner_kind=need.owner_kind, owner_id=need.owner_id,
        state=Change.WAITING.value, asked_at=now, asked_by=by, **values,
    )  # fmt: skip
    ChangedOrder.objects.bulk_create(
        ChangedOrder(
            change=change, assignment=row, period_before=row.period, need_before=row.need,
            substitute=substitute,
        )
        for row in rows
    )  # fmt: skip
    return change


def _close(change: OrderChange, state: changes.State, answer: str, now: datetime, by: User) -> None:
    change.state, change.answer, change.decided_at, change.decided_by = (
        state.value, answer.strip(), now, by,
    )  # fmt: skip
    change.save(update_fields=["state", "answer", "decided_at", "decided_by"])


def _override(below: list[extending.Left], change: OrderChange, reason: str, by: User) -> None:
    if not below:
        return
    change.below_minimum = reason.strip()
    change.save(update_fields=["below_minimum"])
    with translation.override("id"):  # the log is read by others than who pressed
        audit.record(
            by, "staffing.below_minimum", change, chain=str(change.agency_id), reason=reason.strip(),
            units=[extending.in_words(row) for row in below],
        )  # fmt: skip


def _decided(change: OrderChange) -> list[Problem]:
    if change.state == Change.WAITING.value:
        return []
    who = change.decided_by.name if change.decided_by else ""
    return [Problem(_("Perubahan ini sudah diputuskan oleh %s.") % who)]


def _part(rows: Sequence[Assignment], change: OrderChange) -> limiting.Part:
    days = max(changes.until(row.period, change.last_day).days or 0 for row in rows)
    return limiting.Part(len(rows), days, frozenset(row.home_unit_id for row in rows))


def _carry_out(
    change: OrderChange, signatory: Signatory | None, now: datetime, on: date, by: User
) -> None:
    """Orders first, then their letters: what is held last is the series of numbers."""
    rows = amending.orders_of(change)
    for order in rows:
        _apply(change, order, now, on)
    _number(change, rows, signatory, now, on, by)
    if change.state != Change.MADE.value:
        change.state = Change.MADE.value
        change.save(update_fields=["state"])
    announce(facts.OrderChanged(change.pk))
    if change.kind == Kind.RELIEF.value and change.last_day == on:
        announce(facts.Completed(tuple(order.assignment_id for order in rows)))
    audit.record(
        by, "staffing.amended" if change.kind == Kind.AMENDMENT.value
        else "staffing.relieved" if change.kind == Kind.RELIEF.value else "staffing.sent_home", change, chain=str(change.agency_id), assignments=len(rows),
        reason=change.reason or change.because, last_day=str(change.last_day or ""),
    )  # fmt: skip


def _apply(change: OrderChange, order: ChangedOrder, now: datetime, on: date) -> None:
    row = order.assignment
    if change.kind == Kind.RETURN.value:
        return
    before = row.period
    if change.last_day:
        row.period = changes.until(row.period, change.last_day)
        ending.free_shifts(row, max(now, midnight(row.period.end)))
    if change.need and change.need.pk != row.need_id:
        _move(row, change.need, now)
    _open_place(change, order, before)
    row.save(update_fields=["period", "need", "minutes", "is_present", "left_early", "help_ended"])
    if change.kind == Kind.RELIEF.value and change.last_day == on:
        ending.finish(row, now)


def _open_place(change: OrderChange, order: ChangedOrder, before: Period) -> None:
    """Who stops before the time leaves an open place once gone; who stays longer fills it again."""
    row = order.assignment
    if change.kind == Kind.RELIEF.value:
        because = changes.Because(change.because)
        row.left_early = order.substitute_id is None and because in changes.LEAVES_A_PLACE
    elif changes.extra(before, change.last_day):
        row.left_early = row.help_ended = False
    elif change.last_day and row.period != before:
        row.left_early = changes.leaves_a_place(before, row.period, row.need.period)
    if row.left_early:
        ending.unpin(row)


def _move(row: Assignment, need: Need, now: datetime) -> None:
    """To another post: nothing of the old one's rota holds there."""
    away = amending.minutes_to(row, need)
    row.need, row.is_present = need, False
    row.minutes = row.minutes if away is None else away
    ending.free_shifts(row, now)
    TeamLeader.objects.filter(assignment=row).delete()
    issue.make_post_codes([need.pk])


def _number(
    change: OrderChange, rows: Sequence[ChangedOrder], signatory: Signatory | None, now: datetime,
    on: date, by: User,
) -> None:  # fmt: skip
    """One letter a person, or one for all that share a letter and its terms (a setting)."""
    known = amending.of_assignments([row.assignment_id for row in rows])
    by_unit = settings.LUWES_LETTER_GROUPING == "unit"
    groups: dict[tuple[object, ...], list[ChangedOrder]] = defaultdict(list)
    for order in rows:
        row = order.assignment
        order.terms = change_papers.terms_of(row, row.need)
        earlier = [o for o in known[row.pk] if o.pk != order.pk]
        said = tuple(change_papers.told_terms(row, earlier)) if change.kind == Kind.AMENDMENT.value else ()  # fmt: skip
        alike = (row.home_unit_id, row.letter_id, said, tuple(order.terms), order.substitute_id)
        groups[(*alike, None) if by_unit else (*alike, order.pk)].append(order)
    drafts = []
    for group in groups.values():
        before = [o.letter for o in known[group[0].assignment_id] if _stands(o)]
        drafts.append(change_papers.draft(change, group, [x for x in before if x], on=on, signatory=signatory))  # fmt: skip
    made = letters.issue_many(drafts, now=now, by=by)
    for letter, group in zip(made, groups.values(), strict=True):
        for order in group:
            order.letter = letter
    ChangedOrder.objects.bulk_update(rows, ["letter", "terms"])


def _stands(order: ChangedOrder) -> bool:
    return order.letter is not None and order.letter.state != "withdrawn"
