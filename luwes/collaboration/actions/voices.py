"""What residents see of a claim: said once, shown once an officer let it through."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.models import Claim, ResidentVoice
from luwes.collaboration.rules.states import ClaimState, ProgrammeState
from luwes.core.access import require
from luwes.core.db import insert_once, lock
from luwes.core.errors import Problem, refuse
from luwes.core.secrets import fingerprint

MOST = 300


@transaction.atomic
def say(*, claim: Claim, is_so: bool, words: str, device: str, now: datetime) -> None:
    """
    :raises Refused: where residents are not asked, for too many words, or the second time from a device
    """
    milestone = claim.milestone
    problems = []
    if not (milestone.residents and milestone.programme.is_public):
        problems.append(Problem(_("Tonggak ini tidak dinilai warga.")))
    if milestone.programme.state != ProgrammeState.RUNNING.value or milestone.dropped_because:
        problems.append(Problem(_("Tonggak ini tidak dinilai lagi.")))
    newer = (
        milestone.claims.exclude(state=ClaimState.WITHDRAWN.value).order_by("-at", "-pk").first()
    )
    if newer is None or newer.pk != claim.pk:
        problems.append(Problem(_("Klaim ini sudah ditarik atau ada yang lebih baru.")))
    if len(words.strip()) > MOST:
        problems.append(Problem(_("Paling banyak %d huruf.") % MOST, "words"))
    refuse(problems)
    voice = ResidentVoice(
        claim=claim, is_so=is_so, words=words.strip(), at=now,
        mark=fingerprint(f"collaboration voice {claim.pk} {device}"),
    )  # fmt: skip
    if not insert_once(voice):
        refuse([Problem(_("Dari perangkat ini suara untuk klaim ini sudah masuk."))])


@transaction.atomic
def look(
    *, voice: ResidentVoice, is_shown: bool, reason: str, on: date, now: datetime, by: User
) -> None:
    """
    Its words are let through, or hidden with a reason, also after they were shown; the voice counts
    either way. Asked again alike, nothing happens.

    :raises Refused: when hidden without a reason
    """
    programme = voice.claim.milestone.programme
    require(access.can_manage(by, programme, on))
    lock(voice)
    if voice.looked_at is not None and voice.is_shown == is_shown:
        return
    if not is_shown and not reason.strip():
        refuse([Problem(_("Tulis mengapa kata-kata ini tidak ditampilkan."), "reason")])
    voice.is_shown, voice.hidden_because = is_shown, "" if is_shown else reason.strip()[:200]
    voice.looked_at, voice.looked_by = now, by
    voice.save(update_fields=["is_shown", "hidden_because", "looked_at", "looked_by"])
    audit.record(
        by, "collaboration.voice_shown" if is_shown else "collaboration.voice_hidden", programme,
        chain=str(programme.agency_id), reason=voice.hidden_because,
    )  # fmt: skip
