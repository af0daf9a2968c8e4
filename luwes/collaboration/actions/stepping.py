"""The way of an agreement: on, or back with a reason; each step is kept, and told."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.actions import standing
from luwes.collaboration.facts import AgreementMoved, Lapsed
from luwes.collaboration.models import Agreement, AgreementStep
from luwes.collaboration.rules.states import (
    AGREEMENT_STEPS,
    AgreementKind,
    AgreementState,
    PartnerState,
    Side,
)
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce

State = AgreementState


@transaction.atomic
def submit(*, agreement: Agreement, revision: int, on: date, now: datetime, by: User) -> None:
    """
    To the cooperation team.

    :raises Refused: while something is missing that both sides must read
    """
    require(access.is_official_of(by, agreement, on))
    _hold(agreement, revision, {State.DRAFTED})
    refuse(lacks(agreement, on))
    go(agreement, State.REVIEWED, now=now, by=by)


@transaction.atomic
def offer(*, agreement: Agreement, revision: int, on: date, now: datetime, by: User) -> None:
    """
    The cooperation team lets it go to the partner.

    :raises Refused: while nobody speaks for the partner, or it was suspended meanwhile
    """
    require(access.can_review(by, agreement))
    _hold(agreement, revision, {State.REVIEWED})
    problems = lacks(agreement, on)
    if not agreement.partner.representatives.filter(period__contains=on).exists():
        words = _("Mitra ini belum punya wakil yang dapat membacanya; tetapkan dahulu wakilnya.")
        problems.append(Problem(words))
    refuse(problems)
    go(agreement, State.OFFERED, now=now, by=by)


@transaction.atomic
def agree(*, agreement: Agreement, revision: int, on: date, now: datetime, by: User) -> None:
    """The partner's word, to this text and no other."""
    require(access.represents(by, agreement.partner, on))
    _hold(agreement, revision, {State.OFFERED})
    go(agreement, State.AGREED, side=Side.PARTNER, now=now, by=by)


@transaction.atomic
def send_back(
    *, agreement: Agreement, reason: str, revision: int, on: date, now: datetime, by: User
) -> None:
    """
    To the drafting unit, by whoever it waits for.

    :raises Refused: without a reason
    """
    side = access.side_in(by, agreement, on)
    if side is Side.PARTNER:
        _hold(agreement, revision, {State.OFFERED, State.AGREED})
        require(access.may_take_back(by, agreement, on))
    else:
        require(access.can_review(by, agreement) or access.can_sign(by, agreement))
        _hold(agreement, revision, {State.REVIEWED, State.AGREED})
    refuse(_unsaid(reason))
    agreement.partner_number, agreement.partner_signed_at, agreement.partner_signed_by = (
        "", None, None,
    )  # fmt: skip
    agreement.save()
    go(agreement, State.DRAFTED, side=side or Side.GOVERNMENT, words=reason.strip(), now=now, by=by)


@transaction.atomic
def give_up(
    *, agreement: Agreement, reason: str, revision: int, on: date, now: datetime, by: User
) -> None:
    """Nothing comes of it; by the drafting unit, the cooperation team, or the partner to whom it was offered."""
    side = access.side_in(by, agreement, on)
    require(side is not None)
    allowed = {State.OFFERED, State.AGREED}
    if side is Side.GOVERNMENT:
        allowed |= {State.DRAFTED, State.REVIEWED}
    _hold(agreement, revision, allowed)
    require(side is Side.GOVERNMENT or access.may_take_back(by, agreement, on))
    refuse(_unsaid(reason))
    agreement.state_reason = reason.strip()
    go(agreement, State.REFUSED, side=side or Side.GOVERNMENT, words=reason.strip(), now=now, by=by)


@transaction.atomic
def end(*, agreement: Agreement, reason: str, on: date, now: datetime, by: User) -> None:
    """
    Before its time: nothing new begins under it from today on.

    :raises Refused: without a reason, or when its time is over anyway
    """
    require(access.can_end(by, agreement))
    lock(agreement)
    problems = _unsaid(reason)
    if agreement.state != State.SIGNED or (agreement.period.end or on) <= on:
        problems.append(Problem(_("Perjanjian ini tidak sedang berlaku.")))
    refuse(problems)
    agreement.ended_on, agreement.state_reason = on, reason.strip()
    go(agreement, State.ENDED, words=reason.strip(), now=now, by=by)
    announce(Lapsed(agreement.pk, now))


def lacks(agreement: Agreement, on: date) -> list[Problem]:
    """What keeps a text from going on."""
    problems = []
    if agreement.partner.state != PartnerState.ACTIVE:
        problems.append(Problem(_("Mitra ini tidak aktif.")))
    problems += standing.lacking(agreement.partner, on)
    if (agreement.period.end or on) <= on:
        problems.append(Problem(_("Masa berlakunya sudah lewat; ubah dahulu.")))
    for name, label in (
        ("basis", _("dasar hukum")), ("purpose", _("maksud dan tujuan")),
        ("scope", _("ruang lingkup")), ("disputes", _("penyelesaian perselisihan")),
    ):  # fmt: skip
        if not getattr(agreement, name).strip():
            problems.append(Problem(_("Belum ditulis: %s.") % label))
    if agreement.kind == AgreementKind.COOPERATION:
        problems += _rights_and_duties(agreement)
    return problems


def _rights_and_duties(agreement: Agreement) -> list[Problem]:
    """A PKS says what both owe, and who pays."""
    law = "Permendagri 22/2020"
    problems = []
    if not agreement.money.strip():
        problems.append(Problem(_("Belum ditulis: pembiayaan."), law=law))
    sides = set(agreement.obligations.order_by().values_list("side", flat=True))
    if sides != {Side.GOVERNMENT.value, Side.PARTNER.value}:
        words = _("PKS memuat sedikitnya satu kewajiban pemerintah dan satu kewajiban mitra.")
        problems.append(Problem(words, law=law))
    if agreement.obligations.exclude(
        due__gte=agreement.period.start, due__lt=agreement.period.end
    ).exists():
        problems.append(Problem(_("Ada kewajiban yang tenggatnya di luar masa berlaku.")))
    return problems


def same_text(agreement: Agreement, revision: int) -> list[Problem]:
    if agreement.revision == revision:
        return []
    return [Problem(_("Naskahnya baru saja diubah orang lain. Baca dahulu yang baru."))]


def _hold(agreement: Agreement, revision: int, states: set[AgreementState]) -> None:
    lock(agreement)
    problems = same_text(agreement, revision)
    if agreement.state not in states:
        words = _("Perjanjian ini sudah melangkah: %s.") % agreement.get_state_display()
        problems.append(Problem(words))
    refuse(problems)


def _unsaid(reason: str) -> list[Problem]:
    return [] if reason.strip() else [Problem(_("Tulis alasannya."), "reason")]


def go(
    agreement: Agreement, after: AgreementState, *, now: datetime, by: User, words: str = "",
    side: Side = Side.GOVERNMENT,
) -> AgreementStep:  # fmt: skip
    """From where it stands to the next, as its map allows; the agreement is held."""
    before = AgreementState(agreement.state)
    assert after in AGREEMENT_STEPS[before], f"{before} to {after}"
    agreement.state = after.value
    agreement.save()
    step = AgreementStep.objects.create(
        agreement=agreement, before=before.value, after=after.value, side=side.value,
        revision=agreement.revision, words=words[:300], at=now, by=by,
    )  # fmt: skip
    audit.record(
        by, "collaboration.agreement_moved", agreement, chain=str(agreement.agency_id),
        reason=words, before=before.value, after=after.value,
    )  # fmt: skip
    announce(AgreementMoved(agreement.pk, step.pk, now))
    return step
