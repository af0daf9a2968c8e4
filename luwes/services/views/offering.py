"""Officers write what is offered: the list, a draft and how it looks to citizens, putting it in force, running it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole
from luwes.services import access
from luwes.services.actions import catalogue as actions
from luwes.services.actions.catalogue import Description, Terms
from luwes.services.forms import offering as forms
from luwes.services.forms import picks
from luwes.services.models import Service, ServiceVersion
from luwes.services.queries import catalogue
from luwes.services.rules.states import CaseKind, VersionState
from luwes.services.views.finding import show
from luwes.ui.http import form_page, form_status, tell_refused
from luwes.ui.picking import answer


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    today = clock.today()
    rows = catalogue.kept(access.managed_services(request.user, today), today)
    return render(
        request, "services/offered.html", {"rows": rows, "whole": access.sets_duties(request.user)}
    )


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(access.manages(request.user))
    units = picks.units(request.user, clock.today())
    form = forms.New(request.POST or None, units=units)
    if form.is_valid():
        data = form.cleaned_data
        with form.showing_problems():
            made = actions.offer(
                name=data["name"], kind=CaseKind(data["kind"]), terms=Terms(unit=data["unit"]),
                now=clock.now(), on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Rancangan dibuat. Warga melihatnya setelah diterbitkan."))
            return redirect("services:manage", service_id=made.pk)
    return form_page(request, "services/new_service.html", {"form": form})


@require_GET
def find_units(request: Request) -> HttpResponse:
    """What the picker of a unit asks while somebody types."""
    require(access.manages(request.user))
    return answer(request, picks.units(request.user, clock.today()).search)


def _managed(request: Request, service_id: int) -> Service:
    rows = Service.objects.select_related("agency", "unit", "subject")
    service = get_object_or_404(rows, pk=service_id)
    require(access.can_manage(request.user, service, clock.today()))
    return service


@require_http_methods(["GET", "POST"])
def manage(request: Request, service_id: int) -> HttpResponse:
    """The draft, or a copy of what is in force until the first save."""
    service = _managed(request, service_id)
    form = forms.Describe(request.POST or None, version=catalogue.newest(service))
    if form.is_valid():
        with form.showing_problems():
            actions.write(
                service=service, text=form.description, revision=_revision(request),
                now=clock.now(), on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Rancangan disimpan. Periksa tampilannya, lalu terbitkan."))
            return redirect("services:preview", service_id=service.pk)
    return _manage(request, service, form)


def _manage(request: Request, service: Service, form: forms.Describe, run: forms.Run | None = None) -> HttpResponse:  # fmt: skip
    newest = catalogue.newest(service)
    units = picks.units(request.user, clock.today(), service.unit_id)
    draft = _draft(newest)
    context = {
        "service": service, "form": form, "version": newest, "draft": draft,
        "revision": draft.revision if draft else 0,
        "run": run or forms.Run(units=units, service=service),
        "versions": catalogue.versions(service),
    }  # fmt: skip
    return render(request, "services/manage.html", context, status=form_status(form, run))


def _draft(version: ServiceVersion | None) -> ServiceVersion | None:
    return version if version and version.state == VersionState.DRAFT.value else None


def _revision(request: HttpRequest) -> int:
    return whole(request.POST.get("revision", ""), -1)


@require_POST
def run(request: Request, service_id: int) -> HttpResponse:
    service = _managed(request, service_id)
    units = picks.units(request.user, clock.today(), service.unit_id)
    form = forms.Run(request.POST, units=units, service=service)
    if form.is_valid():
        with form.showing_problems():
            actions.run(
                service=service, terms=form.terms, revision=_revision(request), on=clock.today(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Pengaturan disimpan dan langsung berlaku."))
            return redirect("services:manage", service_id=service.pk)
    return _manage(request, service, forms.Describe(version=catalogue.newest(service)), form)


@require_GET
def preview(request: Request, service_id: int) -> HttpResponse:
    """The draft as citizens would see it, and the button that puts just this in force."""
    service = _managed(request, service_id)
    draft = _draft(catalogue.newest(service))
    if draft is None:
        return redirect("services:manage", service_id=service.pk)
    draft.service = service
    context = {
        "service": service, "draft": draft, "shown": show(draft),
        "lacks": actions.lacks(Description.of(draft)),
    }  # fmt: skip
    return render(request, "services/preview.html", context)


@require_POST
def publish(request: Request, service_id: int) -> HttpResponse:
    service = _managed(request, service_id)
    try:
        actions.publish(
            service=service, revision=_revision(request), now=clock.now(), on=clock.today(),
            by=request.user,
        )  # fmt: skip
    except Refused as refusal:
        tell_refused(request, refusal, messages.ERROR)
        return redirect("services:preview", service_id=service.pk)
    messages.success(request, _("Diterbitkan. Warga sudah dapat menemukannya."))
    return redirect("services:manage", service_id=service.pk)


@require_POST
def discard(request: Request, service_id: int) -> HttpResponse:
    service = _managed(request, service_id)
    actions.discard(service=service, revision=_revision(request), on=clock.today(), by=request.user)
    messages.info(request, _("Rancangan dibuang."))
    return redirect("services:manage", service_id=service.pk)


@require_GET
def version(request: Request, service_id: int, number: int) -> HttpResponse:
    """One version as it was shown."""
    service = _managed(request, service_id)
    found = catalogue.version(service, number)
    if found is None:
        raise Http404
    return render(request, "services/version.html", {"service": service, "shown": show(found)})
