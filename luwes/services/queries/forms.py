"""Reads of forms: what a service asks, how far a draft is, and what was answered, in words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.core import secrets
from luwes.places import queries as places
from luwes.places.models import Area
from luwes.places.rules import Level
from luwes.services import builtin
from luwes.services.models import Case, DraftFile, FormDraft, FormVersion, Service, ServiceVersion
from luwes.services.rules import asking
from luwes.services.rules.answering import AREA_CODE, Cleaned, cleaned
from luwes.services.rules.asking import CHOICES, Definition, Kind, Page, Question
from luwes.services.rules.states import CaseKind, VersionState
from luwes.ui import formats
from luwes.ui.picking import Pick

LOOKED_AT = 100


@dataclass(frozen=True)
class Asked:
    """What is asked, why, and to what one agrees; `version` None for the built-in form."""

    definition: Definition
    purpose: str
    consent: str
    keep_days: int
    version: FormVersion | None = None


def asked_by(service: Service, version: FormVersion | None) -> Asked:
    if version is None:
        return Asked(
            builtin.definition(service), builtin.purpose(service), builtin.consent(service),
            builtin.KEEP_DAYS,
        )  # fmt: skip
    definition = asking.read(version.definition)
    return Asked(definition, version.purpose, version.consent, version.keep_days, version)


def in_force(service: Service) -> FormVersion | None:
    return FormVersion.objects.filter(service=service, state=VersionState.PUBLISHED.value).first()


def being_drafted(service: Service) -> FormVersion | None:
    return FormVersion.objects.filter(service=service, state=VersionState.DRAFT.value).first()


def versions(service: Service) -> list[FormVersion]:
    """The newest first, each with `used`: how many cases came in by it."""
    rows = FormVersion.objects.filter(service=service).select_related("made_by", "published_by")
    return list(rows.annotate(used=Count("cases")).order_by("-number"))


def name_of(service: Service) -> str:
    """As it is published, else as it is drafted, else by its address."""
    rows = ServiceVersion.objects.filter(service=service).exclude(state=VersionState.RETIRED.value)
    found = rows.order_by("-state", "pk").values_list("name", flat=True).first()
    return found or service.slug


def names_of(services: Iterable[Service]) -> dict[int, str]:
    rows = ServiceVersion.objects.filter(service__in=[s.pk for s in services], state="published")
    return dict(rows.order_by().values_list("service_id", "name"))


def about(complaints: Service, slug: Any) -> Service | None:
    """The service of the same government that is complained about, as it is called in addresses."""
    if complaints.kind != CaseKind.COMPLAINT.value or not isinstance(slug, str):
        return None
    return builtin.complained_of(complaints).filter(slug=slug[:80]).first()


def by_name(services: QuerySet[Service]) -> QuerySet[Service]:
    """In the order of the names under which they are published."""
    rows = ServiceVersion.objects.filter(service=OuterRef("pk"), state=VersionState.PUBLISHED.value)
    return services.annotate(called=Subquery(rows.values("name")[:1])).order_by("called", "pk")


def draft_by_key(key: str) -> FormDraft | None:
    """With its service and form: every table more costs the database as much as a question of its own."""
    rows = FormDraft.objects.filter(key_hash=secrets.fingerprint(key))
    return rows.select_related("service", "form").first()


@dataclass(frozen=True)
class Filled:
    """A draft as it stands."""

    asked: Asked
    answers: Mapping[str, Any]
    files: list[DraftFile]
    cleaned: Cleaned

    def pages(self) -> list[int]:
        """Numbers of the pages that ask something with these answers."""
        return [n for n, page in enumerate(self.asked.definition.pages) if self.cleaned.shows(page)]

    def page(self, number: int) -> Page:
        return self.asked.definition.pages[number]

    def after(self, number: int) -> int | None:
        return next((n for n in self.pages() if n > number), None)

    def before(self, number: int) -> int | None:
        return next((n for n in reversed(self.pages()) if n < number), None)

    def first_wrong(self) -> int | None:
        """The first page on which something is to be mended."""
        wrong = self.cleaned.problems
        return next((n for n in self.pages() if any(q.key in wrong for q in self.page(n).questions)), None)  # fmt: skip


def filled(draft: FormDraft, answers: Mapping[str, Any]) -> Filled:
    """One query."""
    asked = asked_by(draft.service, draft.form)
    files = list(draft.files.order_by("pk"))
    return Filled(asked, answers, files, cleaned(asked.definition, answers, counted(files)))


def counted(files: Iterable[DraftFile]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in files:
        found[one.key] = found.get(one.key, 0) + 1
    return found


@dataclass(frozen=True)
class Told:
    """An answer as it is read: what was asked, and the answer in words."""

    key: str
    label: str
    text: str
    page: int = 0


def told(definition: Definition, values: Mapping[str, Any], shown: Iterable[str], files: Iterable[DraftFile] = ()) -> list[Told]:  # fmt: skip
    """In the order of the form; a question that was left empty says so."""
    keys = set(shown)
    asked = [q for page in definition.pages for q in page.questions if q.key in keys]
    areas = places_of(values.get(q.key) for q in asked if q.kind is Kind.AREA)
    names: dict[str, list[str]] = {}
    for one in files:
        names.setdefault(one.key, []).append(one.name)
    return [
        Told(q.key, q.label, ", ".join(names.get(q.key, [])) or words(q, values.get(q.key), areas), number)
        for number, page in enumerate(definition.pages) for q in page.questions if q.key in keys
    ]  # fmt: skip


def words(question: Question, value: Any, areas: Mapping[str, Area]) -> str:
    """A value as people read it; empty where there is none. `areas` by code, of all that was answered."""
    if value in (None, ""):
        return ""
    if question.kind is Kind.AREA:
        return area_words(areas.get(str(value)))
    if question.kind in CHOICES:
        labels = {option.key: option.label for option in question.options}
        chosen: list[str] = value if isinstance(value, list) else [str(value)]
        return ", ".join(labels.get(key, key) for key in chosen)
    if question.kind is Kind.DATE and (day := asking.day(str(value))):
        return formats.day(day, get_language() or "id")
    if question.kind is Kind.NUMBER:
        return f"{str(value).replace('.', ',')} {question.unit}".strip()
    if question.kind is Kind.POINT and isinstance(value, Mapping):
        return f"{value.get('lat')}, {value.get('lon')}"
    if question.kind is Kind.CONSENT:
        return _("Ya")
    return str(value)


def answers_of(case: Case) -> list[Told]:
    """What a case's form asked beyond the case itself, for who answers it; nothing once it was erased."""
    values = json.loads(case.answers or "{}")
    if not values:
        return []
    if case.form is not None:
        definition = asking.read(case.form.definition)
    elif case.service is not None:
        definition = builtin.definition(case.service)
    else:
        return []
    return [one for one in told(definition, values, values) if one.key not in asking.RESERVED]


def place_of(code: Any) -> Area | None:
    return places_of([code]).get(str(code))


def places_of(codes: Iterable[Any]) -> dict[str, Area]:
    """Those of these that are codes of areas, with what lies above them; no query where there is none."""
    wanted = {code for code in codes if isinstance(code, str) and AREA_CODE.fullmatch(code)}
    rows = Area.objects.filter(code__in=wanted).select_related("parent__parent")
    return {area.code: area for area in rows}


def area_words(area: Area | None) -> str:
    """Way Kandis, Tanjung Senang, Kota Bandar Lampung."""
    if area is None:
        return ""
    names = [area.name]
    if area.parent:
        names.append(area.parent.name)
        if area.parent.parent and area.level != Level.REGENCY.value:
            names.append(area.parent.parent.name)
    return ", ".join(names)


def areas(text: str) -> list[Pick]:
    """Villages, then districts; after a comma what lies above: "Way Kandis, Bandar Lampung"."""
    first, *above = [part.strip() for part in text.split(",")]
    if len(first) < 2:
        return []
    found = [
        area for level in (Level.VILLAGE, Level.DISTRICT)
        for area in places.search(first, level, 40).select_related("parent__parent")
    ]  # fmt: skip
    exact = sorted(found, key=lambda a: (a.name.lower() != first.lower(), -a.likeness))  # type: ignore[attr-defined]
    wanted = [part.lower() for part in above if part]
    fitting = [a for a in exact if all(part in area_words(a).lower() for part in wanted)]
    return [pick(area) for area in fitting[:12]]


def area(code: str) -> Pick | None:
    found = place_of(code)
    return pick(found) if found else None


def pick(area: Area) -> Pick:
    name, _comma, above = area_words(area).partition(", ")
    return Pick(area.code, name, area.code, above)


def others_with_this_nik(case: Case) -> int:
    """
    How many earlier cases came with the same NIK and another name: a quiet hint to the officer, who
    sees no names. Names are sealed, so that they are compared here.
    """
    if not case.nik_hash or not case.name:
        return 0
    rows = Case.objects.filter(nik_hash=case.nik_hash, pk__lt=case.pk).exclude(name="")
    names = rows.order_by("-pk").values_list("name", flat=True)[:LOOKED_AT]
    return sum(_plain(name) != _plain(case.name) for name in names)


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def kept(days: int) -> str:
    """How long answers are kept, in years where they are whole."""
    years, rest = divmod(days, 365)
    return _("%d tahun") % years if years and not rest else _("%d hari") % days
