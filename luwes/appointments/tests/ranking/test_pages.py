"""Candidates as people see them: who is there, in which order, and what a blind page keeps to itself."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment, MoveRequest
from luwes.appointments.ranking import ranked
from luwes.appointments.rules.candidates import WEIGHTS, Criterion
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.models import Position, PositionRequirement
from luwes.organisation.rules import PositionKind as K
from luwes.organisation.tests.builders import (
    a_competency,
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record, an_employee

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)
EVEN = dict.fromkeys(Criterion, 0)


class Town:
    """A vacant post of a supervisor, and people who fit it more or less."""

    def __init__(self, name: str = "Pemerintah Kota Rekaan") -> None:
        self.agency = an_agency(name)
        self.unit = a_unit("Dinas Sosial Rekaan", agency=self.agency, area=an_area())
        self.other = a_unit("Badan Rahasia Rekaan", agency=self.agency)
        chiefs = a_group("kepala", "Kepala seksi")
        self.post = a_position(
            unit=self.unit, headcount=1,
            title=a_title(f"Kepala Seksi Bantuan {name[-5:]}", kind=K.SUPERVISOR, group=chiefs),
        )  # fmt: skip
        self.skill = a_competency("manajemen", "Manajemen bencana")
        PositionRequirement.objects.create(position=self.post, competency=self.skill, level=3)
        self.best = self.person("Hidayat Tersembunyi", "Kepala Seksi Data", K.SUPERVISOR, level=3)
        self.good = self.person("Wulandari Tersembunyi", "Kepala Seksi Umum", K.SUPERVISOR, level=1)
        self.clerk = self.person("Kusuma Tersembunyi", "Pengelola Arsip", K.EXECUTIVE)

    def person(
        self, name: str, title: str, kind: K, *, level: int = 0, **values: object
    ) -> Employee:
        given = {"education": "S-1 Hukum", "birth_date": date(1983, 7, 9), "sex": "f"} | values
        person = an_employee(name, agency=self.agency, **given)
        post = a_position(
            unit=self.other, title=a_title(f"{title} {person.pk}", kind=kind), headcount=1
        )
        an_appointment(person, post, period=Period(date(2022, 1, 3)))
        if level:
            a_record(person, self.skill, level=level)
        return person

    def analyst(self) -> User:
        scope = {"scope_kind": "agency", "scope_id": self.agency.pk}
        return a_user(Role.STAFFING_ANALYST, name="Sri Analis", **scope)

    def url(self, rest: str = "/") -> str:
        return f"/jabatan/{self.post.pk}/calon{rest}"

    def names(
        self, user: User | None = None, weights: dict[Criterion, int] | None = None
    ) -> list[str]:
        post = Position.objects.select_related("title__group", "unit__agency").get(pk=self.post.pk)
        found = ranked.rank(user or self.analyst(), post, weights or WEIGHTS, ON)
        return [c.employee.name for c in ranked.some(found, 0, 99, named=True) if c.employee]


def test_who_fits_better_stands_higher_and_weights_change_that() -> None:
    town = Town()
    assert town.names() == ["Hidayat Tersembunyi", "Wulandari Tersembunyi", "Kusuma Tersembunyi"]
    a_record(town.clerk, town.skill, level=5)
    assert set(town.names(weights=EVEN | {Criterion.COMPETENCE: 1})[:2]) == {
        "Hidayat Tersembunyi", "Kusuma Tersembunyi",
    }  # fmt: skip


def test_a_competency_counts_while_it_is_in_force() -> None:
    town = Town()
    record = town.best.competencies.get()
    record.period = Period(date(2020, 1, 1), ON)
    record.save()
    assert town.names()[0] == "Wulandari Tersembunyi"


def test_two_records_count_as_the_better_one() -> None:
    town = Town()
    a_record(town.good, town.skill, level=3, period=Period(date(2020, 1, 1), date(2027, 1, 1)))
    a_record(town.good, town.skill, level=2)
    post = Position.objects.select_related("title__group", "unit__agency").get(pk=town.post.pk)
    found = ranked.rank(town.analyst(), post, WEIGHTS, ON)
    row = found.pool.ids.tolist().index(town.good.pk)
    assert found.points[Criterion.COMPETENCE][row] == pytest.approx(
        0.9
    )  # 3 ends soon; 2 of 3 is less


def test_whom_the_rules_of_moves_refuse_is_counted_with_the_reason() -> None:
    town = Town()
    town.person("Standing", "Kepala Seksi A", K.SUPERVISOR, legal_standing="15")
    town.person("Old", "Kepala Seksi B", K.SUPERVISOR, birth_date=date(1969, 1, 5))
    town.person("Contract", "Pengelola C", K.EXECUTIVE, employment="pppk")
    town.person("High", "Kepala Bidang D", K.ADMINISTRATOR)
    town.person("School", "Pengelola E", K.EXECUTIVE, education="SMA")
    town.person("Unread", "Pengelola F", K.EXECUTIVE, education="Paket?")
    holder = an_employee("Holder", agency=town.agency)
    an_appointment(holder, town.post)
    gone = town.person("Gone", "Pengelola G", K.EXECUTIVE)
    Employee.objects.filter(pk=gone.pk).update(is_current=False)
    assert set(town.names()) == {
        "Hidayat Tersembunyi", "Wulandari Tersembunyi", "Kusuma Tersembunyi", "Unread",
    }  # fmt: skip
    post = Position.objects.select_related("title__group", "unit__agency").get(pk=town.post.pk)
    found = ranked.rank(town.analyst(), post, WEIGHTS, ON)
    assert dict(found.barred) == {
        "Kedudukan hukum tidak memungkinkan": 1, "Segera pensiun atau melewati batas usia": 1,
        "PPPK untuk jabatan khusus PNS": 1, "Jabatan sekarang lebih tinggi": 1,
        "Pendidikan di bawah syarat promosi": 1, "Sudah memegang jabatan ini": 1,
    }  # fmt: skip
    assert found.count + sum(n for _why, n in found.barred) == found.everybody


def test_people_out_of_reach_are_not_ranked_and_a_contract_stays_in_its_agency() -> None:
    town, neighbour = Town(), Town("Pemerintah Kabupaten Tetangga")
    assert len(town.names()) == 3
    everywhere = a_user(Role.STAFFING_ANALYST)
    neighbour.person("Tetangga Kontrak", "Guru Bantu", K.SUPERVISOR, employment="pppk")
    assert len(town.names(everywhere)) == 6
    unit_only = a_user(Role.STAFFING_ANALYST, scope_kind="unit", scope_id=town.unit.pk)
    assert town.names(unit_only) == []


def test_somebody_without_a_post_may_be_considered() -> None:
    town = Town()
    an_employee("Kembali Belajar", agency=town.agency, education="S-2 Hukum")
    assert "Kembali Belajar" in town.names()


def test_what_is_not_scored_moves_nobody() -> None:
    """Sex, age, name and number change; the points don't."""
    town = Town()
    post = Position.objects.select_related("title__group", "unit__agency").get(pk=town.post.pk)
    before = ranked.rank(town.analyst(), post, WEIGHTS, ON)
    Employee.objects.filter(pk=town.best.pk).update(
        sex="m", birth_date=date(1990, 1, 1), name="Lain", nip="199001012015011001",
        languages=["Lampung"],
    )  # fmt: skip
    after = ranked.rank(town.analyst(), post, WEIGHTS, ON)
    points = [
        dict(zip(r.pool.ids.tolist(), r.totals.tolist(), strict=True)) for r in (before, after)
    ]
    assert points[0] == points[1]


# ── blind ────────────────────────────────────────────────────────────


def hidden(town: Town) -> list[str]:
    """Everything by which one of these people could be known."""
    told = []
    for person in (town.best, town.good, town.clerk):
        held = Appointment.objects.select_related("position__title", "unit").get(employee=person)
        told += [
            person.name, person.name.split()[0], person.nip, str(person.pns_id), person.education,
            str(held.position.title), f"/pegawai/{person.pk}/", f"orang={person.pk}", "Badan Rahasia",
            held.unit.code,
        ]  # fmt: skip
    return [*told, "1983", "Juli", "Perempuan", "perempuan", "III/c"]


def test_a_blind_page_tells_nobody(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    answer = client.get(town.url(), {"per": ON.isoformat()})
    page = re.sub(r"\s+", " ", answer.content.decode())
    assert "3 orang dapat dipertimbangkan" in page
    assert len(re.findall(r"[A-Z2-7]{4}-[A-Z2-7]{4}</span>", page)) >= 3
    assert "Manajemen bencana 3 dari 3" in page
    assert [word for word in hidden(town) if word in page] == []


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_blind_file_tells_nobody(client: Client, form: str) -> None:
    town = Town()
    client.force_login(town.analyst())
    answer = client.get(town.url(f".{form}"), {"per": ON.isoformat()})
    raw = b"".join(answer.streaming_content)
    if form == "xlsx":
        rows = CalamineWorkbook.from_filelike(BytesIO(raw)).get_sheet_by_index(0).to_python()
        assert len(rows) == 4
        assert rows[0][:4] == ["Urutan", "Nomor calon", "Nilai", "Kompetensi (47)"]
        with ZipFile(BytesIO(raw)) as parts:
            raw = b"".join(parts.read(name) for name in parts.namelist() if "/sheet" in name or "shared" in name)  # fmt: skip
    text = raw.decode()
    assert [word for word in hidden(town) if word in text] == []
    assert answer.headers["Content-Disposition"].endswith(f'calon-{town.post.pk}-{ON}.{form}"')


def test_a_number_stays_with_the_person_and_another_post_gives_another() -> None:
    assert ranked.number_of(1, 5) == ranked.number_of(1, 5)
    assert len({ranked.number_of(post, who) for post in (1, 2) for who in range(500)}) == 1000


def test_names_are_opened_by_a_deed_that_says_why(client: Client) -> None:
    town = Town()
    analyst = town.analyst()
    client.force_login(analyst)
    refused = client.post(town.url("/bernama/"))
    assert refused.status_code == 422
    assert "Hidayat" not in refused.content.decode()
    assert not Entry.objects.filter(deed="appointments.candidates_named").exists()
    answer = client.post(town.url("/bernama/"), {"purpose": "Rapat tim penilai"})
    page = answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Hidayat Tersembunyi" in page
    assert f"/mutasi/baru/?orang={town.best.pk}&amp;jabatan={town.post.pk}" in page
    entry = Entry.objects.get(deed="appointments.candidates_named")
    assert (entry.by, entry.reason, entry.chain) == (
        analyst,
        "Rapat tim penilai",
        str(town.agency.pk),
    )
    assert (entry.details["first_place"], entry.details["last_place"]) == (1, 3)
    assert entry.details["candidates"][0] == town.best.pk
    assert len(set(entry.details["candidates"])) == 3
    file = client.post(town.url("-bernama.xlsx"), {"purpose": "Lampiran rapat"})
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(file.streaming_content))).get_sheet_by_index(0).to_python()  # fmt: skip
    assert [row[2] for row in rows[1:]] == ["Hidayat Tersembunyi", "Wulandari Tersembunyi", "Kusuma Tersembunyi"]  # fmt: skip
    assert Entry.objects.filter(deed="appointments.candidates_named").count() == 2


def test_a_page_without_anybody_opens_nothing(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    answer = client.post(f"{town.url('/bernama/')}?hal=2", {"purpose": "Rapat"})
    assert answer.status_code == 404
    assert not Entry.objects.filter(deed="appointments.candidates_named").exists()


def test_a_named_page_asked_for_by_address_shows_nothing(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    assert client.get(town.url("/bernama/")).status_code == 405
    assert client.get(town.url("-bernama.xlsx")).status_code == 405


def test_only_who_prepares_or_signs_moves_there_looks_for_candidates(client: Client) -> None:
    town, neighbour = Town(), Town("Pemerintah Kabupaten Tetangga")
    scope = {"scope_kind": "agency", "scope_id": town.agency.pk}
    for user, status in (
        (town.analyst(), 200), (a_user(Role.APPROVER, **scope), 200), (a_user(Role.AUDITOR, **scope), 403),
        (a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=town.unit.pk), 403), (neighbour.analyst(), 404),
    ):  # fmt: skip
        client.force_login(user)
        for rest in ("/", ".csv"):
            assert client.get(town.url(rest)).status_code == status
        for rest in ("/bernama/", "-bernama.csv"):
            answer = client.post(town.url(rest), {"purpose": "Melihat"})
            assert answer.status_code == status
    assert Entry.objects.filter(deed="appointments.candidates_named").count() == 4


# ── the page itself ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    "asked",
    [
        "kompetensi=x", "kompetensi=-5", "rumpun=101", "hal=9999", "hal=x", "per=2199-01-01", "per=0001-01-01",
        "per=9999-12-31", "kompetensi=0&rumpun=0&kelas=0&lama=0&asal=0&jarak=0", "kelas=99999999999999999999",
    ],
)  # fmt: skip
def test_a_dirty_address_does_not_break_the_page(client: Client, asked: str) -> None:
    town = Town()
    client.force_login(town.analyst())
    answer = client.get(f"{town.url()}?{asked}")
    assert answer.status_code == 200


def test_weights_of_nought_everywhere_are_refused_in_words(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    nought = dict.fromkeys(("kompetensi", "rumpun", "kelas", "lama", "asal", "jarak"), "0")
    assert (
        "Beri bobot sedikitnya pada satu kriteria."
        in client.get(town.url(), nought).content.decode()
    )


def test_nobody_at_all_is_said(client: Client) -> None:
    agency = an_agency()
    post = a_position(unit=a_unit(agency=agency), headcount=1)
    client.force_login(a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=agency.pk))
    assert "Tidak ada calon dalam jangkauan Anda" in client.get(f"/jabatan/{post.pk}/calon/").content.decode()  # fmt: skip


def test_a_proposal_begins_with_the_person_and_the_post(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    today = clock.today()
    asked = f"?orang={town.best.pk}&jabatan={town.post.pk}"
    values = {"agency": town.agency.pk, "title": "Penataan", "effective_on": today.isoformat(), "basis": "Rapat"}  # fmt: skip
    answer = client.post(f"/mutasi/baru/{asked}", values, follow=True)
    page = answer.content.decode()
    assert MoveRequest.objects.count() == 1
    assert re.search(rf'value="{town.best.pk}"[^>]*checked', page)
    assert re.search(rf'value="{town.post.pk}"[^>]*checked', page)


def test_the_number_of_questions_does_not_grow(
    client: Client, django_assert_max_num_queries
) -> None:
    town = Town()
    for n in range(40):
        town.person(f"Pegawai {n}", "Kepala Seksi", K.SUPERVISOR, level=2)
    client.force_login(town.analyst())
    client.get(town.url())
    with django_assert_max_num_queries(25):
        client.get(town.url())
    with django_assert_max_num_queries(32):
        client.post(town.url("/bernama/"), {"purpose": "Rapat"})


def test_the_post_leads_to_its_candidates_for_whoever_may_look(client: Client) -> None:
    town = Town()
    client.force_login(town.analyst())
    assert f"{town.url()}?per=" in client.get(f"/jabatan/{town.post.pk}/").content.decode()
    client.force_login(a_user(Role.AUDITOR))
    assert "/calon/" not in client.get(f"/jabatan/{town.post.pk}/").content.decode()
