"""People from outside the civil service: recorded, changed, called off, ended; the leader's link."""

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period, through
from luwes.staffing import access, contingents, facts, owners, promising
from luwes.staffing import contingent_rules as rules
from luwes.staffing.actions import contingent_names as names
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.actions import plans
from luwes.staffing.contingent_rules import State
from luwes.staffing.models import CONTINGENT_RUNNING, Contingent, Need, PostCode
from luwes.staffing.rules import OVER_AFTER


@transaction.atomic
def record(*, need: Need, draft: rules.Draft, key: UUID, now: datetime, by: User) -> Contingent:
    """
    Write down who is sent. The same `key` sent twice is written once; more heads than the need
    wants are taken, and the page tells of it.

    :raises Refused: with everything that is wrong, or where that body is recorded there already
    """
    require(access.can_record_outside(by, need))
    plans.hold(need.owner_kind, need.owner_id)  # who closes the owner asks for it too
    lock(need)
    known = Contingent.objects.filter(key=key).first()
    if known and known.need_id == need.pk:
        return known
    problems = [*_of_need(need), *rules.problems(draft, need.period, on=localdate(now))]
    refuse(problems + _twins(need, draft) + _not_promised(need, draft, on=localdate(now)))
    made = Contingent(
        need=need, key=uuid4() if known else key, state=State.EXPECTED.value, recorded_at=now,
        recorded_by=by,
    )  # fmt: skip
    _set(made, draft)
    made.save()
    PostCode.objects.get_or_create(need=need, defaults={"token": secrets.token_urlsafe(12)})
    _log(by, "staffing.outside_recorded", made, **_numbers(made))
    return made


def _of_need(need: Need) -> list[Problem]:
    problems = owners.problems_of(owners.owner_of(need.owner_kind, need.owner_id))
    if need.is_cancelled:
        problems.append(Problem(_("Kebutuhan ini sudah dihapus.")))
    return problems


def _twins(need: Need, draft: rules.Draft, but: int = 0) -> list[Problem]:
    """The same body at the same need on the same days: somebody wrote it down already."""
    rows = contingents.standing(need).filter(body=draft.body.value, period__overlap=draft.period)
    wanted = rules.name_key(draft.name)
    if not any(rules.name_key(row.name) == wanted for row in rows.exclude(pk=but)):
        return []
    words = _("%s sudah dicatat di kebutuhan ini pada hari-hari itu. Ubah catatan yang sudah ada.")
    return [Problem(words % draft.name.strip(), "name")]


def _not_promised(
    need: Need, draft: rules.Draft, *, on: date, also: int | None = None
) -> list[Problem]:
    """A promise is one of the nation's for this need, in force or chosen before."""
    known = {found.line.pk for found in promising.by_letter(need, on, also=also)}
    if draft.promise is None or draft.promise in known:
        return []
    return [Problem(_("Janji bantuan itu sudah tidak berlaku untuk kebutuhan ini; pilih lagi."), "promise")]  # fmt: skip


def _set(row: Contingent, draft: rules.Draft) -> None:
    row.body, row.name, row.heads = draft.body.value, draft.name.strip()[:160], draft.heads
    row.period, row.basis = draft.period, draft.basis.strip()[:160]
    row.leader, row.leader_phone = draft.leader.strip(), draft.leader_phone.strip()
    row.says_so, row.aid_line_id = draft.fits, draft.promise
    row.fitting = contingents.fitting(row)


@transaction.atomic
def change(*, contingent: Contingent, draft: rules.Draft, now: datetime, by: User) -> None:
    """
    Other numbers, days or words; whoever is listed moves along.

    :raises Refused: with everything that is wrong, under who is at the post or listed, once it is
        over, or where somebody listed would be at two places
    """
    need = contingent.need
    require(access.can_record_outside(by, need))
    plans.hold(need.owner_kind, need.owner_id)
    lock(need, contingent)
    names.hold()
    problems = [*_of_need(need), *_over(contingent)]
    problems += rules.problems(draft, need.period, on=localdate(now))
    problems += _twins(need, draft, but=contingent.pk) + _too_few(contingent, draft.heads)
    problems += _not_promised(need, draft, on=localdate(now), also=contingent.aid_line_id)
    problems += names.elsewhere(contingent, draft.body, draft.period, by)
    refuse(problems)
    before = _numbers(contingent)
    _set(contingent, draft)
    contingent.save()
    names.follow(contingent)
    _log(by, "staffing.outside_changed", contingent, before=before, after=_numbers(contingent))


@transaction.atomic
def keep(*, contingent: Contingent, heads: int, reason: str, by: User) -> None:
    """
    Fewer come or stay than was said: the other places are open again.

    :raises Refused: without a reason, for no fewer, or under who is at the post or listed
    """
    require(access.can_record_outside(by, contingent.need))
    lock(contingent.need, contingent)
    problems = [*_over(contingent), *_too_few(contingent, heads)]
    if not 1 <= heads < contingent.heads:
        words = _("Isi jumlah yang tinggal, antara 1 dan %d orang.") % (contingent.heads - 1)
        problems.append(Problem(words, "heads"))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    before = _numbers(contingent)
    contingent.heads = heads
    contingent.fitting = contingents.fitting(contingent)
    contingent.save(update_fields=["heads", "fitting"])
    _log(
        by, "staffing.outside_changed", contingent, reason=reason, before=before,
        after=_numbers(contingent),
    )  # fmt: skip


def _over(row: Contingent) -> list[Problem]:
    if row.state in CONTINGENT_RUNNING:
        return []
    return [Problem(_("Catatan ini sudah %s.") % row.get_state_display().lower())]


def _too_few(row: Contingent, heads: int) -> list[Problem]:
    found = []
    if heads < row.present:
        found.append(Problem(_("%d orang sedang di pos; catat pulang dulu.") % row.present, "heads"))  # fmt: skip
    if heads < (listed := row.members.count()):
        found.append(Problem(_("Daftar namanya %d orang; hapus dulu yang tidak ikut.") % listed, "heads"))  # fmt: skip
    return found


@transaction.atomic
def cancel(*, contingent: Contingent, reason: str, now: datetime, by: User) -> None:
    """
    They do not come: their places are open again.

    :raises Refused: without a reason, or once they came
    """
    require(access.can_record_outside(by, contingent.need))
    lock(contingent.need, contingent)
    problems = _over(contingent)
    if contingent.state == State.HERE.value:
        problems.append(Problem(_("Mereka sudah datang; akhiri tugasnya.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    _call_off(contingent, reason, now)
    _log(by, "staffing.outside_cancelled", contingent, reason=reason)


def _call_off(row: Contingent, reason: str, now: datetime) -> None:
    row.state, row.ended_at, row.end_reason = State.CANCELLED.value, now, reason.strip()[:300]
    row.link = None
    row.save(update_fields=["state", "ended_at", "end_reason", "link"])
    row.members.update(binds=False)


@transaction.atomic
def end(*, contingent: Contingent, reason: str, now: datetime, by: User) -> None:
    """
    They go home for good, whoever is still at the post with them. Before their last day their
    places are open again from tomorrow on.

    :raises Refused: before they came, or without a reason when it is before their last day
    """
    require(access.can_record_outside(by, contingent.need))
    lock(contingent.need, contingent)
    on = localdate(now)
    problems = _over(contingent)
    if contingent.state == State.EXPECTED.value:
        problems.append(Problem(_("Mereka belum tercatat hadir; batalkan bila tidak jadi datang.")))
    last_day = contingent.period.last_day
    if not reason.strip() and last_day and on < last_day:
        problems.append(Problem(_("Tulis mengapa mereka pulang sebelum waktunya."), "reason"))
    refuse(problems)
    finish(contingent, reason=reason, now=now, on=on, by=by)
    _log(
        by, "staffing.outside_ended", contingent, reason=reason, people=contingent.came,
        last_day=str(contingent.period.last_day),
    )  # fmt: skip


def finish(row: Contingent, *, reason: str, now: datetime, on: date, by: User | None) -> None:
    """Only who came has filled a place; of days after today nothing was served."""
    presence.leave_all(row, now, by)
    served = through(row.period.start, max(on, row.period.start))
    if row.period.end is None or served.end is None or served.end < row.period.end:
        row.period = served
    row.state, row.ended_at, row.end_reason = State.DONE.value, now, reason.strip()[:300]
    row.fitting, row.link = min(row.fitting, row.came), None
    row.save()
    names.follow(row)


@transaction.atomic
def end_by_time(*, now: datetime, on: date) -> list[int]:
    """
    Whose last day has passed while nobody said so: who came is done, who never came fills no place.

    :returns: ids of those ended
    """
    late = Contingent.objects.filter(
        state__in=CONTINGENT_RUNNING, period__endswith__lte=on - OVER_AFTER
    )
    ended = []
    rows = list(late.select_related("need").order_by("pk"))
    lock(*rows, *{row.need_id: row.need for row in rows}.values())
    for row in rows:  # read afresh: somebody may have ended or prolonged it meanwhile
        if row.period.end and row.period.end > on - OVER_AFTER:
            continue
        if row.state == State.HERE.value:
            finish(row, reason="", now=now, on=on, by=None)
        elif row.state == State.EXPECTED.value:
            _call_off(row, _("Tidak tercatat hadir sampai masa tugasnya lewat."), now)
        else:
            continue
        _log(None, "staffing.outside_ended_by_time", row, people=row.came)
        ended.append(row.pk)
    return ended


# ── the leader's own page ────────────────────────────────────────────


@transaction.atomic
def give_link(*, contingent: Contingent, by: User) -> str:
    """
    A new secret address for the leader; the one before no longer leads anywhere.

    :raises Refused: once they are done
    """
    require(access.can_record_outside(by, contingent.need))
    lock(contingent)
    refuse(_over(contingent))
    contingent.link = secrets.token_urlsafe(24)
    contingent.save(update_fields=["link"])
    _log(by, "staffing.outside_link_given", contingent)
    return contingent.link


@transaction.atomic
def revoke_link(*, contingent: Contingent, by: User) -> None:
    require(access.can_record_outside(by, contingent.need))
    lock(contingent)
    if contingent.link is None:
        return
    contingent.link = None
    contingent.save(update_fields=["link"])
    _log(by, "staffing.outside_link_revoked", contingent)


@transaction.atomic
def alarm_late(*, now: datetime) -> list[int]:
    """
    Tell of contingents with somebody at the post for longer than the policy of hours allows, once.

    :returns: ids of those told of
    """
    late = [row.pk for row in contingents.late(now)]
    held = Contingent.objects.select_for_update(skip_locked=True).filter(
        pk__in=late, alarmed_at=None, present__gt=0
    )
    told = list(held.order_by("pk").values_list("pk", flat=True))
    Contingent.objects.filter(pk__in=told).update(alarmed_at=now)
    if told:
        announce(facts.OutsideLate(tuple(told)))
    return told


def _numbers(row: Contingent) -> dict[str, Any]:
    period: Period = row.period
    return {
        "heads": row.heads, "fitting": row.fitting, "first_day": str(period.start),
        "last_day": str(period.last_day),
    }  # fmt: skip


def _log(by: User | None, deed: str, row: Contingent, **details: Any) -> None:
    owner = owners.owner_of(row.need.owner_kind, row.need.owner_id)
    with override("id"):  # the log is read by others than who pressed
        details = {"outside": str(row), **details}
        audit.record(by, deed, row.need, chain=str(owner.agency_id), **details)
