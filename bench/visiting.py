"""Opens pages in this process, as different people with different words; see `pages`."""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from luwes.accounts.models import User
from luwes.collaboration.models import Programme
from luwes.core import clock
from luwes.mobilisation.models import Incident
from luwes.organisation.models import Agency, OrgUnit, Position, UnitShape
from luwes.people.models import Employee
from luwes.services.models import Case, Service
from luwes.staffing.models import Assignment, Plan

WARM, TIMES = 6, 60
PAST = "2025-06-01"
WORDS = ("siti", "rahmawaty", "budi santoso", "1985", "ahmad", "dewi", "perawat", "sukma wijaia")


def bare(request: HttpRequest) -> HttpResponse:
    """One query and the frame of a page: what any signed-in page costs at least."""
    User.objects.get(pk=request.user.pk)
    return render(request, "ui/base.html")


urlpatterns = [path("kosong/", bare, name="bare"), path("", include("luwes.project.urls"))]


def _some(rows: Any, field: str = "pk") -> list[Any]:
    """Ids spread over the whole table."""
    ids = list(rows.order_by("pk").values_list(field, flat=True))
    return ids[:: max(1, len(ids) // 40)][:40]


def _addresses() -> dict[str, tuple[str, list[str]]]:
    """Who opens what, by page."""
    incident = Incident.objects.order_by("pk")[0]
    plan = Plan.objects.filter(owner_id=incident.pk).order_by("pk")[0]
    people, units = _some(Employee.objects), _some(OrgUnit.objects)
    return {
        "bare": ("bkd", ["/kosong/"]),
        "people": ("bkd", ["/pegawai/", *(f"/pegawai/?cari={word}" for word in WORDS), "/pegawai/?hal=7"]),
        "search": ("bkd", [f"/cari/?q={word}" for word in WORDS]),
        "profile": ("bkd", [f"/pegawai/{pk}/" for pk in people]),
        "organisation": ("bkd", ["/organisasi/", *(f"/organisasi/{pk}/" for pk in units[:20])]),
        "position": ("bkd", [f"/jabatan/{pk}/" for pk in _some(Position.objects)]),
        "home": ("bpbd", ["/"]),
        "board": ("bpbd", [f"/kejadian/{incident.pk}/"]),
        "review": ("sekda", [f"/rencana/{plan.pk}/"]),
    }  # fmt: skip


def _of_organisation() -> dict[str, tuple[str, list[str]]]:
    """The map from a government down, units, and both on a day a year and more ago."""
    agencies, units = _some(Agency.objects), _some(OrgUnit.objects)
    shown = [f"/organisasi/?instansi={pk}" for pk in agencies]
    shown += [f"/organisasi/?unit={pk}" for pk in units[:12]]
    shown += [f"/organisasi/?unit={units[0]}&tampilan={view}" for view in ("tabel", "lowong")]
    pages = [f"/organisasi/{pk}/" for pk in units]
    mixed = [*shown[:12], *pages[:12]]
    past = [f"{url}{'&' if '?' in url else '?'}per={PAST}" for url in mixed]
    return {
        "position_map": ("bkd", shown),
        "unit": ("bkd", pages),
        "same_today": ("bkd", mixed),
        "past_date": ("bkd", past),
    }


def _of_incident() -> dict[str, tuple[str, list[str]]]:
    pk = Incident.objects.order_by("pk")[0].pk
    plan = Plan.objects.filter(owner_id=pk, state="issued").order_by("pk")[0]
    mine = Assignment.objects.filter(employee__user__username="bertugas", state="active")
    return {
        "my_task_10k": ("bertugas", ["/tugas-saya/", *(f"/tugas-saya/{row.pk}/" for row in mine)]),
        "review_10k": ("sekda", [f"/rencana/{plan.pk}/", f"/rencana/{plan.pk}/?bagian=unit"]),
        "board_10k": ("bpbd", [f"/kejadian/{pk}/"]),
        "situation_report": ("bpbd", [f"/kejadian/{pk}/lapsit/1/"]),
        "situation_report_draft": ("bpbd", [f"/kejadian/{pk}/lapsit/baru/"]),
        "review_after": ("bpbd", [f"/kejadian/{pk}/kaji/"]),
    }


def visit_all() -> dict[str, dict[str, float]]:
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return {page: _visit(user, urls) for page, (user, urls) in _addresses().items()}


def visit_organisation() -> dict[str, dict[str, float]]:
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return {page: _visit(user, urls) for page, (user, urls) in _of_organisation().items()}


def visit_incident() -> dict[str, dict[str, float]]:
    """The pages of the first incident."""
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return {page: _visit(user, urls) for page, (user, urls) in _of_incident().items()}


def visit_services() -> dict[str, dict[str, float]]:
    """Pages for everybody without an account, and the desk of who has and who oversees the most."""
    slug = Service.objects.order_by("pk")[0].slug
    cases = [
        f"/meja/{pk}/"
        for pk in Case.objects.filter(state="assigned", number__startswith="UKR")
        .order_by("pk")
        .values_list("pk", flat=True)[:20]
    ]
    public = [
        "/layanan/",
        "/layanan/?q=jalan+bolong",
        "/layanan/?q=pindah+rumah",
        f"/layanan/{slug}/",
    ]
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return {
            "bare": _visit("bkd", ["/kosong/"]), "public": _visit("", public),
            "queue": _visit("meja", ["/meja/"]),
            "case": _visit("meja", cases),
        }  # fmt: skip


def visit_learning() -> dict[str, dict[str, float]]:
    """The map of gaps from all governments down to units; what an officer learns; accounts of hours."""
    gaps = "/kompetensi/kesenjangan/"
    units = UnitShape.objects.filter(period__contains=clock.today(), parent=None)
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return {
            "heat_map": _visit("pelatihan", [gaps]),
            "heat_map_agency": _visit("pelatihan", [f"{gaps}?instansi={pk}" for pk in _some(Agency.objects)]),
            "heat_map_unit": _visit("pelatihan", [f"{gaps}?unit={pk}" for pk in _some(units, "unit_id")]),
            "my_learning": _visit("petugas3", ["/belajar/"]),
            "person_hours": _visit("bkd", [f"/pegawai/{pk}/jam-pelajaran/" for pk in _some(Employee.objects.filter(is_current=True))]),
        }  # fmt: skip


def visit_motivation() -> dict[str, dict[str, float]]:
    """The year of who did the most, for that person and for the department of staff."""
    person = Employee.objects.get(user__username="petugas3")
    own = ["/kinerja/", f"/kinerja/?tahun={clock.today().year - 1}"]
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return {
            "my_year": _visit("petugas3", own),
            "portfolio": _visit("bkd", [f"/pegawai/{person.pk}/kinerja/"]),
            "my_evidence": _visit("petugas3", ["/kinerja/bukti/", "/kinerja/bukti/?sasaran=-&hal=9"]),
        }  # fmt: skip


def visit_programme() -> dict[str, dict[str, float]]:
    """The road's programme, for who leads it and for everybody."""
    row = Programme.objects.filter(slug__startswith="berkibar").order_by("pk")[0]
    public = reverse("collaboration:public", args=[row.slug])
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return {
            "programme": _visit("program", [reverse("collaboration:programme", args=[row.pk])]),
            "programme_public": _visit("", [public]),
        }  # fmt: skip


def visit_posts(posts: list[int]) -> dict[str, float]:
    """The candidates for each of these posts."""
    with override_settings(ROOT_URLCONF="bench.visiting", ALLOWED_HOSTS=["*"]):
        return _visit("bkd", [f"/jabatan/{pk}/calon/" for pk in posts])


def _visit(username: str, urls: list[str]) -> dict[str, float]:
    client = Client()
    if username:
        user = User.objects.get(username=username)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    turn: Iterator[str] = cycle(urls)
    for _ in range(WARM):
        _open(client, next(turn))
    took = sorted(_timed(lambda: _open(client, next(turn))) for _ in range(TIMES))
    queries = 0
    for url in urls[:8]:
        with CaptureQueriesContext(connection) as asked:
            _open(client, url)
        marks = sum(q["sql"] in {"BEGIN", "COMMIT"} for q in asked.captured_queries)
        queries = max(queries, len(asked) - marks)
    return {
        "p95_ms": took[int(0.95 * TIMES) - 1], "median_ms": statistics.median(took),
        "mean_ms": statistics.mean(took), "queries": queries,
    }  # fmt: skip


def _open(client: Client, url: str) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answers {answer.status_code}")


def _timed(deed: Callable[[], None]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000
