"""The committee: interests that keep out, scores with reasons."""

from collections.abc import Mapping
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
from luwes.motivation.models import BAR_LABELS, AwardScore, JudgeInterest, Nomination
from luwes.motivation.queries import judging as queries
from luwes.motivation.rules.awards import HIGHEST, LOWEST, AwardState, NominationState

LAW = "PermenPANRB 17/2024"


@transaction.atomic
def declare(*, nomination: Nomination, words: str, on: date, now: datetime, by: User) -> None:
    """
    Somebody on the committee is too near to judge this nominee; it stands. Said again, nothing
    happens. Once everybody has scored, the ranking is known: it is not recounted, the award stops.

    :raises Refused: without words, or when nothing is judged any more
    """
    award = nomination.award
    require(access.judged_awards(by).filter(pk=award.pk).exists())
    lock(award)
    if JudgeInterest.objects.filter(nomination=nomination, user=by).exists():
        return
    problems = []
    if award.state not in {AwardState.OPEN.value, AwardState.JUDGING.value}:
        problems.append(Problem(_("Penilaian sudah berakhir.")))
    if not words.strip():
        problems.append(Problem(_("Jelaskan singkat; pengelola dan pejabat yang memutuskan membacanya."), "words", "PermenPANRB 17/2024"))  # fmt: skip
    refuse(problems)
    is_late = award.state == AwardState.JUDGING.value and queries.table_of(award, on).is_complete
    JudgeInterest.objects.create(nomination=nomination, user=by, words=words.strip()[:300], at=now)
    _log(by, "motivation.interest_declared", nomination)
    if is_late:
        award.state = AwardState.STOPPED.value
        award.save(update_fields=["state"])
        announce(facts.AwardMoved(award.pk, now, by.pk))
        _log(by, "motivation.award_stopped", nomination)
    elif award.state == AwardState.JUDGING.value:
        told_if_changed(award, on, now)


@transaction.atomic
def score(
    *, nomination: Nomination, scores: Mapping[int, tuple[int, str]], on: date, now: datetime,
    by: User,
) -> None:  # fmt: skip
    """
    One judge's scores of one nominee, by every criterion with a reason. They may be changed until
    everybody has scored.

    :param scores: by criterion: 1 to 5, and why
    :raises Refused: for whom the judge must not judge, for anything left out, and once all are in
    """
    award = nomination.award
    require(access.judged_awards(by).filter(pk=award.pk).exists())
    lock(award, nomination)
    table = queries.table_of(award, on)
    refuse(_closed(table, nomination))
    if bar := table.bar(by.pk, nomination.pk):
        told = _("Anda tidak menilai calon ini: %s.") % BAR_LABELS[bar.value]
        refuse([Problem(told, law="PermenPANRB 17/2024")])
    problems = []
    for criterion in table.criteria:
        value, reason = scores.get(criterion.pk, (0, ""))
        if not LOWEST <= value <= HIGHEST:
            problems.append(Problem(_("Pilih nilai 1 sampai 5."), f"score_{criterion.pk}"))
        if not reason.strip():
            problems.append(Problem(_("Tulis alasannya."), f"reason_{criterion.pk}"))
    refuse(problems)
    for criterion in table.criteria:
        value, reason = scores[criterion.pk]
        AwardScore.objects.update_or_create(
            nomination=nomination, criterion=criterion, judge=by,
            defaults={"score": value, "reason": reason.strip()[:300], "at": now},
        )  # fmt: skip
    _log(by, "motivation.scored", nomination)
    if queries.table_of(award, on).is_complete:
        announce(facts.AllScored(award.pk, now))


def _closed(table: queries.Table, nomination: Nomination) -> list[Problem]:
    if table.award.state != AwardState.JUDGING.value:
        return [Problem(_("Penghargaan ini tidak sedang dinilai."))]
    if nomination.state != NominationState.STANDING.value:
        return [Problem(_("Calon ini sudah mundur."))]
    if table.is_complete:
        return [Problem(_("Semua sudah menilai; nilai tidak diubah lagi."))]
    return []


def _log(by: User, deed: str, row: Nomination) -> None:
    """Who scored whom is logged, not what: the log is read before all have scored."""
    chain = str(row.award.agency_id)
    audit.record(by, deed, row.award, chain=chain, employee=row.nominee_id)
