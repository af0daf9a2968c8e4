"""What is offered: made, described in drafts, put in force as the public sees it, opened and closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import TextField, Value
from django.utils.text import slugify
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.services import access, searching
from luwes.services.models import (
    COMPONENT_LABELS,
    Service,
    ServiceSkill,
    ServiceVersion,
    Subject,
    Theme,
)
from luwes.services.rules.components import Component
from luwes.services.rules.states import CaseKind, VersionState

DRAFT, PUBLISHED = VersionState.DRAFT.value, VersionState.PUBLISHED.value


@dataclass(frozen=True)
class Description:
    """What a draft says. `components`: text by `Component`."""

    name: str
    summary: str = ""
    audience: str = ""
    to_bring: str = ""
    words: str = ""
    promised_minutes: int = 0
    fee: int = 0
    components: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, version: ServiceVersion) -> "Description":
        return cls(**{name: getattr(version, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Terms:
    """How a service is run: no part of its versions, in force at once."""

    unit: OrgUnit
    subject: Subject | None = None
    themes: Sequence[Theme] = ()
    skills: Mapping[Competency, int] = field(default_factory=dict)
    is_open: bool = True
    on_site: bool = False


@transaction.atomic
def offer(*, name: str, kind: CaseKind, terms: Terms, now: datetime, on: date, by: User) -> Service:
    """
    A new service with an empty first draft: nobody sees it before that is in force.

    :raises Refused: without a name, or where the government has one for the subject already
    """
    require(access.can_offer(by, terms.unit, on))
    refuse([*_nameless(name), *_taken(terms.unit.agency, terms.subject, None)])
    service = make(name=name, kind=kind, terms=terms, now=now, by=by)
    ServiceVersion.objects.create(
        service=service, number=1, name=name.strip(), promised_minutes=0, made_at=now, made_by=by
    )
    audit.record(
        by, "services.service_made", service, chain=str(service.agency_id), name=name.strip()
    )
    return service


def make(*, name: str, kind: CaseKind, terms: Terms, now: datetime, by: User) -> Service:
    """The rows of a service without any description; called by other actions alone."""
    service = Service.objects.create(
        agency=terms.unit.agency, unit=terms.unit, slug=free_slug(name, terms.unit.agency),
        kind=kind.value, subject=terms.subject, is_open=terms.is_open, on_site=terms.on_site,
        made_at=now, made_by=by,
    )  # fmt: skip
    _attach(service, terms)
    return service


@transaction.atomic
def write(
    *, service: Service, text: Description, revision: int, now: datetime, on: date, by: User
) -> ServiceVersion:
    """
    Keep the draft; the first time it becomes a version of its own. `revision`: of the draft that was
    looked at, 0 where there was none.

    :raises Refused: without a name, or when somebody else wrote meanwhile
    """
    require(access.can_manage(by, service, on))
    lock(service)
    draft = draft_of(service)
    refuse([*_nameless(text.name), *_meanwhile(draft.revision if draft else 0, revision)])
    if draft is None:
        last = service.versions.order_by("-number").values_list("number", flat=True).first() or 0
        draft = ServiceVersion(service=service, number=last + 1, revision=0)
    for name in Description.__dataclass_fields__:
        value = getattr(text, name)
        setattr(draft, name, value.strip() if isinstance(value, str) else value)
    draft.components = {c.value: text.components.get(c.value, "").strip() for c in Component}
    draft.revision += 1
    draft.made_at, draft.made_by = now, by
    draft.save()
    return draft


@transaction.atomic
def discard(*, service: Service, revision: int, on: date, by: User) -> None:
    """
    Throw the draft away; what is in force stays.

    :raises Refused: for the first one, or when somebody wrote in it meanwhile
    """
    require(access.can_manage(by, service, on))
    lock(service)
    draft = draft_of(service)
    if draft is None:
        return
    problems = _meanwhile(draft.revision, revision)
    if draft.number == 1:
        problems.append(Problem(_("Uraian pertama tidak dapat dibuang.")))
    refuse(problems)
    audit.record(
        by,
        "services.draft_discarded",
        service,
        chain=str(service.agency_id),
        name=draft.name,
        version=draft.number,
    )
    draft.delete()


@transaction.atomic
def publish(*, service: Service, revision: int, now: datetime, on: date, by: User) -> None:
    """
    The draft that was looked at is in force from now on, and found by its words; a second press
    changes nothing.

    :raises Refused: while something is missing, or when somebody wrote in it meanwhile
    """
    require(access.can_manage(by, service, on))
    lock(service)
    draft = draft_of(service)
    if draft is None:
        return
    refuse([*_meanwhile(draft.revision, revision), *lacks(Description.of(draft))])
    put_in_force(draft, now, by)
    audit.record(
        by,
        "services.service_published",
        service,
        chain=str(service.agency_id),
        name=draft.name,
        version=draft.number,
    )


def put_in_force(version: ServiceVersion, now: datetime, by: User) -> None:
    """Called by other actions alone, which hold the service."""
    older = version.service.versions.filter(state=PUBLISHED)
    older.update(state=VersionState.RETIRED.value)
    version.state, version.published_at, version.published_by = PUBLISHED, now, by
    version.save(update_fields=["state", "published_at", "published_by"])
    _index(version)


@transaction.atomic
def run(*, service: Service, terms: Terms, revision: int, on: date, by: User) -> None:
    """
    Set whose it is, what it asks of officers, where it is found, and whether it is open.

    :raises Refused: when somebody else did meanwhile, for a unit of another government, or where
        that has one for the subject already
    """
    require(access.can_manage(by, service, on) and access.can_offer(by, terms.unit, on))
    lock(service)
    problems = _meanwhile(service.revision, revision)
    if terms.unit.agency_id != service.agency_id:
        problems.append(Problem(_("Unit itu milik pemerintah lain."), "unit"))
    refuse([*problems, *_taken(service.agency, terms.subject, service)])
    service.unit, service.subject = terms.unit, terms.subject
    service.is_open, service.on_site = terms.is_open, terms.on_site
    service.revision += 1
    service.save(update_fields=["unit", "subject", "is_open", "on_site", "revision"])
    _attach(service, terms)
    for version in service.versions.filter(state=PUBLISHED).order_by("pk"):
        _index(version)
    audit.record(
        by,
        "services.service_changed",
        service,
        chain=str(service.agency_id),
        is_open=_("ya") if terms.is_open else _("tidak"),
    )


def draft_of(service: Service) -> ServiceVersion | None:
    return service.versions.filter(state=DRAFT).order_by("pk").first()


def lacks(text: Description) -> list[Problem]:
    """What is still missing before the public may see it: all of it at once."""
    problems = _nameless(text.name)
    for name, words in (
        ("summary", _("Tulis ringkasannya.")), ("audience", _("Tulis untuk siapa.")),
        ("to_bring", _("Tulis apa yang disiapkan.")),
    ):  # fmt: skip
        if not getattr(text, name).strip():
            problems.append(Problem(words, name))
    if text.promised_minutes <= 0:
        problems.append(Problem(_("Tulis waktu yang dijanjikan."), "promised"))
    for component in Component:
        if not text.components.get(component.value, "").strip():
            words = _("Komponen “%s” masih kosong.") % COMPONENT_LABELS[component.value]
            problems.append(Problem(words, f"text_{component.value}", "UU 25/2009 ps. 21"))
    return problems


def free_slug(name: str, agency: Agency) -> str:
    """The words of the address: name and government, with a number where they are taken."""
    place = slugify(agency.name).removeprefix("pemerintah-")
    base = f"{slugify(name)[:44]}-{place}"[:76].strip("-") or "layanan"
    taken = set(
        Service.objects.filter(slug__startswith=base).order_by().values_list("slug", flat=True)
    )
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _attach(service: Service, terms: Terms) -> None:
    service.themes.set(terms.themes)
    service.skills.all().delete()
    ServiceSkill.objects.bulk_create(
        ServiceSkill(service=service, competency=skill, level=level)
        for skill, level in terms.skills.items()
    )


def _index(version: ServiceVersion) -> None:
    """What the search finds it by: its name and people's words before what it is about, then the rest."""
    service = version.service
    themes = " ".join(service.themes.order_by("pk").values_list("name", flat=True))
    about = f"{service.subject.name} {service.subject.words}" if service.subject else ""
    parts = (
        ("A", f"{version.name} {version.words}"), ("B", f"{version.summary} {themes} {about}"),
        ("C", f"{version.audience} {version.to_bring} {version.components.get(Component.PRODUCT, '')}"),
    )  # fmt: skip
    vectors = [
        SearchVector(Value(text, output_field=TextField()), weight=weight, config=searching.CONFIG)
        for weight, text in parts
    ]
    ServiceVersion.objects.filter(pk=version.pk).update(
        document=vectors[0] + vectors[1] + vectors[2]
    )


def _nameless(name: str) -> list[Problem]:
    return [] if name.strip() else [Problem(_("Beri nama."), "name")]


def _meanwhile(now: int, seen: int) -> list[Problem]:
    if now == seen:
        return []
    words = _("Orang lain mengubahnya sementara Anda menulis. Tulisan Anda masih ada di bawah: bandingkan dengan yang tersimpan, lalu simpan lagi.")  # fmt: skip
    return [Problem(words)]


def _taken(agency: Agency, subject: Subject | None, but: Service | None) -> list[Problem]:
    if subject is None:
        return []
    rows = Service.objects.filter(agency=agency, subject=subject)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if not rows.exists():
        return []
    return [
        Problem(_("Pemerintah ini sudah mempunyai layanan untuk pokok laporan itu."), "subject")
    ]
