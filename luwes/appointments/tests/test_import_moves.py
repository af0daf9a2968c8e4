"""The next staff list: who moved, left the list, came back, got another NIP; and that history stays."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from luwes.appointments.models import Appointment
from luwes.appointments.tests.builders import an_appointment
from luwes.appointments.tests.offices import STAFF, Office
from luwes.audit.models import Entry
from luwes.core.periods import Period
from luwes.imports.tests.builders import ON, state_of_data, take_in, told
from luwes.organisation.models import OrgUnit
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import a_position, a_title, a_unit, an_agency
from luwes.people.models import Employee
from luwes.people.tests.builders import a_nip, an_employee

LATER = ON + timedelta(days=30)


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def other(office: Office) -> OrgUnit:
    return a_unit("Dinas Sosial", agency=office.agency)


def history(employee: Employee) -> list[tuple[int, date, date | None]]:
    """Units by period, the first first."""
    rows = Appointment.objects.filter(employee=employee).order_by("period")
    return [(row.unit_id, row.period.start, row.period.end) for row in rows]


def test_the_same_list_twice_changes_nothing(office: Office) -> None:
    rows = [
        office.row(1), office.row(2, UNOR_ID="BARU", UNOR_NAMA="UPTD Baru"),
        office.row(3, JABATAN_NAMA="Jabatan Tak Dikenal"), office.row(4, GOL_AKHIR_NAMA="Z"),
        office.row(5, GOL_AKHIR_NAMA="IIIa", NOMOR_HP="0811 0000 005", ALAMAT="Jl. Rekaan 5"),
        office.row(6, UNOR_ID="", UNOR_NAMA="UPTD Tanpa Kode", NIK="123"),
    ]  # fmt: skip
    office.take(*rows, accept_clean=True)
    before = state_of_data()
    for on in (ON, LATER):
        outcome = office.take(*rows, accept_clean=True, on=on)
        assert outcome.taken
        assert state_of_data() == before
        assert outcome.counts["unchanged"] == 5
        details = Entry.objects.latest("pk").details
        assert all(details[kind] == 0 for kind in ("new", "changed", "moved", "vanished"))
        assert (details["rows"], details["refused"]) == (6, 1)


def test_whoever_is_no_longer_in_the_list_is_flagged_and_kept(office: Office) -> None:
    office.take(office.row(1), office.row(2))
    outcome = office.take(office.row(1), on=LATER)
    assert outcome.counts["vanished"] == 1
    gone = Employee.objects.get(nip=a_nip(2))
    assert (gone.missing_since, gone.is_current) == (LATER, True)
    assert history(gone) == [(office.unit.pk, ON, None)]
    assert outcome.plan.samples["vanished"][0]["label"] == gone.name
    again = office.take(office.row(1), on=LATER + timedelta(days=1))
    assert again.counts["vanished"] == 0
    assert Employee.objects.get(pk=gone.pk).missing_since == LATER


def test_whoever_is_back_is_no_longer_missing(office: Office) -> None:
    office.take(office.row(1), office.row(2))
    office.take(office.row(1))
    outcome = office.take(office.row(1), office.row(2), on=LATER)
    assert outcome.counts["returned"] == 1
    assert Employee.objects.get(nip=a_nip(2)).missing_since is None


def test_part_of_a_list_misses_nobody(office: Office) -> None:
    office.take(office.row(1), office.row(2))
    outcome = office.take(office.row(1), on=LATER, partial=True)
    assert outcome.counts["vanished"] == 0
    assert not Employee.objects.exclude(missing_since=None).exists()


def test_people_of_other_agencies_are_not_missed(office: Office) -> None:
    neighbour = an_employee(agency=an_agency())
    outcome = office.take(office.row(1))
    assert outcome.counts["vanished"] == 0
    neighbour.refresh_from_db()
    assert neighbour.missing_since is None


def test_a_refused_row_does_not_make_its_person_vanish(office: Office) -> None:
    office.take(office.row(1), office.row(2), office.row(3))
    outcome = office.take(
        office.row(1), office.row(2, GOL_AKHIR_NAMA="Z"), office.row(3, NIP_BARU="12", PNS_ID=""),
        accept_clean=True,
    )  # fmt: skip
    assert outcome.counts["vanished"] == 0
    assert not Employee.objects.exclude(missing_since=None).exists()


def test_a_move_is_a_new_appointment_and_the_old_one_ends(office: Office, other: OrgUnit) -> None:
    office.take(office.row(1))
    outcome = office.take(office.row(1, UNOR_ID=other.code), on=LATER)
    assert (outcome.counts["moved"], outcome.counts["changed"]) == (1, 0)
    assert history(Employee.objects.get()) == [
        (office.unit.pk, ON, LATER),
        (other.pk, LATER, None),
    ]


def test_another_title_in_the_same_unit_is_a_move_too(office: Office) -> None:
    a_title("Bidan")
    office.take(office.row(1))
    outcome = office.take(office.row(1, JABATAN_NAMA="Bidan"), on=LATER)
    assert outcome.counts["moved"] == 1
    titles = Appointment.objects.order_by("period").values_list("position__title__name", flat=True)
    assert list(titles) == ["Perawat", "Bidan"]


def test_a_move_corrected_on_the_same_day_leaves_one_appointment(
    office: Office, other: OrgUnit
) -> None:
    office.take(office.row(1))
    office.take(office.row(1, UNOR_ID=other.code))
    assert history(Employee.objects.get()) == [(other.pk, ON, None)]


def test_a_move_and_back_is_three_appointments(office: Office, other: OrgUnit) -> None:
    office.take(office.row(1))
    office.take(office.row(1, UNOR_ID=other.code), on=LATER)
    office.take(office.row(1), on=LATER + timedelta(days=5))
    assert [unit for unit, _, _ in history(Employee.objects.get())] == [
        office.unit.pk, other.pk, office.unit.pk,
    ]  # fmt: skip


def test_a_row_without_unit_moves_nobody(office: Office) -> None:
    office.take(office.row(1))
    outcome = office.take(office.row(1, UNOR_ID="", UNOR_NAMA=""), on=LATER)
    assert outcome.counts["unchanged"] == 1
    assert history(Employee.objects.get()) == [(office.unit.pk, ON, None)]


def test_a_fixed_term_is_kept_over_a_move(office: Office, other: OrgUnit) -> None:
    term = Period(date(2024, 1, 1), date(2027, 1, 1))
    person = an_employee(agency=office.agency, nip=a_nip(1), pns_id="P1")
    an_appointment(person, a_position(unit=office.unit, title=office.title), period=term)
    office.take(office.row(1, UNOR_ID=other.code))
    assert history(person) == [
        (office.unit.pk, date(2024, 1, 1), ON),
        (other.pk, ON, date(2027, 1, 1)),
    ]


def test_a_corrected_nip_keeps_the_person(office: Office) -> None:
    office.take(office.row(1))
    person = Employee.objects.get()
    outcome = office.take(office.row(1, NIP_BARU=a_nip(9)), on=LATER)
    assert (outcome.counts["nip_corrected"], outcome.counts["changed"]) == (1, 1)
    same = Employee.objects.get()
    assert (same.pk, same.nip) == (person.pk, a_nip(9))
    assert history(same) == [(office.unit.pk, ON, None)]
    assert f"{a_nip(1)} → {a_nip(9)}" in outcome.plan.samples["changed"][0]["detail"]


def test_without_a_pns_id_the_nip_tells_who_it_is_and_the_id_is_learnt(office: Office) -> None:
    office.take(office.row(1, PNS_ID=""))
    outcome = office.take(office.row(1, PNS_ID="P1"))
    assert outcome.counts["changed"] == 1
    assert Employee.objects.get().pns_id == "P1"


def test_two_people_can_exchange_their_nips(office: Office) -> None:
    office.take(office.row(1), office.row(2))
    first = Employee.objects.get(pns_id="P1")
    outcome = office.take(office.row(1, NIP_BARU=a_nip(2)), office.row(2, NIP_BARU=a_nip(1)))
    assert outcome.counts["nip_corrected"] == 2
    first.refresh_from_db()
    assert first.nip == a_nip(2)


def test_a_nip_that_another_person_keeps_is_refused(office: Office) -> None:
    office.take(office.row(1), office.row(2))
    outcome = office.check(office.row(1, NIP_BARU=a_nip(2)), partial=True)
    assert [told(p) for p in outcome.problems] == [
        ("refused", 2, "NIP BARU", "NIP sudah dipakai pegawai lain", a_nip(2))
    ]


def test_another_pns_id_with_a_known_nip_is_another_person_and_refused(office: Office) -> None:
    office.take(office.row(1))
    outcome = office.check(office.row(1, PNS_ID="P77"))
    assert [p.message for p in outcome.problems] == ["NIP sudah dipakai pegawai lain"]


def test_somebody_on_file_with_another_agency_is_not_taken_over(office: Office) -> None:
    an_employee(agency=an_agency(), nip=a_nip(1), pns_id="P1")
    outcome = office.check(office.row(1))
    assert [(p.message, p.row) for p in outcome.problems] == [("tercatat di instansi lain", 2)]


def test_a_list_of_all_agencies_moves_people_between_them(office: Office) -> None:
    neighbour = an_agency("Pemerintah Kabupaten Tetangga")
    person = an_employee(agency=neighbour, nip=a_nip(1), pns_id="P1")
    an_appointment(person, a_position(unit=a_unit(agency=neighbour)))
    path = office.file(office.row(1, INSTANSI_INDUK_NAMA=office.agency.name))
    outcome = take_in(STAFF, path, agency=None, by=office.by)
    assert outcome.counts["moved"] == 1
    person.refresh_from_db()
    assert person.agency == office.agency
    assert [unit for unit, _, _ in history(person)][-1] == office.unit.pk


def test_blank_cells_change_nothing(office: Office) -> None:
    full = {"GELAR_DEPAN": "Ns.", "EMAIL": "sri@contoh.invalid", "ALAMAT": "Jl. Rekaan 1"}
    office.take(office.row(1, **full))
    before = state_of_data()
    blank = dict.fromkeys(full, "")
    outcome = office.take(office.row(1, **blank, NIK="", TANGGAL_LAHIR="", KEDUDUKAN_HUKUM_ID=""))
    assert outcome.counts["unchanged"] == 1
    assert state_of_data() == before


def test_a_change_is_told_with_its_old_and_new_value_but_private_ones_unsaid(
    office: Office,
) -> None:
    office.take(office.row(1))
    outcome = office.take(office.row(1, GOL_AKHIR_NAMA="III/d", ALAMAT="Jl. Rahasia 1"))
    (sample,) = outcome.plan.samples["changed"]
    assert sample["detail"] == "golongan: III/c → III/d; alamat"
    assert sample["row"] == 2


def test_changes_of_people_are_kept_in_their_history(office: Office) -> None:
    office.take(office.row(1))
    office.take(office.row(1, GOL_AKHIR_NAMA="III/d"))
    model = Employee.pgh_event_model  # type: ignore[attr-defined]
    grades = model.objects.order_by("pgh_id").values_list("grade", flat=True)
    assert list(grades) == ["III/c", "III/d"]
    assert model.objects.last().pgh_context.metadata["reason"] == "import staff"


@pytest.fixture
def head(office: Office) -> str:
    """The title of a post for one holder in the office's unit."""
    title = a_title("Kepala Dinas", kind=PositionKind.TOP_LEADER)
    a_position(unit=office.unit, title=title)
    return title.name


def test_two_heads_in_the_list_are_both_refused(office: Office, head: str) -> None:
    outcome = office.check(office.row(1, JABATAN_NAMA=head), office.row(2, JABATAN_NAMA=head))
    assert [told(p)[1:4] for p in outcome.problems] == [
        (2, "JABATAN NAMA", "jabatan untuk satu pemegang: dua orang dalam berkas"),
        (3, "JABATAN NAMA", "jabatan untuk satu pemegang: dua orang dalam berkas"),
    ]


def test_a_head_is_succeeded_when_the_old_one_moves(
    office: Office, head: str, other: OrgUnit
) -> None:
    office.take(office.row(1, JABATAN_NAMA=head))
    outcome = office.take(
        office.row(1, UNOR_ID=other.code), office.row(2, JABATAN_NAMA=head), on=LATER
    )
    assert outcome.taken
    holders = Appointment.objects.filter(position__title__name=head).order_by("period")
    assert [(a.employee.nip, a.period.start, a.period.end) for a in holders] == [
        (a_nip(1), ON, LATER),
        (a_nip(2), LATER, None),
    ]


def test_a_second_head_is_refused_while_the_first_one_stays(office: Office, head: str) -> None:
    office.take(office.row(1, JABATAN_NAMA=head))
    outcome = office.check(office.row(2, JABATAN_NAMA=head), partial=True, on=LATER)
    assert [p.message for p in outcome.problems] == [
        "jabatan untuk satu pemegang: dipegang Pegawai Rekaan 1"
    ]


def test_two_heads_can_exchange_their_posts(office: Office, head: str, other: OrgUnit) -> None:
    a_position(unit=other, title=a_title("Kepala Dinas Sosial", kind=PositionKind.TOP_LEADER))
    office.take(
        office.row(1, JABATAN_NAMA=head),
        office.row(2, JABATAN_NAMA="Kepala Dinas Sosial", UNOR_ID=other.code),
    )
    outcome = office.take(
        office.row(2, JABATAN_NAMA=head),
        office.row(1, JABATAN_NAMA="Kepala Dinas Sosial", UNOR_ID=other.code),
        on=LATER,
    )
    assert (outcome.counts["moved"], outcome.problems) == (2, [])
    assert Appointment.objects.count() == 4
