"""What a deployment starts with is put in place; what is there already stays as offices have changed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock
from luwes.core.periods import Period
from luwes.organisation import queries as organisation
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.organisation.rules import AgencyKind, UnitKind
from luwes.places import queries as places
from luwes.services import access
from luwes.services.actions import catalogue
from luwes.services.models import (
    FormVersion,
    Responsibility,
    Service,
    ServiceVersion,
    Subject,
    Synonym,
    Theme,
)
from luwes.services.reference import complaints, duties, of_province, of_regency, words
from luwes.services.reference.forms import SHIPPED
from luwes.services.reference.standard import Offer
from luwes.services.rules import asking
from luwes.services.rules.states import VersionState

SINCE = Period(date(2018, 1, 1))
OFFERS = (*of_province.OFFERS, *of_regency.OFFERS, *complaints.OFFERS)


@dataclass
class Loaded:
    """How many are new. `unknown`: competencies that the catalogue lacks, and nobody is asked for."""

    services: int = 0
    responsibilities: int = 0
    synonyms: int = 0
    unknown: tuple[str, ...] = ()


@transaction.atomic
def load(*, now: datetime, on: date, by: User) -> Loaded:
    """Themes, subjects, synonyms, then for every government whose what is and what it offers."""
    require(access.can_load(by))
    advisory_lock("services.load")
    for n, theme in enumerate(words.THEMES):
        Theme.objects.get_or_create(
            code=theme.code, defaults={"kind": theme.kind, "name": theme.name, "order": n}
        )
    for entry in duties.SUBJECTS:
        Subject.objects.get_or_create(
            code=entry.code, defaults={"name": entry.name, "words": entry.words}
        )
    loaded = Loaded(synonyms=_synonyms())
    agencies = list(organisation.agencies().select_related("area"))
    units = {agency.pk: _Units(agency, on) for agency in agencies}
    loaded.responsibilities = _duties(agencies, units)
    loaded.services, loaded.unknown = _offers(agencies, units, now, by)
    if loaded.services or loaded.responsibilities:
        audit.record(by, "services.services_loaded", by, services=loaded.services)
    return loaded


def _synonyms() -> int:
    known = set(Synonym.objects.order_by().values_list("word", flat=True))
    new = [Synonym(word=w, means=m) for w, m in words.SYNONYMS.items() if w not in known]
    return len(Synonym.objects.bulk_create(new))


class _Units:
    """The units of a government, found by what they are called."""

    def __init__(self, agency: Agency, on: date) -> None:
        asked = {
            name for entry in (*duties.SUBJECTS, *duties.NAMED, *OFFERS) for name in entry.units
        }
        wanted = Q(parent=None)
        for name in sorted(asked):
            wanted |= Q(name__holds=name)
        rows = organisation.shapes(on).filter(wanted, agency=agency).select_related("unit__agency")
        self._shapes = list(rows)

    def find(self, names: Sequence[str]) -> OrgUnit | None:
        """The highest in the tree that bears one of the names; without any the government's own office."""
        found = [
            (shape.path.count("."), n, shape.name, shape.pk, shape.unit)
            for n, name in enumerate(names)
            for shape in self._shapes
            if name.lower() in shape.name.lower()
        ]
        if found:
            return min(found, key=lambda row: row[:4])[4]
        tops = [shape for shape in self._shapes if shape.parent_id is None]
        tops.sort(key=lambda s: (s.kind != UnitKind.SECRETARIAT.value, s.name, s.pk))
        return tops[0].unit if tops else None


def _duties(agencies: Sequence[Agency], units: dict[int, _Units]) -> int:
    """Every regency's and city's own subjects in its area, and by name what the province looks after there."""
    subjects = Subject.objects.in_bulk(field_name="code")
    made = 0
    for agency in agencies:
        if agency.area is None or agency.kind == AgencyKind.PROVINCE.value:
            continue
        for entry in duties.SUBJECTS:
            unit = units[agency.pk].find(entry.units)
            made += _duty(subjects[entry.code], agency, unit, agency.area.code, (), entry.basis)
    for province in agencies:
        if province.kind != AgencyKind.PROVINCE.value or province.area is None:
            continue
        for named in duties.NAMED:
            if named.area == province.area.code or named.area.startswith(f"{province.area.code}."):
                unit = units[province.pk].find(named.units)
                made += _duty(
                    subjects[named.subject], province, unit, named.area, named.names, named.basis
                )
    return made


def _duty(
    subject: Subject, agency: Agency, unit: OrgUnit | None, area: str, names: Sequence[str], basis: str
) -> bool:  # fmt: skip
    found = places.by_code(area)
    if found is None:
        return False
    key = {"subject": subject, "agency": agency, "area": found}
    rest = {"unit": unit, "words": "; ".join(names), "basis": basis, "period": SINCE}
    return Responsibility.objects.get_or_create(**key, defaults=rest)[1]


def _offers(
    agencies: Sequence[Agency], units: dict[int, _Units], now: datetime, by: User
) -> tuple[int, tuple[str, ...]]:
    asked = {code for offer in OFFERS for code, _level in offer.skills}
    skills = Competency.objects.in_bulk(asked, field_name="code")
    subjects = Subject.objects.in_bulk(field_name="code")
    themes = Theme.objects.in_bulk(field_name="code")
    made = 0
    for agency in agencies:
        for offer in OFFERS:
            unit = units[agency.pk].find(offer.units)
            if agency.kind not in offer.governments or unit is None or _is_there(offer, agency):
                continue
            terms = catalogue.Terms(
                unit=unit, subject=subjects.get(offer.subject), on_site=offer.on_site,
                themes=[themes[code] for code in offer.themes],
                skills={skills[code]: level for code, level in offer.skills if code in skills},
            )  # fmt: skip
            _publish(offer, terms, now, by)
            made += 1
    return made, tuple(sorted(asked - skills.keys()))


def _is_there(offer: Offer, agency: Agency) -> bool:
    """Also under another name by now: the first description tells what it began as."""
    rows = Service.objects.filter(agency=agency)
    same = Q(versions__number=1, versions__name=offer.name)
    if offer.subject:
        same |= Q(subject__code=offer.subject)
    return rows.filter(same).exists()


def _publish(offer: Offer, terms: catalogue.Terms, now: datetime, by: User) -> None:
    service = catalogue.make(name=offer.name, kind=offer.kind, terms=terms, now=now, by=by)
    version = ServiceVersion.objects.create(
        service=service, number=1, name=offer.name, summary=offer.summary, audience=offer.audience,
        to_bring="\n".join(offer.to_bring), words=offer.words, fee=offer.fee,
        promised_minutes=offer.minutes, made_at=now, made_by=by,
        components={key.value: text for key, text in offer.components.items()},
    )  # fmt: skip
    catalogue.put_in_force(version, now, by)
    shipped = SHIPPED.get(offer.code)
    if shipped is not None:
        FormVersion.objects.create(
            service=service, number=1, state=VersionState.PUBLISHED.value,
            definition=asking.stored(shipped.definition), purpose=shipped.purpose,
            consent=shipped.consent, keep_days=shipped.keep_days, made_at=now, made_by=by,
            published_at=now, published_by=by,
        )  # fmt: skip
