"""Invented employees for tests."""

from datetime import date
from itertools import count
from typing import Any

from luwes.accounts.models import User
from luwes.core.periods import Period
from luwes.core.secrets import fingerprint
from luwes.organisation.models import Agency, Competency
from luwes.organisation.tests.builders import SINCE, a_competency, an_agency
from luwes.people.models import CompetencyRecord, Employee

_next = count(1)


def a_nip(serial: int, *, born: date = date(1990, 4, 12), year: int = 2015, sex: int = 2) -> str:
    """A NIP of its own for every serial."""
    month, rest = divmod(serial, 900)
    return f"{born:%Y%m%d}{year + month // 12}{month % 12 + 1:02}{sex}{rest + 1:03}"


def an_employee(
    name: str = "",
    *,
    agency: Agency | None = None,
    user: User | None = None,
    nik: str = "",
    **values: Any,
) -> Employee:
    n = next(_next)
    defaults = {
        "nip": a_nip(n), "pns_id": f"PNS{n}", "birth_date": date(1990, 4, 12), "sex": "f",
        "employment": "pns", "grade": "III/c",
    }  # fmt: skip
    return Employee.objects.create(
        name=name or f"Pegawai Rekaan {n}", agency=agency or an_agency(), user=user, nik=nik,
        nik_hash=fingerprint(nik) if nik else "", **(defaults | values),
    )  # fmt: skip


def a_record(
    employee: Employee,
    competency: Competency | None = None,
    *,
    level: int = 3,
    period: Period = SINCE,
    evidence: str = "Sertifikat, 2024",
) -> CompetencyRecord:
    return CompetencyRecord.objects.create(
        employee=employee, competency=competency or a_competency(), level=level, period=period,
        evidence=evidence,
    )  # fmt: skip
