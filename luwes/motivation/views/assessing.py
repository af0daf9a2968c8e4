"""The list of whoever assesses, objections that wait, and counts of predicates."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.numbers import whole
from luwes.core.sheets import download
from luwes.motivation.access import goals as access
from luwes.motivation.models import PREDICATE_LABELS
from luwes.motivation.queries import assessing
from luwes.motivation.queries.assessing import Row, Tab
from luwes.motivation.rules.years import year_shown
from luwes.ui import paging

MOST_OBJECTIONS, CHUNK = 50, 500
OBJECTIONS, STANDING = "keberatan", "tetap"


def _tab(request: Request) -> Tab:
    asked = request.GET.get("keadaan", "")
    return Tab(asked) if asked in set(Tab) else Tab.WAITING


def _text(request: Request) -> str:
    return " ".join(request.GET.get("q", "").split())[:100]


@require_GET
def index(request: Request) -> HttpResponse:
    user, on, now = request.user, clock.today(), clock.now()
    require(access.decides(user))
    objections = access.open_objections(user, on, MOST_OBJECTIONS)
    assesses = access.lists_people(user, on)
    by_right = access.decides_by_right(user)
    asks_standing = by_right and request.GET.get("keadaan") == STANDING
    asks_objections = not asks_standing and (
        request.GET.get("keadaan") == OBJECTIONS or not assesses
    )
    context = {
        "objections": objections, "on": on,
        "shows_objections": asks_objections, "tab": OBJECTIONS if asks_objections else _tab(request).value,
        "shows_standing": asks_standing, "by_right": by_right,
        "standing": assessing.standing(user, _text(request), on) if asks_standing else [],
        "text": _text(request), "page": None, "tabs": [],
        "sees_ratings": access.sees_ratings(user),
    }  # fmt: skip
    if assesses:
        counts = assessing.counts(user, on, now)
        context["tabs"] = [(tab.value, label, counts[tab]) for tab, label in _labels()]
        context["waiting"] = counts[Tab.WAITING] + len(objections)
    else:
        context["waiting"] = len(objections)
    if not (asks_objections or asks_standing):
        context["page"] = _page(request, _tab(request), on)
    return render(request, "motivation/assessed.html", context)


def _labels() -> list[tuple[Tab, str]]:
    return [
        (Tab.WAITING, _("Menunggu jawaban Anda")), (Tab.TO_RATE, _("Dapat dinilai")),
        (Tab.NONE, _("Belum mengusulkan")), (Tab.SILENT, _("60 hari tanpa dialog")),
        (Tab.ALL, _("Semua")),
    ]  # fmt: skip


def _page(request: Request, tab: Tab, on: date) -> paging.Stretch[Row]:
    user, text, number = request.user, _text(request), paging.asked(request)
    if tab is Tab.NONE:
        people = assessing.without_plan(user, text, on)
        found = paging.uncounted(lambda first, end: list(people[first:end]), number)
        return found.holding(assessing.rows_of_people(found.rows, on))
    plans = assessing.plans_under(user, tab, text, on, clock.now())
    held = paging.uncounted(lambda first, end: list(plans[first:end]), number)
    return held.holding(assessing.rows_of_plans(held.rows, on))


@require_GET
def file(request: Request) -> HttpResponseBase:
    """Exactly what the list shows, all of it."""
    require(access.lists_people(request.user, clock.today()))
    head = [
        _("Nama"), "NIP", _("Jabatan"), _("Unit"), _("Masa mulai"), _("Masa sampai"), _("Keadaan"),
        _("Usul perubahan"), _("Predikat"),
    ]  # fmt: skip
    return download(
        _("penilaian-kinerja"), "xlsx", _("Penilaian kinerja"), head, _cells(request, clock.today())
    )


def _cells(request: Request, on: date) -> Iterator[list[object]]:
    for row in _all(request, on):
        plan = row.plan
        yield [
            row.employee.full_name, row.employee.nip, row.post, row.unit,
            plan and plan.period.start, plan and plan.period.last_day,
            plan.get_state_display() if plan else _("Belum menyusun"), row.changes or None,
            row.predicate,
        ]  # fmt: skip


def _all(request: Request, on: date) -> Iterator[Row]:
    """In chunks, so that a large unit needs little memory."""
    user, tab, text = request.user, _tab(request), _text(request)
    first = 0
    while True:
        if tab is Tab.NONE:
            people = list(assessing.without_plan(user, text, on)[first : first + CHUNK])
            yield from assessing.rows_of_people(people, on)
            size = len(people)
        else:
            plans = list(assessing.plans_under(user, tab, text, on, clock.now())[first : first + CHUNK])  # fmt: skip
            yield from assessing.rows_of_plans(plans, on)
            size = len(plans)
        if size < CHUNK:
            return
        first += CHUNK


@require_GET
def ratings(request: Request) -> HttpResponse:
    """How often each predicate was given, by unit; names only of a unit in reach."""
    user, on = request.user, clock.today()
    require(access.sees_ratings(user))
    full = on.year if on.month == 12 else on.year - 1
    year = year_shown(request.GET.get("tahun", ""), on.year, full)
    unit_id = whole(request.GET.get("unit", ""))
    context = {
        "year": year, "years": range(on.year, on.year - 6, -1),
        "labels": [str(label) for label in PREDICATE_LABELS.values()], "page": None, "unit": None,
        "sums": assessing.summed(user, year, on),
        "back": f"{reverse('motivation:ratings')}?tahun={year}",
    }  # fmt: skip
    number = paging.asked(request)
    if unit_id:
        unit = assessing.by_unit(user, year, on).filter(unit_id=unit_id).first()
        if unit is None:
            raise Http404
        people = assessing.rated_in(user, unit_id, year, on)
        context["unit"] = unit
        context["page"] = paging.uncounted(lambda first, end: list(people[first:end]), number)
    else:
        units = assessing.by_unit(user, year, on)
        found = paging.uncounted(lambda first, end: list(units[first:end]), number)
        context["page"] = found.holding(assessing.counted(user, found.rows, year, on))
    return render(request, "motivation/ratings.html", context)
