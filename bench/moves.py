"""10,000 people moved on one day: every rule looked at again, of each decree all or nobody."""

import json
from collections.abc import Iterable

from bench import worlds
from bench.figures import Figure

COPY = "luwes_bench_moves"
MOVES = 10_000
# A decree a government, in rings among those who hold the same title: every post is left and taken at once.
_MOVE = """
import json, time
import django; django.setup()
from collections import defaultdict
from datetime import timedelta
from luwes.accounts.models import User
from luwes.appointments.actions.moves import effecting
from luwes.appointments.models import Appointment, Move, MoveRequest
from luwes.core import clock
from luwes.organisation.models import Agency
by, now, on = User.objects.get(username="bpbd"), clock.now(), clock.today()
left, requests = {moves}, []
for agency in Agency.objects.order_by("code"):
    rows = Appointment.objects.filter(kind="definitive", period__contains=on, unit__agency=agency, single_holder=False,
        employee__employment="pns", employee__legal_standing="1", employee__birth_date__gt="1975-01-01",
        period__startswith__lt=on, period__endswith=None).order_by("pk")
    rings = defaultdict(list)
    for row in rows.select_related("position"):
        rings[row.position.title_id].append(row)
    moves = []
    for ring in sorted(rings.values(), key=len, reverse=True):
        moves += [(a, b) for a, b in zip(ring, ring[1:] + ring[:1]) if a.position_id != b.position_id]
    if not left or not moves:
        continue
    request = MoveRequest.objects.create(agency=agency, number=9_000, title="Ukuran", effective_on=on + timedelta(days=1),
        basis="Ukuran", state="decreed", made_by=by, made_at=now, approved_by=by)
    made = Move.objects.bulk_create([Move(request=request, order=n, employee_id=a.employee_id, kind="transfer", origin=a,
        to_position=b.position) for n, (a, b) in enumerate(moves[:left], 1)], batch_size=2000)
    left -= len(made)
    requests.append(request)
began = time.perf_counter()
done = [effecting.become_effective(request_id=r.pk, now=now, on=on + timedelta(days=1)) for r in requests]
took = time.perf_counter() - began
print(json.dumps({{"s": took, "made": {moves} - left, "requests": len(done), "states": sorted({{d.state for d in done}}), "why": [d.stopped[:2] for d in done]}}))
"""


def measure(people: int = worlds.LARGE, moves: int = MOVES) -> Iterable[Figure]:
    worlds.copy_of(worlds.province(people), COPY)
    try:
        told = json.loads(worlds.run(COPY, _MOVE.format(moves=moves)).splitlines()[-1])
        if told["states"] != ["effective"]:
            raise RuntimeError(f"a decree stopped: {told['why']}")
        note = f"{told['made']:,} moves of {told['requests']} decrees took {told['s']:.1f} s"
        yield Figure(
            "appointments", "moves_10k_s", told["s"] * MOVES / told["made"], "s", people, note
        )
    finally:
        worlds.drop(COPY)
