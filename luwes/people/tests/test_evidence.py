"""Experience proposed as evidence: decided by who keeps the file, once; it raises no level."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_competency, a_user
from luwes.people import actions
from luwes.people.models import CompetencyRecord, Employee, Evidence
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2025, 3, 3, tzinfo=UTC), date(2025, 3, 3)


def proposed(employee: Employee | None = None) -> Evidence:
    experience = actions.Experience(
        ("staffing.assignment", "7"), "Perawat, Rajabasa", Period(date(2025, 2, 25), TODAY), 6, 40,
        [a_competency("gadar", "Gawat darurat")],
    )  # fmt: skip
    person = employee or an_employee()
    for _twice in range(2):
        actions.propose_evidence(employee=person, experience=experience, now=NOW)
    assert Evidence.objects.count() == 2
    return Evidence.objects.exclude(competency=None).get()


def test_it_is_decided_once_and_no_level_follows() -> None:
    row, by = proposed(), a_user(Role.STAFFING_ANALYST)
    actions.decide_evidence(evidence=row, take=True, on=TODAY, now=NOW, by=by)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.decide_evidence(evidence=row, take=False, on=TODAY, now=NOW, by=by)
    assert not CompetencyRecord.objects.exists()


def test_the_file_shows_it_and_who_keeps_the_file_decides(client: Any) -> None:
    person = an_employee(user=a_user())
    row = proposed(person)
    client.force_login(person.user)
    page = client.get(f"/pegawai/{person.pk}/pengalaman/").content.decode()
    assert "Usulan bukti: Gawat darurat" in page
    assert "Terima</" not in page
    assert client.post(f"/pegawai/bukti/{row.pk}/", {"deed": "take"}).status_code == 404
    client.force_login(a_user(Role.STAFFING_ANALYST))
    assert client.post(f"/pegawai/bukti/{row.pk}/", {"deed": "leave"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "left"
    assert "Usulan bukti: " not in client.get(f"/pegawai/{person.pk}/pengalaman/").content.decode()
