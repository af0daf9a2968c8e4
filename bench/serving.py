"""Services with 120,000 people and 20,000 open cases: public pages against a bare one, the desk, filing under blows."""

import json
import subprocess
import sys
import time
from collections.abc import Iterable

from bench import worlds
from bench.figures import Figure

COPY = "luwes_bench_services"
CASES = 20_000
PROCESSES, WEBS, SECONDS = 4, 2, 30
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
# A citizen: the form from its first page to the receipt; what is broken off is sent again.
_FILE = """
import json, re, sys, time
import httpx
base, slug, part, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
sent, again = 0, 0
end = time.monotonic() + seconds
def token(text):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[1]
while time.monotonic() < end:
    with httpx.Client(base_url=base, timeout=20, follow_redirects=True, headers={{"Referer": base}}) as site:
        def press(url, **data):
            global again
            for _ in range(40):
                try:
                    page = site.get(url)
                    if page.status_code == 200 and "csrfmiddlewaretoken" not in page.text:
                        return page
                    answer = site.post(url, data={{**data, "csrfmiddlewaretoken": token(page.text)}})
                    if answer.status_code < 500:
                        return answer
                except (httpx.HTTPError, TypeError):
                    pass
                again += 1
                time.sleep(0.25)
            raise RuntimeError(url)
        first = press(f"/layanan/{{slug}}/isi/")
        key = first.url.path.split("/")[2]
        press(f"/isi/{{key}}/1/", j_uraian=f"Ukuran {{part}} {{sent}}")
        press(f"/isi/{{key}}/2/", j_nama="Warga")
        done = press(f"/isi/{{key}}/periksa/", consent="on")
        assert "/tanda-terima/" in done.url.path, done.url
        sent += 1
print(json.dumps({{"sent": sent, "again": again}}))
"""
_COUNT = """
import django; django.setup()
from luwes.services.models import Case, FormDraft
print(Case.objects.exclude(number__startswith="UKR").filter(text__isnull=False, form_draft__isnull=False).count())
"""


def measure() -> Iterable[Figure]:
    worlds.copy_of(worlds.province(worlds.LARGE), COPY)
    worlds.collect_static(COPY)
    try:
        slug = worlds.run(COPY, _FILL.format(cases=CASES)).split()[-1]
        told = json.loads(worlds.run(COPY, _VISIT).splitlines()[-1])
        for page in ("queue", "case"):
            now = told[page]
            yield Figure("services", f"page_{page}_p95_ms", now["p95_ms"], "ms", worlds.LARGE,
                         f"median {now['median_ms']:.1f}; {CASES:,} open cases")  # fmt: skip
            yield Figure("services", f"page_{page}_queries", now["queries"], "", worlds.LARGE)
        ratio = told["bare"]["mean_ms"] / told["public"]["mean_ms"]
        yield Figure("services", "page_public_x_bare", ratio, "×", worlds.LARGE,
                     f"median {told['public']['median_ms']:.1f} ms: first page, searches, one service")  # fmt: skip
        yield _filed(slug)
    finally:
        worlds.drop(COPY)


def _filed(slug: str) -> Figure:
    """Citizens file while one of the web processes, then the worker, is killed."""
    port = 8700
    env = worlds.environment(COPY) | {
        "LUWES_FILINGS_PER_HOUR": "1000000",
        "LUWES_URL": f"http://127.0.0.1:{port}",
    }
    web = subprocess.Popen([worlds.ROOT / ".venv/bin/granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
                            "--workers", str(WEBS), "--respawn-failed-workers", "luwes.project.wsgi:application"], env=env, cwd=worlds.ROOT,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    command = [worlds.ROOT / ".venv/bin/luwes", "procrastinate", "worker"]
    worker = subprocess.Popen(command, env=env, cwd=worlds.ROOT, stderr=subprocess.DEVNULL)
    try:
        time.sleep(12)
        code = _FILE.format()
        citizens = [
            subprocess.Popen([sys.executable, "-c", code, f"http://127.0.0.1:{port}", slug, str(part), str(SECONDS)],
                             stdout=subprocess.PIPE, text=True)
            for part in range(PROCESSES)
        ]  # fmt: skip
        time.sleep(SECONDS / 3)
        children = subprocess.run(
            ["pgrep", "-P", str(web.pid)], capture_output=True, text=True
        ).stdout.split()
        if children:
            subprocess.run(["kill", "-9", children[0]], check=False)
        time.sleep(SECONDS / 3)
        worker.kill()
        told = [json.loads(one.communicate(timeout=120)[0].splitlines()[-1]) for one in citizens]
    finally:
        web.terminate()
        web.wait(30)
        worker.kill()
    sent, again = sum(t["sent"] for t in told), sum(t["again"] for t in told)
    kept = int(worlds.run(COPY, _COUNT).split()[-1])
    note = f"{kept} kept of {sent} sent, {again} steps tried again; a web process and the worker killed; four steps each"
    return Figure(
        "services",
        "submissions_per_s",
        sent / SECONDS if kept == sent else 0,
        "1/s",
        worlds.LARGE,
        note,
    )
