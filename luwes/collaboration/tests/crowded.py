"""A programme with as many milestones, claims, voices and photos as they come."""

from datetime import timedelta
from itertools import pairwise

from luwes.collaboration.models import Claim, Milestone, Programme, ProgrammePhoto, ResidentVoice
from luwes.collaboration.tests.builders import NOW, TODAY, Scene


def crowd(scene: Scene, programme: Programme, *, milestones: int, claims: int, voices: int, photos: int) -> None:  # fmt: skip
    """
    Straight into the tables. Half of the milestones are the partner's; all claims but a milestone's
    last are looked at; `claims` and `voices` a milestone and a claim, `photos` a claim.
    """
    joined, place = programme.partners.get(), programme.places.order_by("pk")[0]
    first = programme.milestones.count()
    steps = Milestone.objects.bulk_create([
        Milestone(
            programme=programme, order=first + n, title=f"Ruas {n}", evidence="Terlihat", place=place,
            side="partner" if n % 2 else "government", partner=joined if n % 2 else None,
            due=TODAY + timedelta(days=n - 20), weight=1 + n % 5, residents=True, claimed=100,
            verified=90,
        )
        for n in range(milestones)
    ])  # fmt: skip
    through = Milestone.waits_for.through
    through.objects.bulk_create(
        [through(from_milestone=b, to_milestone=a) for a, b in pairwise(steps)]
    )
    told = Claim.objects.bulk_create([
        Claim(
            milestone=step, percent=(n + 1) * 100 // claims, words="Sudah", side=step.side,
            by=scene.rep if step.partner_id else scene.lead, at=NOW - timedelta(days=200 - n),
            **(
                {"state": "waiting"} if n == claims - 1
                else {"state": "verified", "seen_percent": (n + 1) * 100 // claims,
                      "answered_at": NOW - timedelta(days=199 - n), "answered_by": scene.colleague}
            ),
        )
        for step in steps for n in range(claims)
    ])  # fmt: skip
    ResidentVoice.objects.bulk_create([
        ResidentVoice(
            claim=claim, is_so=bool(n % 3), words=f"Kata {n}", at=NOW - timedelta(minutes=n),
            mark=f"{claim.pk}-{n}".rjust(64, "0"), is_shown=bool(n % 4),
        )
        for claim in told for n in range(voices)
    ])  # fmt: skip
    ProgrammePhoto.objects.bulk_create([
        ProgrammePhoto(
            programme=programme, claim=claim, by_verifier=bool(n % 2), image=f"uji/{claim.pk}-{n}.jpg",
            width=1280, height=960, words=f"Foto {n}", on=TODAY, place=place, camera_on=TODAY,
            at=NOW, by=scene.lead,
        )
        for claim in told for n in range(photos)
    ])  # fmt: skip
