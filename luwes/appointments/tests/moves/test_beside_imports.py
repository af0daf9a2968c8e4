"""A fresh staff list beside requests that are under way: the list says so, the request is stale."""

from datetime import timedelta
from pathlib import Path

import pytest

from luwes.appointments.models import Move, MoveRequest
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.moving.judging import judged
from luwes.appointments.tests.offices import Office
from luwes.imports.tests.builders import ON, told
from luwes.organisation.tests.builders import a_position, a_title
from luwes.people.models import Employee


@pytest.mark.django_db
def test_a_list_that_moves_somebody_in_a_request_says_so_and_the_request_is_stale(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path)
    a_title("Bidan")
    office.take(office.row(1), office.row(2))
    person = Employee.objects.get(pns_id="P1")
    request = MoveRequest.objects.create(
        agency=office.agency, number=4, title="Rotasi", effective_on=ON + timedelta(days=90),
        basis="Rapat", state="submitted", made_by=office.by, made_at="2025-02-24T00:00:00Z",
    )  # fmt: skip
    Move.objects.create(
        request=request, order=1, employee=person, kind="transfer", origin=person.appointments.get(),
        to_position=a_position(unit=office.unit),
    )  # fmt: skip
    rows = [office.row(1, JABATAN_NAMA="Bidan"), office.row(2, JABATAN_NAMA="Bidan")]
    outcome = office.take(*rows, on=ON + timedelta(days=30))
    assert outcome.taken
    words = [told(p) for p in outcome.problems if "usul mutasi 4 (Rotasi)" in p.message]
    assert [(severity, row) for severity, row, *_rest in words] == [("warned", 2)]
    _known, (row,) = judged(request, moves_of(request), request.effective_on)
    assert [check.rule for check in row.refusing] == ["unchanged"]
    assert row.refusing[0].said.values["now"] == "Bidan"
