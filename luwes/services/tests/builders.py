"""A small service desk: an agency with a service, an officer who may answer it, somebody who asks."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.organisation.tests.builders import a_competency, a_unit, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record, an_employee
from luwes.places.models import Area
from luwes.services.actions.filing import Citizen, Filing, Receipt, Where, file
from luwes.services.models import Responsibility, Service, ServiceSkill, ServiceVersion, Subject
from luwes.services.rules.components import Component
from luwes.services.rules.states import CaseKind

NOW = datetime(2025, 2, 18, 3, 0, tzinfo=UTC)  # Tuesday, 10.00 WIB
TODAY = date(2025, 2, 18)
SINCE = Period(date(2020, 1, 1))
_next = count(1)


def a_subject(name: str = "Jalan rusak") -> Subject:
    return Subject.objects.get_or_create(
        code=name.lower().replace(" ", "-"), defaults={"name": name}
    )[0]


def a_service(
    unit: OrgUnit | None = None, *, kind: CaseKind = CaseKind.REQUEST, name: str = "Surat pindah",
    subject: Subject | None = None, promised: int = 1800, on_site: bool = False,
    skills: dict[Competency, int] | None = None, by: User | None = None,
) -> Service:  # fmt: skip
    """Published, with all fourteen components; four working days are promised."""
    unit = unit or a_unit("Dinas Kependudukan")
    by = by or a_user()
    service = Service.objects.create(
        agency=unit.agency, unit=unit, slug=f"layanan-{next(_next)}", kind=kind.value,
        subject=subject, on_site=on_site, made_at=NOW, made_by=by,
    )  # fmt: skip
    ServiceVersion.objects.create(
        service=service, number=1, state="published", name=name, summary="Ringkasan.",
        audience="Siapa saja", to_bring="KTP\nKartu keluarga", promised_minutes=promised,
        components={c.value: f"Isi {c.value}" for c in Component}, made_at=NOW, made_by=by,
        published_at=NOW, published_by=by,
    )  # fmt: skip
    for competency, level in (skills or {}).items():
        ServiceSkill.objects.create(service=service, competency=competency, level=level)
    return service


def an_officer(unit: OrgUnit, *skills: tuple[Competency, int], name: str = "") -> Employee:
    """Somebody with an account and the right to answer cases of the unit, and these competencies."""
    user = a_user(Role.SERVICE_OFFICER, scope_kind="unit", scope_id=unit.pk)
    person = an_employee(agency=unit.agency, **({"name": name} if name else {}))
    person.user = user
    person.save()
    for competency, level in skills:
        a_record(person, competency, level=level)
    return person


def a_place(code: str, name: str) -> Area:
    """An area of the code's own level: two numbers a regency, four a village."""
    level = ["province", "regency", "district", "village"][code.count(".")]
    return Area.objects.create(
        code=code, name=name, name_key=name.lower(), level=level, lat=-5.36, lon=105.28
    )


def looks_after(
    subject: Subject, unit: OrgUnit, area: Area | None, *, words: str = ""
) -> Responsibility:
    return Responsibility.objects.create(
        subject=subject, agency=unit.agency, unit=unit, area=area, words=words, basis="Perda 1/2020",
        period=SINCE,
    )  # fmt: skip


def filed(service: Service | None = None, **values: Any) -> Receipt:
    """A citizen's case; `values` of `Filing`, `now` and `by`."""
    now, by = values.pop("now", NOW), values.pop("by", None)
    given: dict[str, Any] = {
        "kind": CaseKind(service.kind) if service else CaseKind.REQUEST, "consent": "Setuju.",
        "service": service, "text": "Mohon surat pindah.",
        "citizen": Citizen("Warga Contoh", "081200000001"), "where": Where(),
    }  # fmt: skip
    return file(filing=Filing(**(given | values)), now=now, by=by)


def a_skill(name: str = "Melayani lewat aplikasi") -> Competency:
    return a_competency(name.lower().replace(" ", "-"), name)


def an_office() -> tuple[Agency, OrgUnit]:
    unit = a_unit("Dinas Kependudukan")
    return unit.agency, unit
