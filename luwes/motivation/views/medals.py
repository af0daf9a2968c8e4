"""Recognitions by law: one's own, the list of who has earned one, and one person's archive."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock, sheets
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import wholes
from luwes.motivation import recognition_wording as wording
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import medals as deeds
from luwes.motivation.forms import recognition as forms
from luwes.motivation.models import MEDAL_LABELS, ServiceCheck
from luwes.motivation.queries import medals as queries
from luwes.motivation.queries.medals import Candidate, Wanted
from luwes.motivation.rules import medals as rules
from luwes.motivation.rules.medals import Source, Standing
from luwes.motivation.views.common import own_file
from luwes.people.models import Employee
from luwes.ui import paging
from luwes.ui.http import as_of, form_status, tell_refused, wants_part

A_PAGE = 30
MOST_RECORDS = 20


@require_GET
def own(request: Request) -> HttpResponse:
    """With what is missing; the part alone for htmx."""
    employee, today = own_file(request), clock.today()
    service = queries.services([employee], today)[employee.pk]
    rows = [wording.shown(judged) for judged in rules.judge_all(service, today)]
    context = {
        "rows": rows, "service": service, "records": queries.records_of(employee.pk)[:MOST_RECORDS],
        "next": _next(rows), "by_decree": service.source is Source.DECREE,
    }  # fmt: skip
    part = "motivation/parts/medals.html"
    return render(request, part if wants_part(request) else "motivation/medals.html", context)


def _next(rows: list[wording.Shown]) -> wording.Shown | None:
    """What comes first of what is still to come."""
    open_ = [row for row in rows if row.judged.recognition.years and row.is_open]
    return min(open_, key=lambda row: row.judged.on or date.min, default=None)


def _wanted(request: Request) -> Wanted:
    medal = request.GET.get("tanda", "")
    known = medal if medal in rules.BY_KEY else rules.of_years(10)
    return Wanted(known, fresh=request.GET.get("semua") != "1")


def _text(request: Request) -> str:
    return request.GET.get("q", "")[:100]


@require_GET
def candidates(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    on, wanted, text = as_of(request), _wanted(request), _text(request)
    people = queries.named(access.medal_people(request.user, on), text)
    take = queries.candidate_ids(people, wanted, on)
    keys = paging.stretch(take, paging.asked(request), A_PAGE)
    rows = queries.candidates(keys.rows, wanted.medal, on)
    context = {
        "page": keys.holding([(row, wording.shown(row.judged)) for row in rows]), "wanted": wanted,
        "text": text, "medals": MEDAL_LABELS.items(), "label": MEDAL_LABELS[wanted.medal], "on": on,
        "some_ready": any(row.judged.standing is Standing.READY for row in rows),
        "by_years": bool(rules.BY_KEY[wanted.medal].years),
    }  # fmt: skip
    return render(request, "motivation/medal_candidates.html", context)


@require_GET
def sheet(request: Request) -> HttpResponseBase:
    """All of the list as a workbook."""
    require(access.manages(request.user))
    on, wanted = as_of(request), _wanted(request)
    people = queries.named(access.medal_people(request.user, on), _text(request))
    rows = queries.all_candidates(people, wanted, on)
    head = [
        _("Nama"), "NIP", _("Golongan"), _("Jabatan"), _("Unit"), _("Tanda jasa"),
        _("Dihitung sejak"), _("Sumber"), _("Keadaan"), _("Yang kurang atau harus diperiksa"),
    ]  # fmt: skip
    title = str(MEDAL_LABELS[wanted.medal])
    return sheets.download(f"calon-{wanted.medal}-{on}", "xlsx", title, head, _cells(rows, on))


def _cells(rows: Iterator[Candidate], on: date) -> Iterator[list[object]]:
    for row in rows:
        person, post, shown = row.employee, row.post, wording.shown(row.judged)
        source = _("SK") if row.service.source is Source.DECREE else "NIP"
        yield [
            person.full_name, person.nip, person.grade, post.title if post else "",
            post.unit if post else "", shown.label, row.service.counts_since(on), source,
            shown.state, wording.lacking(row.judged),
        ]  # fmt: skip


@require_POST
def propose(request: Request) -> HttpResponse:
    """The ticked people of the list."""
    require(access.manages(request.user))
    today, wanted = clock.today(), _wanted(request)
    as_of_day = as_of(request)
    ids = wholes(request.POST.getlist("orang"))
    people = list(access.medal_people(request.user, today).filter(pk__in=ids[: deeds.MOST_AT_ONCE]))
    try:
        made = deeds.propose(
            people=people, medal=wanted.medal, as_of=as_of_day, on=today, now=clock.now(),
            by=request.user,
        )  # fmt: skip
        told = ngettext("%d orang diusulkan dan dikabari.", "%d orang diusulkan dan dikabari.", len(made))  # fmt: skip
        messages.success(request, told % len(made))
    except Refused as refusal:
        tell_refused(request, refusal)
    back = redirect("motivation:medal_candidates")
    back["Location"] += f"?{request.GET.urlencode()}" if request.GET else ""
    return back


# ── one person's archive ─────────────────────────────────────────────


def _person(request: Request, employee_id: int) -> Employee:
    require(access.manages(request.user))
    rows = access.medal_people(request.user, clock.today()).select_related("agency")
    return get_object_or_404(rows, pk=employee_id)


@require_http_methods(["GET", "POST"])
def of_person(request: Request, employee_id: int) -> HttpResponse:
    """What is on file, with a form for each thing that BKD finds in the archive."""
    return _of_person(request, employee_id)


def _of_person(
    request: Request, employee_id: int, failed: tuple[str, forms.Reason] | None = None
) -> HttpResponse:
    """`failed`: the reason that was not enough, and where it was typed."""
    employee, today = _person(request, employee_id), clock.today()
    check = ServiceCheck.objects.filter(employee=employee).first()
    known = {"joined": check.joined, "note": check.note} if check else {}
    which = "" if failed else request.POST.get("isi", "")
    data = {key: request.POST if which == key else None for key in ("periksa", "putus", "terima")}
    bound = {
        "periksa": forms.Check(data["periksa"], initial=known, prefix="periksa"),
        "putus": forms.Break(data["putus"], prefix="putus"),
        "terima": forms.Receive(data["terima"], prefix="terima"),
    }
    if which in bound and bound[which].is_valid():
        form = bound[which]
        with form.showing_problems():
            _WRITE[which](employee, form.cleaned_data, today, request)
            messages.success(request, _("Dicatat."))
            return redirect("motivation:medals_of", employee.pk)
    service = queries.services([employee], today)[employee.pk]
    context = {
        "employee": employee, "check": check, "service": service,
        "rows": [wording.shown(judged) for judged in rules.judge_all(service, today)],
        "breaks": [
            (row, _reason("hapus", row.pk, failed))
            for row in employee.service_breaks.order_by("-period", "pk")[:MOST_RECORDS]
        ],
        "records": [
            (row, _reason("batal", row.pk, failed))
            for row in queries.records_of(employee.pk)[:MOST_RECORDS]
        ], "check_form": bound["periksa"],
        "break_form": bound["putus"], "receive_form": bound["terima"],
        "by_decree": service.source is Source.DECREE, "since": service.counts_since(today),
    }  # fmt: skip
    status = form_status(*bound.values(), failed[1] if failed else None)
    return render(request, "motivation/medals_of.html", context, status=status)


_REASONS = {
    "hapus": gettext_lazy("Mengapa catatan ini salah"),
    "batal": gettext_lazy("Alasannya; dibaca yang bersangkutan"),
}


def _reason(
    deed: str,
    pk: int,
    failed: tuple[str, forms.Reason] | None = None,
    data: QueryDict | None = None,
) -> forms.Reason:
    """One of several on a page."""
    place = f"{deed}-{pk}"
    if failed and failed[0] == place:
        return failed[1]
    return forms.Reason(data, label=_REASONS[deed], auto_id=f"{place}-%s")


def _check(employee: Employee, data: dict[str, Any], on: date, request: Request) -> None:
    deeds.check(employee=employee, **data, on=on, now=clock.now(), by=request.user)


def _break(employee: Employee, data: dict[str, Any], on: date, request: Request) -> None:
    found = deeds.Found(data["kind"], data["period"], data["letter"])
    deeds.add_break(employee=employee, found=found, on=on, now=clock.now(), by=request.user)


def _receive(employee: Employee, data: dict[str, Any], on: date, request: Request) -> None:
    deeds.receive(employee=employee, **data, on=on, now=clock.now(), by=request.user)


_WRITE: dict[str, Callable[[Employee, dict[str, Any], date, Request], None]] = {
    "periksa": _check, "putus": _break, "terima": _receive,
}  # fmt: skip


@require_POST
def remove_break(request: Request, break_id: int) -> HttpResponse:
    require(access.manages(request.user))
    today = clock.today()
    row = get_object_or_404(access.kept_breaks(request.user, today), pk=break_id)
    return _with_reason(
        request, row.employee_id, ("hapus", row.pk),
        lambda reason: deeds.remove_break(row=row, reason=reason, on=today, by=request.user),
    )  # fmt: skip


@require_POST
def drop(request: Request, medal_id: int) -> HttpResponse:
    require(access.manages(request.user))
    today = clock.today()
    row = get_object_or_404(access.kept_medals(request.user, today), pk=medal_id)
    return _with_reason(
        request, row.employee_id, ("batal", row.pk),
        lambda reason: deeds.drop(
            row=row, because=reason, on=today, now=clock.now(), by=request.user
        ),
    )  # fmt: skip


def _with_reason(
    request: Request, employee_id: int, place: tuple[str, int], do: Callable[[str], None]
) -> HttpResponse:
    form = _reason(*place, data=request.POST)
    if form.is_valid():
        with form.showing_problems():
            do(form.cleaned_data["reason"])
            messages.success(request, _("Dicatat."))
            return redirect("motivation:medals_of", employee_id)
    return _of_person(request, employee_id, ("-".join(map(str, place)), form))
