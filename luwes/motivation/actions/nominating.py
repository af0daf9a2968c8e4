"""Putting a colleague forward, and the nominee's own answer."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.access import recognition as access
from luwes.motivation.actions.awards import told_if_changed
from luwes.motivation.models import Award, AwardJudge, Nomination
from luwes.motivation.queries import officers
from luwes.motivation.rules.awards import ALIVE, AwardState, NominationState
from luwes.people import access as people
from luwes.people.models import Employee

State = NominationState
MOST_WORDS = 1500
MOST_EVIDENCE = 10


@transaction.atomic
def nominate(
    *, award: Award, nominee: Employee, nominator: Employee, reasons: str,
    evidence: Collection[int] = (), on: date, now: datetime, by: User,
) -> Nomination:  # fmt: skip
    """
    Put a colleague forward; they are asked. The own superior is allowed, and told to the committee.

    :param evidence: ids of what the nominator may point to
    :raises Refused: oneself, somebody from elsewhere, outside the time, or who was put forward already
    """
    require(people.is_oneself(by, nominator) and nominator.is_current)
    require(access.seen_awards(by, on).filter(pk=award.pk).exists())
    lock(award)
    known = Nomination.objects.filter(award=award, nominee=nominee).first()
    if known and known.nominator_id == nominator.pk and known.reasons == reasons.strip():
        return known  # a second press
    problems = _against(award, nominee, nominator, on) + _last(award, by, on)
    if known is not None:
        problems.append(Problem(_("Rekan ini sudah dicalonkan; sekali saja cukup."), "nominee"))
    if not reasons.strip():
        problems.append(Problem(_("Tuliskan mengapa rekan ini pantas menerimanya."), "reasons"))
    refuse(problems)
    row = Nomination.objects.create(
        award=award, nominee=nominee, nominator=nominator, reasons=reasons.strip()[:MOST_WORDS],
        from_below=officers.reports_to(nominator.pk, nominee.user_id, on), at=now,
    )  # fmt: skip
    shown = access.shared_evidence(by, nominee, on).filter(pk__in=list(evidence)[:MOST_EVIDENCE])
    row.evidence.set(shown)
    announce(facts.Nominated(row.pk, now))
    _log(by, "motivation.nominated", row)
    return row


def _last(award: Award, by: User, on: date) -> list[Problem]:
    """Who nominates neither chooses judges nor decides: somebody else must be left who does."""
    return [
        Problem(told)
        for holders, told in (
            (officers.free_managers(award, on), _("Anda satu-satunya yang dapat mengatur panitia penghargaan ini, jadi tidak mencalonkan.")),
            (officers.free_signers(award, on), _("Anda satu-satunya yang dapat memutuskan penghargaan ini, jadi tidak mencalonkan.")),
        )
        if {user.pk for user in holders} == {by.pk}
    ]  # fmt: skip


def _against(award: Award, nominee: Employee, nominator: Employee, on: date) -> list[Problem]:
    if nominee.pk == nominator.pk:
        return [Problem(_("Tidak ada yang mencalonkan diri sendiri."), "nominee")]
    problems = []
    if award.state != AwardState.OPEN.value or on not in award.nominations:
        problems.append(Problem(_("Penghargaan ini tidak sedang menerima pencalonan.")))
    if not access.eligible(award, on).filter(pk=nominee.pk).exists():
        problems.append(Problem(_("Penghargaan ini hanya untuk pegawai pada lingkupnya."), "nominee"))  # fmt: skip
    if nominee.user_id is None:
        problems.append(Problem(_("Rekan ini belum mempunyai akun, jadi tidak dapat ditanya kesediaannya."), "nominee"))  # fmt: skip
    return problems


@transaction.atomic
def agree(
    *, nomination: Nomination, evidence: Collection[int] = (), on: date, now: datetime, by: User
) -> None:
    """
    The nominee is willing to stand, and adds what the committee may read of the own work. Pressed
    again, nothing happens.

    :raises Refused: when it is over, or where nobody else could manage or decide the award
    """
    award = nomination.award
    require(nomination.nominee.user_id == by.pk)
    lock(award, nomination)
    if nomination.state == State.STANDING.value:
        return
    problems = _answerable(award, nomination)
    for holders, told in (
        (officers.free_managers(award, on), _("Anda satu-satunya pengelola penghargaan ini. Mintalah pengelola lain ditunjuk dulu.")),
        (officers.free_signers(award, on), _("Anda satu-satunya pejabat yang dapat memutuskan penghargaan ini.")),
    ):  # fmt: skip
        if {user.pk for user in holders} <= {by.pk}:
            problems.append(Problem(told))
    refuse(problems)
    _answer(nomination, State.STANDING, now)
    own = access.own_evidence(nomination.nominee).filter(pk__in=list(evidence)[:MOST_EVIDENCE])
    nomination.evidence.add(*own)
    AwardJudge.objects.filter(award=award, user=by, left_at=None).update(
        left_at=now, left_because="Dicalonkan dalam penghargaan ini."
    )
    announce(facts.NominationAnswered(nomination.pk, now))
    _log(by, "motivation.nomination_agreed", nomination)


def _answerable(award: Award, nomination: Nomination) -> list[Problem]:
    if nomination.state != State.ASKED.value:
        words = nomination.get_state_display().lower()
        return [Problem(_("Pencalonan ini sudah dijawab: %s.") % words)]
    if award.state != AwardState.OPEN.value:
        return [Problem(_("Pencalonan sudah ditutup."))]
    return []


@transaction.atomic
def decline(*, nomination: Nomination, on: date, now: datetime, by: User) -> None:
    """
    The nominee does not stand, or steps back before the decision; no reason is asked.

    :raises Refused: after the decision
    """
    award = nomination.award
    require(nomination.nominee.user_id == by.pk)
    lock(award, nomination)
    if nomination.state not in {state.value for state in ALIVE}:
        return
    if award.state not in {AwardState.OPEN.value, AwardState.JUDGING.value}:
        refuse([Problem(_("Penghargaan ini sudah berakhir."))])
    stood = nomination.state == State.STANDING.value
    _answer(nomination, State.WITHDRAWN if stood else State.DECLINED, now)
    announce(facts.NominationAnswered(nomination.pk, now))
    _log(by, "motivation.nomination_declined", nomination)
    if award.state == AwardState.JUDGING.value:
        told_if_changed(award, on, now)


def _answer(nomination: Nomination, state: State, now: datetime) -> None:
    nomination.state, nomination.answered_at = state.value, now
    nomination.save(update_fields=["state", "answered_at"])


def _log(by: User, deed: str, row: Nomination) -> None:
    chain = str(row.award.agency_id)
    audit.record(by, deed, row.award, chain=chain, employee=row.nominee_id)
