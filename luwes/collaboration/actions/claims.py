"""What one side says is done, and what the other side sees."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access, facts, photos
from luwes.collaboration.actions.programmes import work_of
from luwes.collaboration.models import Claim, Milestone, ProgrammePhoto
from luwes.collaboration.queries.programmes import ANSWERED, step
from luwes.collaboration.rules import claiming, schedule
from luwes.collaboration.rules.states import ClaimState, ProgrammeState
from luwes.core.access import require
from luwes.core.db import lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce


@transaction.atomic
def claim(
    *, milestone: Milestone, percent: int, words: str, pictures: photos.PhotoDraft,
    on: date, now: datetime, by: User,
) -> Claim:  # fmt: skip
    """
    So much of it is done; the other side is asked.

    :raises Refused: with all that stands against it: what it waits for, another claim, percent, photos
    """
    require(access.can_claim(by, milestone, on))
    lock(milestone.programme)
    lock(milestone)
    require(access.can_claim(by, milestone, on))  # who does it may have been changed meanwhile
    problems = _may_begin(milestone, on)
    if milestone.claims.filter(state=ClaimState.WAITING.value).exists():
        problems.append(Problem(_("Klaim sebelumnya masih menunggu pemeriksaan.")))
    problems += claiming.claim_problems(percent, verified=milestone.verified, photos=len(pictures.files))  # fmt: skip
    problems += _words_problems(words, pictures, on)
    refuse(problems)
    taken = [photos.taken(data) for data in pictures.files]
    made = Claim.objects.create(
        milestone=milestone,
        percent=percent,
        words=words.strip(),
        side=milestone.side,
        at=now,
        by=by,
    )
    milestone.claimed = percent
    milestone.save(update_fields=["claimed"])
    _keep(made, taken, pictures, now, by, by_verifier=False)
    announce(facts.Claimed(made.pk, now))
    _log(made, "collaboration.milestone_claimed", by, percent)
    return made


def _may_begin(milestone: Milestone, on: date) -> list[Problem]:
    problems = []
    if milestone.programme.state != ProgrammeState.RUNNING.value:
        problems.append(Problem(_("Program ini tidak sedang berjalan.")))
    if milestone.dropped_because:
        problems.append(Problem(_("Tonggak ini sudah dibatalkan.")))
    problems += work_of(milestone.partner, on)
    earlier = {row.pk: row for row in milestone.waits_for.order_by("order", "pk")}
    steps = {pk: step(row) for pk, row in earlier.items()}
    for pk in schedule.open_before(milestone.pk, {milestone.pk: list(earlier)}, steps):
        words = _("Menunggu tonggak sebelumnya terverifikasi seluruhnya: %s.")
        problems.append(Problem(words % earlier[pk].title))
    return problems


def _words_problems(words: str, pictures: photos.PhotoDraft, on: date) -> list[Problem]:
    problems = []
    if not words.strip():
        problems.append(Problem(_("Tulis apa yang dikerjakan atau terlihat."), "words"))
    elif len(words) > claiming.MOST_WORDS:
        problems.append(Problem(_("Paling banyak %d huruf.") % claiming.MOST_WORDS, "words"))
    if pictures.files and pictures.on > on:
        problems.append(Problem(_("Hari ini belum datang."), "taken_on"))
    return problems


def _keep(
    row: Claim, taken: Collection[photos.Taken], pictures: photos.PhotoDraft,
    now: datetime, by: User, *, by_verifier: bool,
) -> None:  # fmt: skip
    milestone = row.milestone
    for one in taken:
        photo = ProgrammePhoto(
            programme=milestone.programme, claim=row, by_verifier=by_verifier, place=milestone.place,
            width=one.picture.width, height=one.picture.height, on=pictures.on, at=now, by=by,
            words=(pictures.words.strip() or milestone.title)[:200], camera_on=one.camera.on,
            camera_lat=one.camera.lat, camera_lon=one.camera.lon,
        )  # fmt: skip
        photo.image.save(f"{uuid4()}.jpg", ContentFile(one.picture.jpeg), save=True)


@transaction.atomic
def withdraw(*, claim: Claim, on: date, now: datetime, by: User) -> None:
    """
    Taken back by the side that claimed it, before the other side has answered.

    :raises Refused: once it is answered
    """
    require(access.can_claim(by, claim.milestone, on))
    _hold(claim)
    require(access.can_claim(by, claim.milestone, on))
    _is_waiting(claim)
    milestone = claim.milestone
    earlier = milestone.claims.filter(state__in=ANSWERED).order_by("-at", "-pk").first()
    claim.state, claim.answered_at = ClaimState.WITHDRAWN.value, now
    claim.save(update_fields=["state", "answered_at"])
    milestone.claimed = max(milestone.verified, earlier.percent if earlier else 0)
    milestone.save(update_fields=["claimed"])
    _log(claim, "collaboration.claim_withdrawn", by, claim.percent)


@transaction.atomic
def verify(
    *, claim: Claim, percent: int, words: str, pictures: photos.PhotoDraft,
    on: date, now: datetime, by: User,
) -> None:  # fmt: skip
    """
    The other side has looked. Less than was claimed: not so, and what was seen is verified.

    :raises Refused: when it is answered already, for a percentage that can't be, or before whoever
        looks for the government has said that no partner concerns them
    """
    require(access.can_verify(by, claim, on))
    if access.must_say_no_conflict(by, claim):
        words = _("Sebelum memeriksa, nyatakan sekali bahwa Anda tidak punya benturan kepentingan dengan mitra program ini.")  # fmt: skip
        refuse([Problem(words, law="PermenPANRB 17/2024")])
    _hold(claim)
    require(access.can_verify(by, claim, on))
    _is_waiting(claim)
    milestone = claim.milestone
    problems = claiming.seen_problems(
        percent, claimed=claim.percent, verified=milestone.verified, photos=len(pictures.files)
    )
    refuse([*problems, *_words_problems(words, pictures, on)])
    taken = [photos.taken(data) for data in pictures.files]
    state = ClaimState.VERIFIED if percent == claim.percent else ClaimState.NOT_SO
    claim.state, claim.seen_percent, claim.answer = state.value, percent, words.strip()
    claim.answered_at, claim.answered_by = now, by
    claim.save(update_fields=["state", "seen_percent", "answer", "answered_at", "answered_by"])
    milestone.verified = percent
    if percent == 100:
        milestone.verified_on = on
    milestone.save(update_fields=["verified", "verified_on"])
    _keep(claim, taken, pictures, now, by, by_verifier=True)
    announce(facts.Verified(claim.pk, now))
    if percent == 100:
        announce(facts.MilestoneReached(milestone.pk, now))
    _log(claim, "collaboration.milestone_verified", by, percent)


def _hold(claim: Claim) -> None:
    """The programme first, as who changes its milestones does."""
    lock(claim.milestone.programme)
    lock(claim, claim.milestone)


def _is_waiting(claim: Claim) -> None:
    if claim.state != ClaimState.WAITING.value:
        refuse([Problem(_("Klaim ini sudah dijawab atau ditarik."))])


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Ask the other side again, once, where a claim waits too long; how many."""
    late = Claim.objects.filter(
        state=ClaimState.WAITING.value, reminded_at=None,
        at__lte=now - timedelta(days=claiming.ANSWER_DAYS),
        milestone__programme__state=ProgrammeState.RUNNING.value,
    )  # fmt: skip
    lock_all(late)
    found = list(late.order_by("pk"))
    for row in found:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        announce(facts.Claimed(row.pk, now, again=True))
    return len(found)


def _log(claim: Claim, deed: str, by: User, percent: int) -> None:
    milestone = claim.milestone
    audit.record(by, deed, milestone, chain=str(milestone.programme.agency_id), percent=percent)
