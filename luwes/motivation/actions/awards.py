"""An award: written down, its committee named, opened, sent to the committee, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock, lock_ids
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.motivation import facts
from luwes.motivation.access import recognition as access
from luwes.motivation.models import Award, AwardCriterion, AwardJudge, Nomination
from luwes.motivation.queries import judging, officers
from luwes.motivation.rules import awards as rules
from luwes.motivation.rules.awards import AwardState, NominationState
from luwes.organisation.models import Agency, OrgUnit, UnitShape

State = AwardState


@dataclass(frozen=True)
class AwardDraft:
    """`criteria`: words and weight in percent; `unit` None: the whole government."""

    name: str
    purpose: str
    nominations: Period
    how_many: int
    criteria: Sequence[tuple[str, int]]


@transaction.atomic
def make(
    *, agency: Agency, unit: OrgUnit | None, draft: AwardDraft, on: date, now: datetime, by: User
) -> Award:
    """
    Write an award down; nobody sees it before it is opened.

    :raises Refused: with everything wrong in it
    """
    require(access.can_open_for(by, _shape(unit, on), agency.pk))
    refuse(_against(draft, on))
    lock_ids(User, [by.pk])
    if (twin := _twin(agency, unit, draft, by)) is not None:
        return twin
    row = Award(agency=agency, unit=unit, made_at=now, made_by=by)
    _write(row, draft)
    _log(by, "motivation.award_made", row)
    return row


def _twin(agency: Agency, unit: OrgUnit | None, draft: AwardDraft, by: User) -> Award | None:
    """The same draft, sent a second time; another of the same name is another award."""
    rows = Award.objects.filter(
        agency=agency, unit=unit, made_by=by, state=State.DRAFT.value, name=draft.name.strip()[:120],
        purpose=draft.purpose.strip()[:300], nominations=draft.nominations, how_many=draft.how_many,
    )  # fmt: skip
    wanted = [(words[:160], weight) for words, weight in draft.criteria]
    for row in rows.order_by("pk"):
        if list(row.criteria.order_by("place").values_list("words", "weight")) == wanted:
            return row
    return None


def _shape(unit: OrgUnit | None, on: date) -> UnitShape | None:
    return UnitShape.objects.filter(unit=unit, period__contains=on).first() if unit else None


@transaction.atomic
def edit(*, award: Award, draft: AwardDraft, on: date, by: User) -> None:
    """
    Change a draft; once nominations came in, what is looked for stays what it was.

    :raises Refused: after it was opened, and with everything wrong in it
    """
    require(access.can_manage(by, award, on))
    lock(award)
    problems = _against(draft, on)
    if award.state != State.DRAFT.value:
        problems.append(Problem(_("Penghargaan yang sudah dibuka tidak dapat diubah.")))
    refuse(problems)
    _write(award, draft)
    _log(by, "motivation.award_changed", award)


def _against(draft: AwardDraft, on: date) -> list[Problem]:
    problems = []
    if not draft.name.strip():
        problems.append(Problem(_("Tulis namanya."), "name"))
    if not draft.purpose.strip():
        problems.append(Problem(_("Tulis untuk apa penghargaan ini diberikan."), "purpose"))
    if not 1 <= draft.how_many <= rules.MOST_WINNERS:
        problems.append(Problem(_("Isi 1 sampai %d penerima.") % rules.MOST_WINNERS, "how_many"))
    last = draft.nominations.last_day
    if last is None or last < on:
        problems.append(Problem(_("Masa pencalonan sudah lewat."), "last_day"))
    if not 1 <= len(draft.criteria) <= rules.MOST_CRITERIA:
        problems.append(Problem(_("Isi 1 sampai %d kriteria.") % rules.MOST_CRITERIA, "criteria"))
    elif sum(weight for _words, weight in draft.criteria) != 100:
        total = sum(weight for _words, weight in draft.criteria)
        problems.append(Problem(_("Jumlah bobot harus 100, sekarang %d.") % total, "criteria"))
    if any(not 1 <= weight <= 100 for _words, weight in draft.criteria):
        problems.append(Problem(_("Setiap bobot 1 sampai 100."), "criteria"))
    return problems


def _write(row: Award, draft: AwardDraft) -> None:
    row.name, row.purpose = draft.name.strip()[:120], draft.purpose.strip()[:300]
    row.nominations, row.how_many = draft.nominations, draft.how_many
    row.save()
    AwardCriterion.objects.filter(award=row).delete()
    AwardCriterion.objects.bulk_create(
        AwardCriterion(award=row, words=words[:160], weight=weight, place=n)
        for n, (words, weight) in enumerate(draft.criteria)
    )


@transaction.atomic
def open_up(*, award: Award, on: date, now: datetime, by: User) -> None:
    """
    From now on colleagues put each other forward. Pressed again, nothing happens.

    :raises Refused: with too small a committee, or when it is over
    """
    require(access.can_manage(by, award, on))
    lock(award)
    if award.state == State.OPEN.value:
        return
    problems = _only(award, State.DRAFT)
    last = award.nominations.last_day
    if last is None or last < on:
        problems.append(Problem(_("Masa pencalonan sudah lewat.")))
    if award.committee.filter(left_at=None).count() < rules.LEAST_JUDGES:
        told = _("Tunjuk paling sedikit %d anggota panitia (kebijakan Luwes).")
        problems.append(Problem(told % rules.LEAST_JUDGES))
    if not officers.free_signers(award, on):
        problems.append(Problem(_("Belum ada pejabat berwenang yang dapat memutuskan penghargaan ini.")))  # fmt: skip
    refuse(problems)
    _go(award, State.OPEN, now, by)
    _log(by, "motivation.award_opened", award)


@transaction.atomic
def judge(*, award: Award, on: date, now: datetime, by: User) -> None:
    """
    The committee scores whoever stands; who has not answered does not stand. Pressed again, nothing
    happens.

    :raises Refused: before the last day of nominations, with nobody, or too few who may judge somebody
    """
    require(access.can_manage(by, award, on))
    lock(award)
    if award.state == State.JUDGING.value:
        return
    problems = _only(award, State.OPEN)
    last = award.nominations.last_day
    if last is not None and on <= last:
        problems.append(Problem(_("Masa pencalonan belum berakhir.")))
    table = judging.table_of(award, on)
    if not table.nominations:
        problems.append(Problem(_("Belum ada calon yang bersedia.")))
    refuse(problems)
    refuse(_too_few(table))
    rows = Nomination.objects.filter(award=award, state=NominationState.ASKED.value)
    rows.update(state=NominationState.LAPSED.value, answered_at=now)
    _go(award, State.JUDGING, now, by)
    _log(by, "motivation.award_judging", award)


def _too_few(table: judging.Table) -> list[Problem]:
    """For whom nobody could decide, in words."""
    names = {row.pk: row.nominee.full_name for row in table.nominations}
    told = _("%(name)s: kurang %(n)d anggota panitia tanpa benturan kepentingan (kebijakan Luwes: paling sedikit %(least)d).")  # fmt: skip
    return [
        Problem(told % {"name": names[key], "n": n, "least": rules.LEAST_JUDGES})
        for key, n in sorted(table.lacking.items(), key=lambda row: names[row[0]])
    ]


@transaction.atomic
def cancel(*, award: Award, because: str, on: date, now: datetime, by: User) -> None:
    """
    End it without anybody winning.

    :raises Refused: without a reason, or after the decision
    """
    require(access.can_manage(by, award, on))
    lock(award)
    if award.state == State.CANCELLED.value:
        return
    problems = _only(award, State.DRAFT, State.OPEN, State.JUDGING, State.STOPPED)
    if not because.strip():
        problems.append(Problem(_("Tuliskan alasannya; calon dan panitia membacanya."), "because"))
    refuse(problems)
    was_draft = award.state == State.DRAFT.value
    award.cancelled_because, award.state = because.strip()[:300], State.CANCELLED.value
    award.save(update_fields=["state", "cancelled_because"])
    if not was_draft:
        announce(facts.AwardMoved(award.pk, now, by.pk))
    _log(by, "motivation.award_cancelled", award, because)


def _only(award: Award, *states: State) -> list[Problem]:
    if award.state in {state.value for state in states}:
        return []
    return [Problem(_("Penghargaan ini sudah melangkah: %s.") % award.get_state_display().lower())]


def _go(award: Award, state: State, now: datetime, by: User) -> None:
    award.state = state.value
    award.save(update_fields=["state"])
    announce(facts.AwardMoved(award.pk, now, by.pk))


# ── the committee ────────────────────────────────────────────────────


@transaction.atomic
def name_judge(*, award: Award, user: User, on: date, now: datetime, by: User) -> None:
    """
    Put somebody on the committee. Named again, nothing happens.

    :raises Refused: oneself, who decides afterwards, who stands, or after everybody has scored
    """
    require(access.can_manage(by, award, on))
    lock(award)
    known = AwardJudge.objects.filter(award=award, user=user).first()
    if known is not None and known.left_at is None:
        return
    problems = _only(award, State.DRAFT, State.OPEN, State.JUDGING)
    problems += _nominated(award, by)
    if user.pk == by.pk:
        problems.append(Problem(_("Anda mengelola penghargaan ini; panitianya orang lain."), "user"))  # fmt: skip
    if user.pk in judging.involved_users(award):
        problems.append(Problem(_("Orang ini ikut dicalonkan dalam penghargaan ini."), "user"))
    if user.pk in {one.pk for one in officers.signers(award, on)}:
        problems.append(Problem(_("Orang ini berwenang memutuskan hasilnya, jadi tidak ikut menilai."), "user"))  # fmt: skip
    if not user.is_active:
        problems.append(Problem(_("Akun ini tidak aktif."), "user"))
    refuse([*problems, *_ranked(award, on)])
    row = known or AwardJudge(award=award, user=user)
    row.at, row.by, row.left_at, row.left_because = now, by, None, ""
    row.save()
    if award.state != State.DRAFT.value:
        announce(facts.JudgeNamed(award.pk, user.pk, now))
    _log(by, "motivation.judge_named", award, judge=user.username)


@transaction.atomic
def let_judge_go(
    *, award: Award, user: User, because: str, on: date, now: datetime, by: User
) -> None:
    """
    Take somebody off the committee; what they scored counts no more, and is kept.

    :raises Refused: without a reason once it was opened, or after everybody has scored
    """
    require(access.can_manage(by, award, on))
    lock(award)
    row = AwardJudge.objects.filter(award=award, user=user, left_at=None).first()
    if row is None:
        return
    problems = _only(award, State.DRAFT, State.OPEN, State.JUDGING)
    problems += _nominated(award, by)
    is_draft = award.state == State.DRAFT.value
    if not is_draft and not because.strip():
        problems.append(Problem(_("Tuliskan mengapa anggota ini keluar."), "because"))
    refuse([*problems, *_ranked(award, on)])
    if is_draft:
        AwardJudge.objects.filter(pk=row.pk).delete()
    else:
        row.left_at, row.left_because = now, because.strip()[:300]
        row.save(update_fields=["left_at", "left_because"])
    _log(by, "motivation.judge_let_go", award, because, judge=user.username)
    if award.state == State.JUDGING.value:
        told_if_changed(award, on, now)


def _nominated(award: Award, by: User) -> list[Problem]:
    if access.nominated_in(by, award):
        return [Problem(_("Anda mencalonkan dalam penghargaan ini; pengelola lain yang mengatur panitianya."))]  # fmt: skip
    return []


def _ranked(award: Award, on: date) -> list[Problem]:
    """A ranking that was seen is not made anew by another committee."""
    if award.state == State.JUDGING.value and judging.table_of(award, on).is_complete:
        return [Problem(_("Semua sudah menilai; panitia tidak diubah lagi."))]
    return []


def told_if_changed(award: Award, on: date, now: datetime) -> None:
    """After the committee or its conflicts changed: who must act next is told."""
    table = judging.table_of(award, on)
    if table.lacking:
        announce(facts.JudgesLacking(award.pk, now))
    elif table.is_complete:
        announce(facts.AllScored(award.pk, now))


def _log(by: User, deed: str, award: Award, reason: str = "", **details: str) -> None:
    audit.record(by, deed, award, chain=str(award.agency_id), reason=reason, **details)
