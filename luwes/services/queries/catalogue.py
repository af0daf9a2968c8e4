"""Reads for whoever looks for a service, and for those who write what is offered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency
from luwes.services import offered
from luwes.services.models import FormVersion, Service, ServiceVersion, Theme
from luwes.services.offered import Offered
from luwes.services.rules.states import VersionState

DRAFT, PUBLISHED = VersionState.DRAFT.value, VersionState.PUBLISHED.value


def everything(agency: Agency | None = None) -> list[Offered]:
    """All that is in force by name, one of each. One query."""
    rows = offered.in_force(agency).defer("components", "document")
    return offered.one_of_each(rows, agency)


def of_theme(theme: Theme, agency: Agency | None = None) -> list[Offered]:
    rows = offered.in_force(agency).filter(service__themes=theme).defer("components", "document")
    return offered.one_of_each(rows, agency)


def themes() -> list[Theme]:
    """Those under which something is in force."""
    rows = Theme.objects.filter(services__versions__state=PUBLISHED)
    return list(rows.distinct().order_by("kind", "order", "pk"))


def theme(code: str) -> Theme | None:
    return Theme.objects.filter(code=code).first()


def places() -> list[Agency]:
    """Regencies and cities that offer something, by name."""
    rows = Agency.objects.filter(services__versions__state=PUBLISHED).exclude(kind="province")
    return list(rows.distinct().order_by("kind", "name", "pk"))


def place(code: str) -> Agency | None:
    rows = Agency.objects.filter(code=code[:40])
    return rows.exclude(kind="province").first()


def in_force(slug: str) -> ServiceVersion | None:
    return offered.in_force().filter(service__slug=slug).first()


def elsewhere(version: ServiceVersion) -> list[ServiceVersion]:
    """Other governments' descriptions of the same name."""
    rows = offered.in_force().filter(name__iexact=version.name).exclude(pk=version.pk)
    return list(rows.defer("components", "document").order_by("service__agency__name", "pk"))


@dataclass(frozen=True)
class Kept:
    """A service in the list of those who write it; `unit` as it is called now."""

    service: Service
    name: str
    unit: str
    is_published: bool
    has_draft: bool
    has_form: bool


def kept(rows: QuerySet[Service], on: date) -> list[Kept]:
    """By name; two queries however many."""
    newest = ServiceVersion.objects.filter(service=OuterRef("pk")).order_by("-number")
    state = ServiceVersion.objects.filter(service=OuterRef("pk"))
    found = rows.annotate(
        called=Subquery(newest.values("name")[:1]),
        is_published=Exists(state.filter(state=PUBLISHED)),
        has_draft=Exists(state.filter(state=DRAFT)),
        has_form=Exists(FormVersion.objects.filter(service=OuterRef("pk"), state=PUBLISHED)),
    ).order_by("called", "pk")  # fmt: skip
    services = list(found)
    names = organisation.unit_names({s.unit_id for s in services}, on)
    return [
        Kept(s, s.called, names.get(s.unit_id, ""), s.is_published, s.has_draft, s.has_form)
        for s in services
    ]


def versions(service: Service) -> list[ServiceVersion]:
    """The newest first, with who wrote and published them."""
    rows = service.versions.select_related("made_by", "published_by")
    return list(rows.defer("components", "document").order_by("-number"))


def version(service: Service, number: int) -> ServiceVersion | None:
    rows = service.versions.select_related("service__agency", "service__unit")
    return rows.filter(number=number).first()


def newest(service: Service) -> ServiceVersion | None:
    """The draft, where there is one: its number is the highest."""
    rows = service.versions.select_related("made_by").defer("document")
    return rows.order_by("-number").first()
