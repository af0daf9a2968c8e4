"""The decision on an award, its certificates, and what follows when one is withdrawn."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.letters import actions as letters
from luwes.letters import facts as letter_facts
from luwes.motivation import facts
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import contributing
from luwes.motivation.models import Award, AwardWinner
from luwes.motivation.papers import awards as award_papers
from luwes.motivation.queries import judging
from luwes.motivation.rules import awards as rules
from luwes.motivation.rules.awards import AwardState
from luwes.motivation.rules.contributions import ContributionKind

SOURCE = "award"


@transaction.atomic
def decide(
    *, award: Award, chosen: Collection[int], reason: str, digest: str, on: date, now: datetime,
    by: User,
) -> None:  # fmt: skip
    """
    Who gets the award: as the committee ranked them, or otherwise with a reason that all read.

    Certificates are issued, the winners are told. Pressed twice by the same, it is decided once.

    :param chosen: nominations; none: nobody gets it
    :param digest: the ranking that was shown
    :raises Refused: before all have scored, for another ranking, without the reason that is due
    """
    require(access.can_sign(by, award, on))
    lock(award)
    if award.state == AwardState.DECIDED.value and award.decided_by_id == by.pk:
        return
    table = judging.table_of(award, on)
    refuse(_not_ready(table))
    problems = []
    if digest != table.digest:
        problems.append(Problem(_("Peringkatnya berubah sejak halaman ini dibuka. Periksa lagi.")))
    standing = {row.pk: row for row in table.nominations}
    if not set(chosen) <= set(standing):
        problems.append(Problem(_("Pilih dari calon yang dinilai."), "chosen"))
    if len(set(chosen)) > award.how_many:
        problems.append(Problem(_("Paling banyak %d penerima.") % award.how_many, "chosen"))
    follows = rules.follows(table.ranked, set(chosen), award.how_many)
    if not follows and not reason.strip():
        problems.append(Problem(_("Pilihan ini lain dari peringkat panitia: tuliskan alasannya."), "reason"))  # fmt: skip
    refuse(problems)
    award.state, award.decided_at, award.decided_by = AwardState.DECIDED.value, now, by
    award.departs_because = "" if follows else reason.strip()[:600]
    award.save(update_fields=["state", "decided_at", "decided_by", "departs_because"])
    order = [row.key for row in table.ranked if row.key in set(chosen)]
    winners = [
        AwardWinner.objects.create(award=award, nomination=standing[key], at=now) for key in order
    ]
    for winner in winners:
        contributing.note(
            employee=winner.nomination.nominee, kind=ContributionKind.AWARD,
            source=(SOURCE, str(winner.pk)), words=f"Penghargaan {award.name}",
            detail=award.purpose, on=on, now=now, url=reverse("motivation:award", args=[award.pk]),
        )  # fmt: skip
    announce(facts.AwardDecided(award.pk, now, by.pk))
    audit.record(
        by, "motivation.award_decided", award, chain=str(award.agency_id),
        reason=award.departs_because, people=[w.nomination.nominee_id for w in winners],
    )  # fmt: skip
    _issue(award, winners, on, now, by)


def _not_ready(table: judging.Table) -> list[Problem]:
    if table.award.state == AwardState.DECIDED.value:
        return [Problem(_("Penghargaan ini sudah diputuskan pejabat lain."))]
    if table.award.state == AwardState.STOPPED.value:
        return [Problem(_("Penghargaan ini dihentikan karena benturan kepentingan."))]
    if table.award.state != AwardState.JUDGING.value:
        return [Problem(_("Penghargaan ini tidak sedang dinilai."))]
    if not table.is_complete:
        return [Problem(_("Belum semua anggota panitia menilai, atau panitianya kurang."))]
    return []


def _issue(award: Award, winners: list[AwardWinner], on: date, now: datetime, by: User) -> None:
    """Last in the transaction: the series of numbers stays locked until its end."""
    drafts = award_papers.certificates(award, winners, on=on, by=by)
    for winner, letter in zip(winners, letters.issue_many(drafts, now=now, by=by), strict=True):
        winner.letter = letter
        winner.save(update_fields=["letter"])


@transaction.atomic
def withdrawn(fact: letter_facts.Withdrawn) -> None:
    """A certificate is being withdrawn: the award counts no more."""
    if fact.about_kind != award_papers.ABOUT:
        return
    rows = AwardWinner.objects.select_related("award", "nomination")
    winner = rows.filter(letter_id=fact.letter_id, revoked_at=None).first()
    if winner is None:
        return
    lock(winner)
    by = User.objects.get(pk=fact.by_id)
    winner.revoked_at, winner.revoked_by = fact.at, by
    winner.revoked_because = fact.reason[:300]
    winner.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    contributing.take_back(source=(SOURCE, str(winner.pk)), now=fact.at)
    announce(facts.AwardRevoked(winner.pk, fact.at))
    audit.record(
        by, "motivation.award_revoked", winner.award, chain=str(winner.award.agency_id),
        reason=fact.reason, employee=winner.nomination.nominee_id,
    )  # fmt: skip
