"""Services found and described, for everybody: by words, event of life, topic, place, alphabet; and on paper."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.core import clock
from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency
from luwes.services import access, performance, satisfaction, searching
from luwes.services.models import COMPONENT_LABELS, Service, ServiceVersion
from luwes.services.performance import Taken
from luwes.services.queries import catalogue
from luwes.services.reference.words import EXAMPLES
from luwes.services.rules.components import DELIVERY, MANUFACTURING, Component
from luwes.services.rules.finding import MOST_CHARACTERS
from luwes.services.rules.spoken import spoken
from luwes.services.rules.states import CaseKind
from luwes.ui import qr
from luwes.ui.public import for_everybody

MOST_OTHERS = 8


@dataclass(frozen=True)
class Shown:
    """A description as the page shows it; texts of several lines as lists."""

    version: ServiceVersion
    unit: str
    bring: list[str]
    promised: str
    fee: list[str]
    taken: str
    delivery: list[tuple[str, list[str], bool]]
    behind: list[tuple[str, list[str], bool]]
    verb: str


@for_everybody
def find(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:MOST_CHARACTERS].strip()
    place = catalogue.place(request.GET.get("tempat", ""))
    theme = catalogue.theme(request.GET.get("tema", "")[:40])
    by_letter = request.GET.get("urut") == "abjad"
    context: dict[str, Any] = {
        "text": text, "place": place, "places": catalogue.places(), "theme": None,
        "examples": EXAMPLES, "best": None, "others": [], "listed": [], "by_letter": by_letter,
        "is_asked": False, "grouped": [],
    }  # fmt: skip
    if text:
        context |= _answers(text, place)
    elif theme is not None:
        context |= {"theme": theme, "listed": catalogue.of_theme(theme, place)}
    elif by_letter or place:
        context |= {"listed": catalogue.everything(place)}
    themes = catalogue.themes()
    context["grouped"] = [
        (title, [t for t in themes if t.kind == kind])
        for kind, title in (("life", _("Menurut peristiwa hidup")), ("topic", _("Menurut bidang")))
    ]
    return HttpResponse(render_to_string("services/find.html", context))


def _answers(text: str, place: Agency | None) -> dict[str, Any]:
    answer = searching.find(text, place)
    best = answer.hits[0] if answer.hits else None
    context: dict[str, Any] = {
        "is_asked": not answer.is_empty, "others": answer.hits[1 : MOST_OTHERS + 1], "best": best,
    }  # fmt: skip
    if best is not None:
        context |= {"shown": show(best.version), "count": len(answer.hits)}
        if best.asks_place:
            context["where"] = [best.version, *catalogue.elsewhere(best.version)]
    return context


def show(version: ServiceVersion, taken: Taken | None = None) -> Shown:
    """Three queries: of late, the unit's name, and texts that the search left out."""
    now = clock.now()
    service = version.service
    taken = taken or performance.taken([service.pk], now).get(service.pk)
    names = organisation.unit_names([service.unit_id], clock.today())
    return Shown(
        version=version, unit=names.get(service.unit_id, ""), bring=lines(version.to_bring),
        promised=in_words(version.promised_minutes) if version.promised_minutes else "",
        fee=_fee(version), taken=_taken(taken), delivery=_components(version, DELIVERY),
        behind=_components(version, MANUFACTURING), verb=_verb(CaseKind(service.kind)),
    )  # fmt: skip


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def in_words(minutes: int) -> str:
    said = spoken(minutes)
    if said.in_days:
        return ngettext("%d hari kerja", "%d hari kerja", said.count) % said.count
    return ngettext("%d jam kerja", "%d jam kerja", said.count) % said.count


def _taken(taken: Taken | None) -> str:
    if taken is None:
        return ""
    words = _("Separuh selesai dalam %(middle)s, 8 dari 10 dalam %(most)s (%(count)d permohonan, 90 hari terakhir).")  # fmt: skip
    return words % {
        "middle": in_words(taken.middle), "most": in_words(taken.most), "count": taken.count,
    }  # fmt: skip


def _fee(version: ServiceVersion) -> list[str]:
    told = lines(version.components.get(Component.FEE.value, ""))
    if not version.fee:
        return told or [_("Gratis.")]
    amount = f"Rp {version.fee:,}".replace(",", ".")
    return [f"{amount}.", *told]


def _components(
    version: ServiceVersion, which: tuple[Component, ...]
) -> list[tuple[str, list[str], bool]]:
    """Title, lines, and whether these go one after another."""
    return [
        (
            str(COMPONENT_LABELS[c.value]), lines(version.components.get(c.value, "")),
            c is Component.PROCEDURE,
        )
        for c in which
    ]  # fmt: skip


def _verb(kind: CaseKind) -> str:
    return {
        CaseKind.REQUEST: _("Ajukan permohonan"), CaseKind.REPORT: _("Laporkan"),
        CaseKind.COMPLAINT: _("Adukan"), CaseKind.INFORMATION: _("Minta informasi"),
        CaseKind.WISH: _("Usulkan"),
    }[kind]  # fmt: skip


def _found(slug: str) -> ServiceVersion:
    version = catalogue.in_force(slug)
    if version is None:
        raise Http404
    return version


def _complaints(service: Service) -> Service | None:
    if service.kind == CaseKind.COMPLAINT.value:
        return None
    return access.complaint_service(service.agency)


@for_everybody
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """What one wants to know before any form."""
    version = _found(slug)
    context = {
        "shown": show(version), "elsewhere": catalogue.elsewhere(version),
        "complaints": _complaints(version.service),
        "satisfaction": satisfaction.published(version.service, clock.today()),
    }  # fmt: skip
    return HttpResponse(render_to_string("services/service.html", context))


@for_everybody
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """To print: what the page says, room to write, and the way back to the page."""
    version = _found(slug)
    address = settings.LUWES_URL.rstrip("/") + reverse("services:service", args=[slug])
    context = {
        "shown": show(version), "address": address,
        "qr": qr.for_print(address),
    }  # fmt: skip
    return HttpResponse(render_to_string("services/paper.html", context))
