"""A programme as large as they come: its page for who leads it and the one for everybody."""

import json
from collections.abc import Iterable

from bench import worlds
from bench.figures import Figure

COPY = "luwes_bench_collaboration"
MILESTONES, CLAIMS, VOICES, PHOTOS = 40, 400, 2_000, 600
# Ten claims a milestone, all looked at but the last; five voices a claim, a photo and a half a claim.
FILL = """
import django; django.setup()
from datetime import timedelta
from luwes.accounts.models import User
from luwes.collaboration.models import Claim, Milestone, Programme, ProgrammePhoto, ResidentVoice
from luwes.core import clock
now, on = clock.now(), clock.today()
row = Programme.objects.filter(slug__startswith="berkibar").order_by("pk")[0]
joined, place = row.partners.get(), row.places.order_by("pk")[0]
lead = User.objects.get(username="program")
speaker = joined.partner.representatives.get().user
last = row.milestones.order_by("-order")[0].order
steps = Milestone.objects.bulk_create([Milestone(programme=row, order=last + 1 + n, title=f"Ukuran {{n}}", evidence="Terlihat",
    side="partner" if n % 2 else "government", partner=joined if n % 2 else None, place=place, due=on + timedelta(days=n - 20),
    weight=1 + n % 5, residents=True, claimed=100, verified=90) for n in range({milestones})])
through = Milestone.waits_for.through
through.objects.bulk_create([through(from_milestone=later, to_milestone=earlier) for earlier, later in zip(steps, steps[1:])])
a_step = {claims} // {milestones}
claims = Claim.objects.bulk_create([Claim(milestone=step, percent=(n + 1) * 100 // a_step, words="Ukuran", side=step.side,
    state="waiting" if n == a_step - 1 else "verified", at=now - timedelta(days=200 - n), by=speaker if step.partner_id else lead,
    answered_at=None if n == a_step - 1 else now - timedelta(days=199 - n), seen_percent=None if n == a_step - 1 else (n + 1) * 100 // a_step)
    for step in steps for n in range(a_step)])
ResidentVoice.objects.bulk_create([ResidentVoice(claim=claims[n % len(claims)], is_so=bool(n % 3), words=f"Ukuran {{n}}", mark=f"{{n:064}}",
    at=now, is_shown=bool(n % 4)) for n in range({voices})])
ProgrammePhoto.objects.bulk_create([ProgrammePhoto(programme=row, claim=claims[n % len(claims)], by_verifier=bool(n % 2), image=f"ukuran/{{n}}.jpg",
    width=1280, height=960, words=f"Ukuran {{n}}", on=on, place=place, camera_on=on, at=now - timedelta(minutes=n), by=lead) for n in range({photos})])
"""
_VISIT = """
import django, json; django.setup()
from bench.visiting import visit_programme; print(json.dumps(visit_programme()))
"""


def filling() -> str:
    return FILL.format(milestones=MILESTONES, claims=CLAIMS, voices=VOICES, photos=PHOTOS)


def measure() -> Iterable[Figure]:
    """The pages do not grow with people, so the small world is enough."""
    worlds.copy_of(worlds.province(worlds.SMALL), COPY)
    worlds.collect_static(COPY)
    try:
        worlds.run(COPY, filling())
        told = json.loads(worlds.run(COPY, _VISIT).splitlines()[-1])
    finally:
        worlds.drop(COPY)
    many = f"{MILESTONES} milestones, {CLAIMS} claims, {VOICES:,} voices, {PHOTOS} photos"
    for page, now in told.items():
        note = f"p95, median {now['median_ms']:.1f}; {many}"
        yield Figure("collaboration", f"page_{page}_ms", now["p95_ms"], "ms", worlds.SMALL, note)
        yield Figure("collaboration", f"page_{page}_queries", now["queries"], "", worlds.SMALL)
