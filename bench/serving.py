"""Services with 120,000 people and 20,000 open cases: public pages against a bare one, the desk, filing under blows."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import psycopg

from bench import worlds
from bench.figures import Figure

COPY = "luwes_bench_services"
CASES = 20_000
PROCESSES, WEBS, SECONDS, STARTS_S = 4, 2, 30, 12
DRAFTS = 1_000
PORT = 8700
BASE = f"http://127.0.0.1:{PORT}"
# A government's desk that is far behind: an officer with 300 open cases, a unit with all of them.
_FILL = """
import json
import django; django.setup()
from datetime import timedelta
from django.conf import settings
from luwes.accounts.models import Grant, User
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.models import Agency
from luwes.people.models import Employee
from luwes.services.actions import reference
from luwes.services.models import Case, CaseClock, CaseEntry, Service
now, on = clock.now(), clock.today()
by = User.objects.get(username="admin")
Grant.objects.create(user=by, role="service_manager", scope_kind="all", period=Period(on - timedelta(days=900)))
if not Service.objects.exists():
    reference.load(now=now, on=on, by=by)
service = Service.objects.select_related("unit", "agency").order_by("pk")[0]
officer = Employee.objects.filter(agency=service.agency, user=None, is_current=True).order_by("pk")[0]
officer.user = User.objects.create(username="meja", name="Petugas", created_at=now)
officer.save()
Grant.objects.create(user=officer.user, role="service_officer", scope_kind="unit", scope_id=str(service.unit_id), period=Period(on - timedelta(days=900)))
cases = Case.objects.bulk_create([Case(number=f"UKR-26-{{n:06}}", secret_hash="0" * 64, kind=service.kind, service=service,
    agency=service.agency, unit=service.unit, officer=officer if n < 300 else None, state="assigned" if n < 300 else "received",
    text="Ukuran", name="Warga", received_at=now - timedelta(minutes=n), consent_at=now, consent_words="Setuju",
    due_at=now + timedelta(minutes=n - 100)) for n in range({cases})], batch_size=2000)
CaseClock.objects.bulk_create([CaseClock(case=c, kind=kind, minutes=1350, basis="PermenPANRB 62/2018", started_at=c.received_at) for c in cases for kind in ("first_answer", "finish")], batch_size=2000)
CaseEntry.objects.bulk_create([CaseEntry(case=c, kind="filed", at=c.received_at, by_citizen=True, text="Ukuran") for c in cases], batch_size=2000)
print(service.slug)
"""
_VISIT = """
import django, json; django.setup()
from bench.visiting import visit_services; print(json.dumps(visit_services()))
"""
# Of drafts by their secrets: whose case is not there with its photo, and what is there beyond them.
_CHECK = """
import hashlib, json, sys
import django; django.setup()
from luwes.core.secrets import fingerprint
from luwes.services.models import Case, CaseFile, FormDraft
keys, before = json.load(sys.stdin)
drafts = FormDraft.objects.filter(key_hash__in=[fingerprint(key) for key in keys]).exclude(case=None)
cases = set(drafts.values_list("case_id", flat=True))
whole, files = set(), 0
for row in CaseFile.objects.filter(case__in=cases, by_citizen=True):
    files += 1
    if hashlib.sha256(row.file.open().read()).hexdigest() == row.sha256:
        whole.add(row.case_id)
print(json.dumps([len(keys) - len(whole), Case.objects.count() - before - len(cases) + files - len(whole)]))
"""


def measure(people: int = worlds.LARGE) -> Iterable[Figure]:
    worlds.copy_of(worlds.province(people), COPY)
    worlds.collect_static(COPY)
    try:
        slug = worlds.run(COPY, _FILL.format(cases=CASES)).split()[-1]
        worlds.analyse(COPY)
        told = json.loads(worlds.run(COPY, _VISIT).splitlines()[-1])
        for page in ("queue", "case"):
            now = told[page]
            yield Figure("services", f"page_{page}_p95_ms", now["p95_ms"], "ms", people,
                         f"median {now['median_ms']:.1f}; {CASES:,} open cases")  # fmt: skip
            yield Figure("services", f"page_{page}_queries", now["queries"], "", people)
        ratio = told["bare"]["mean_ms"] / told["public"]["mean_ms"]
        yield Figure("services", "page_public_x_bare", ratio, "×", people,
                     f"median {told['public']['median_ms']:.1f} ms: first page, searches, one service")  # fmt: skip
        for name, filed in _filed(slug).items():
            yield Figure("services", f"{name}_per_s", filed.a_second, "1/s", people, filed.note)
            yield Figure("services", f"{name}_lost", filed.lost, "", people)
            yield Figure("services", f"{name}_doubled", filed.doubled, "", people)
    finally:
        worlds.drop(COPY)


@dataclass(frozen=True)
class Filed:
    """How many a second; which of them are not there with their photo, or twice; how it went."""

    a_second: float
    lost: int
    doubled: int
    note: str


def _filed(slug: str) -> dict[str, Filed]:
    """
    Citizens send drafts that are ready, each with a photo, then go the whole way from the first page to
    the receipt; a third into each a web process is killed, two thirds into it the worker.
    """
    environment = worlds.environment(COPY) | {
        "LUWES_FILINGS_PER_HOUR": "1000000", "LUWES_URL": BASE
    }  # fmt: skip
    serve = [worlds.ROOT / ".venv/bin/granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT),
             "--workers", str(WEBS), "--blocking-threads", "8", "--respawn-failed-workers", "luwes.project.wsgi:application"]  # fmt: skip
    web = subprocess.Popen(serve, env=environment, cwd=worlds.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        time.sleep(STARTS_S)
        return {
            "submissions": _blown(web, environment, "confirm", slug, DRAFTS // PROCESSES),
            "filings": _blown(web, environment, "walk", slug, SECONDS),
        }
    finally:
        web.terminate()
        web.wait(30)


def _blown(
    web: "subprocess.Popen[bytes]", environment: dict[str, str], way: str, slug: str, much: int
) -> Filed:
    command = [worlds.ROOT / ".venv/bin/luwes", "procrastinate", "worker"]
    worker = subprocess.Popen(command, env=environment, cwd=worlds.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    citizens = [
        subprocess.Popen([sys.executable, "-m", "bench.citizens", way, BASE, slug, str(part), str(much)],
                         cwd=worlds.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for part in range(PROCESSES)
    ]  # fmt: skip
    try:
        for one in citizens:
            assert one.stdout
            assert one.stdout.readline() == "ready\n"
        before, began = _cases(), time.time()

        def share() -> float:
            if way == "confirm":
                return (_cases() - before) / DRAFTS
            return (time.time() - began) / SECONDS

        for one in citizens:
            assert one.stdin
            one.stdin.write("go\n")
            one.stdin.flush()
        _wait(lambda: share() >= 1 / 3, citizens)
        calm = (_cases() - before) / (time.time() - began)
        children = subprocess.run(
            ["pgrep", "-P", str(web.pid)], capture_output=True, text=True
        ).stdout.split()
        subprocess.run(["kill", "-9", children[-1]], check=True)
        _wait(lambda: share() >= 2 / 3, citizens)
        worker.kill()
        told = [json.loads(one.communicate(timeout=300)[0].splitlines()[-1]) for one in citizens]
    finally:
        worker.kill()
        for one in citizens:
            one.kill()
    keys = [key for each in told for key in each["keys"]]
    lost, doubled = json.loads(worlds.run(COPY, _CHECK, given=json.dumps([keys, before])).splitlines()[-1])  # fmt: skip
    note = f"{len(keys):,} with a photo each, {calm:.1f}/s before the blow; {sum(t['again'] for t in told)} requests sent again"
    return Filed(len(keys) / (max(t["ended"] for t in told) - began), lost, doubled, note)


def _cases() -> int:
    with psycopg.connect(worlds.url_of(COPY)) as connection:
        row = connection.execute("SELECT count(*) FROM services_case").fetchone()
    assert row
    return int(row[0])


def _wait(until: Callable[[], bool], citizens: "list[subprocess.Popen[str]]") -> None:
    """Or until one of them gave up."""
    while not until() and all(one.poll() is None for one in citizens):
        time.sleep(0.2)
