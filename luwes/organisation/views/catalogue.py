"""The reference lists that all agencies share: titles, staff groups, competencies."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.core.access import require
from luwes.organisation import access, actions, queries
from luwes.organisation.forms import catalogue as forms
from luwes.organisation.forms import drafts
from luwes.organisation.models import Competency, JobTitle, StaffGroup
from luwes.organisation.queries import finding
from luwes.organisation.views.common import Crumb, FormPage
from luwes.ui import paging
from luwes.ui.http import form_status

LISTS = {
    "titles": "organisation/titles.html",
    "groups": "organisation/groups.html",
    "competencies": "organisation/competencies.html",
}
HELP = "organisation/bantuan/catalogue.html"


@require_GET
def titles(request: Request) -> HttpResponse:
    text = request.GET.get("cari", "").strip()
    rows = finding.titles(text)
    page = paging.uncounted(lambda first, end: list(rows[first:end]), paging.asked(request))
    return _list(request, "titles", {"page": page, "text": text})


@require_GET
def groups(request: Request) -> HttpResponse:
    return _list(request, "groups", {"groups": list(queries.groups())})


@require_GET
def competencies(request: Request) -> HttpResponse:
    rows = list(Competency.objects.order_by("name", "pk"))
    return _list(request, "competencies", {"competencies": rows})


def _list(request: Request, which: str, more: dict[str, Any]) -> HttpResponse:
    require(access.can_look(request.user))
    context = {"which": which, "can_edit": access.can_edit_catalogue(request.user), **more}
    return render(request, LISTS[which], context)


@require_http_methods(["GET", "POST"])
def new_title(request: Request) -> HttpResponse:
    form = forms.Title(request.POST or None)
    return _add(request, form, "titles", _("Nomenklatur baru"), actions.create_title)


@require_http_methods(["GET", "POST"])
def new_group(request: Request) -> HttpResponse:
    form = forms.NewGroup(request.POST or None)
    return _add(request, form, "groups", _("Kelompok baru"), actions.create_group)


@require_http_methods(["GET", "POST"])
def new_competency(request: Request) -> HttpResponse:
    form = forms.NewCompetency(request.POST or None)
    return _add(request, form, "competencies", _("Kompetensi baru"), actions.create_competency)


def _add(request: Request, form: Any, which: str, title: str, action: Any) -> HttpResponse:
    require(access.can_edit_catalogue(request.user))
    if form.is_valid():
        with form.showing_problems():
            action(**form.cleaned_data, by=request.user)
            messages.success(request, _("Disimpan."))
            return redirect(f"organisation:{which}")
    return _page(which, title, _("Tambahkan"), f"{which}-baru").render(request, form)


@require_http_methods(["GET", "POST"])
def group(request: Request, group_id: int) -> HttpResponse:
    row = get_object_or_404(StaffGroup, pk=group_id)
    form = forms.Group(request.POST or None, initial={"name": row.name})
    return _change(request, form, "groups", row, actions.change_group, "group")


@require_GET
def competency(request: Request, competency_id: int) -> HttpResponse:
    """What a competency means at each level; everybody may know what is asked."""
    row = get_object_or_404(Competency, pk=competency_id)
    context = {
        "row": row, "levels": list(enumerate(row.indicators, start=1)),
        "can_edit": access.can_edit_catalogue(request.user),
        "can_look": access.can_look(request.user),
    }  # fmt: skip
    return render(request, "organisation/competency.html", context)


@require_http_methods(["GET", "POST"])
def change_competency(request: Request, competency_id: int) -> HttpResponse:
    row = get_object_or_404(Competency, pk=competency_id)
    form = forms.Competency(request.POST or None, initial=forms.initial_of_competency(row))
    return _change(request, form, "competencies", row, actions.change_competency, "competency")


def _change(
    request: Request, form: Any, which: str, row: Any, action: Any, name: str
) -> HttpResponse:
    require(access.can_edit_catalogue(request.user))
    if form.is_valid():
        with form.showing_problems():
            action(**{name: row}, **form.cleaned_data, by=request.user)
            messages.success(request, _("Disimpan."))
            return redirect(f"organisation:{which}")
    return _page(which, str(row), _("Simpan"), f"{which}-{row.pk}").render(request, form)


def _page(which: str, title: str, button: str, keep: str) -> FormPage:
    back = reverse(f"organisation:{which}")
    return FormPage(title, button, back, title, [Crumb(_("Daftar acuan"), back)], keep, HELP)


@require_http_methods(["GET", "POST"])
def title(request: Request, title_id: int) -> HttpResponse:
    """To mend a title; a draft is accepted so, or merged into the one that was meant."""
    require(access.can_edit_catalogue(request.user))
    row = get_object_or_404(JobTitle.objects.select_related("group"), pk=title_id)
    merging = "gabung" in request.POST
    change = forms.Title(
        request.POST if request.POST and not merging else None, initial=forms.initial_of(row)
    )
    merge = drafts.ReplaceTitle(request.POST if merging else None, draft=row)
    if change.is_valid():
        with change.showing_problems():
            actions.change_title(title=row, **change.cleaned_data, by=request.user)
            messages.success(request, _("Nomenklatur disimpan."))
            return redirect("organisation:titles")
    if merge.is_valid():
        with merge.showing_problems():
            into = merge.cleaned_data["title"]
            actions.replace_title(title=row, by_title=into, by=request.user)
            messages.success(request, _("Digabungkan ke %(name)s.") % {"name": into})
            return redirect("organisation:titles")
    context = {"row": row, "change": change, "merge": merge}
    return render(request, "organisation/title.html", context, status=form_status(change, merge))
