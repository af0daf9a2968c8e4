"""10,000 people ordered at once, and how many of their letters are signed in a second."""

import json
import subprocess
import sys
import time
from collections.abc import Iterable

from bench import worlds
from bench.figures import Figure

COPY = "luwes_bench_issue"
NEEDS, HEADS, LETTERS = 400, 25, 400
# Needs stated, planned and submitted; `waiting` are the approvals to give.
ORDER = """
import json, time
import django; django.setup()
from datetime import timedelta
from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.periods import Period
from luwes.demo.story import run_jobs
from luwes.letters.models import Letter
from luwes.mobilisation import actions as incidents, rules
from luwes.organisation.models import Agency
from luwes.places.models import Area
from luwes.staffing.actions import decisions, issue, needs, plans
from luwes.staffing.models import Assignment, Plan
from luwes.staffing.rules import NeedDraft
by, now = User.objects.get(username="bpbd"), clock.now()
agencies = list(Agency.objects.all())
province = next(a for a in agencies if a.code == "18")
areas = list(Area.objects.filter(level="district", lat__isnull=False).order_by("code"))
incident = incidents.declare(agency=province, hazard=rules.Hazard.FLOOD, name="Ukuran", area=province.area,
    started_at=now, helpers=agencies, now=now, by=by)
period = Period(clock.today() + timedelta(days=30), clock.today() + timedelta(days=37))
for number in range({needs}):
    draft = NeedDraft("Petugas", period, {heads}, {heads}, 1 + number % 3)
    needs.state_need(owner_kind="incident", owner_id=incident.pk, draft=draft, area=areas[number % len(areas)],
        post=f"Pos {{number}}", groups=[], reason="Ukuran", on=clock.today(), by=by)
plan = plans.make(owner_kind="incident", owner_id=incident.pk, now=now, by=by)
run_jobs()
plan.refresh_from_db()
plans.submit(plan=plan, decide_within=timedelta(hours=2), now=now, by=by)
approver = {{a.pk: User.objects.get(username="sekda" if a.code == "18" else "sekda-" + a.code.replace(".", ""))
    for a in agencies}}
waiting = list(plan.approvals.select_related("plan").order_by("pk"))
"""
_ISSUE = (
    ORDER.format(needs=NEEDS, heads=HEADS)
    + """
began = time.perf_counter()
for approval in waiting:
    decisions.approve(approval=approval, now=now, by=approver[approval.agency_id])
approved = time.perf_counter() - began
issue.issue(plan_id=plan.pk, now=now, on=clock.today())
took = time.perf_counter() - began
made = Assignment.objects.filter(plan=plan).count()
print(json.dumps({"s": took, "approved": approved, "made": made, "solve": plan.result["seconds"], "agencies": len(waiting)}))
"""
)
_SIGN = f"""
import json, sys, time
import django; django.setup()
from luwes.core import clock
from luwes.letters import actions
from luwes.letters.models import Letter
part = int(sys.argv[1])
waiting = list(Letter.objects.filter(state="issued").order_by("pk")[part::2][:{LETTERS}])
actions.produce(letter=waiting.pop(), now=clock.now())
print("ready", flush=True)
sys.stdin.readline()
for letter in waiting:
    actions.produce(letter=letter, now=clock.now())
print(len(waiting), flush=True)
"""


def measure() -> Iterable[Figure]:
    worlds.copy_of(worlds.province(worlds.LARGE), COPY)
    try:
        told = json.loads(worlds.run(COPY, _ISSUE).splitlines()[-1])
        scale = 10_000 / told["made"]
        note = (
            f"{told['made']} assignments over {told['agencies']} governments took {told['s']:.1f} s,"
            f" {told['approved']:.1f} of them the approvals"
        )
        yield Figure("staffing", "issue_10k_s", told["s"] * scale, "s", worlds.LARGE, note)
        yield Figure(
            "staffing", "solve_10k_s", told["solve"], "s", worlds.LARGE, "from the database"
        )
        yield Figure("letters", "letters_per_s", _letters_per_second(), "1/s", worlds.LARGE,
                     f"two workers, {2 * (LETTERS - 1)} letters")  # fmt: skip
    finally:
        worlds.drop(COPY)


def _letters_per_second() -> float:
    """Two workers as an installation of two cores would run; their start is not counted."""
    workers = [
        subprocess.Popen([sys.executable, "-c", _SIGN, str(part)], env=worlds.environment(COPY),
                         cwd=worlds.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for part in range(2)
    ]  # fmt: skip
    for worker in workers:
        assert worker.stdout
        while (line := worker.stdout.readline()) and line != "ready\n":
            pass
    began = time.perf_counter()
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    signed = [int(worker.communicate()[0].split()[-1]) for worker in workers]
    return sum(signed) / (time.perf_counter() - began)
