"""Half a year at the service desks: the forms filled in, every channel, what was forwarded, what was read."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from luwes.audit.models import Entry
from luwes.core import clock
from luwes.demo import flood, loading, serving
from luwes.services import access
from luwes.services.models import Case, CaseEntry, NikReading
from luwes.services.queries import forms

pytestmark = pytest.mark.django_db
NOW = flood.DECLARED
TODAY = NOW.astimezone(flood.WIB).date()


def test_half_a_year_of_services(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    clock.set_to(NOW)
    world = loading.load(count=400, folder=tmp_path, now=NOW, on=TODAY)
    told = serving.load(world, NOW, TODAY)
    assert clock.now().date() == NOW.date()
    cases = Case.objects.select_related("service", "form", "agency", "entered_by")
    assert told["cases"] == len(cases) > 100
    _filled_in([case for case in cases if case.form])
    _written_down(list(cases))
    _forwarded(len(cases))
    _complained(told["complaints"])
    read = NikReading.objects.select_related("case")
    assert read
    assert all(row.why and row.case.nik for row in read)


def _complained(count: int) -> None:
    """One about a case that was answered, looked into and answered; one in hand, one just in, one late."""
    rows = Case.objects.filter(kind="complaint").select_related("officer__user", "service")
    assert count == len(rows) == 4
    assert Counter(row.state for row in rows) == {"confirmed": 1, "assigned": 1, "received": 2}
    ended = next(row for row in rows if row.state == "confirmed")
    told = {one.key: one.text for one in forms.answers_of(ended)}
    about = Case.objects.get(number=told["perkara"])
    assert about.closed_at
    assert about.closed_at < ended.received_at
    for row in rows:
        if row.officer is not None:
            assert row.officer != about.officer
            assert access.can_oversee(row.officer.user, row, TODAY)
    waiting = [row for row in rows if row.officer is None]
    late = [row.number for row in waiting if row.due_at and row.due_at < NOW]
    assert len(late) == 1


def _filled_in(cases: list[Case]) -> None:
    assert len({case.form.definition["pages"][1]["title"] for case in cases if case.form}) == 3
    for case in cases:
        told = {one.key: one.text for one in forms.answers_of(case)}
        assert len(told) >= 5
        assert len(case.nik) == 16
        assert case.files.filter(by_citizen=True).exists()


def _written_down(cases: list[Case]) -> None:
    came = Counter(case.channel for case in cases)
    assert came["online"] > came["desk"] > came["phone"] > 0 < came["paper"]
    for case in cases:
        assert (case.channel == "online") == (case.entered_by is None)
        assert case.consent_words.startswith("Dibacakan petugas") == (case.entered_by is not None)
    assert Entry.objects.filter(deed="services.filed_for").count() == len(cases) - came["online"]


def _forwarded(cases: int) -> None:
    """With so few people one regency stands, so that only roads of the province go elsewhere."""
    sent = CaseEntry.objects.filter(kind="forwarded").select_related("case__agency")
    assert 0.05 < len(sent) / cases < 0.3
    for entry in sent:
        assert "jalan provinsi" in entry.text
        assert entry.case.agency.kind == "province"
        assert entry.case.officer_id
