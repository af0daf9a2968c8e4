"""The officers' desk: what comes first, what an overseer sees, and everything that can be done on a case."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.models import Holiday
from luwes.core import clock
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.services.actions import nik, talking
from luwes.services.actions.filing import Citizen, Where
from luwes.services.documents import Checked
from luwes.services.forms.desk import ReadNik
from luwes.services.models import CannedAnswer, Case, CaseFile, Service
from luwes.services.rules.asking import Definition, Kind, Page, Question
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    a_skill,
    a_subject,
    an_officer,
    filed,
    looks_after,
)
from luwes.services.tests.test_filling import a_form
from luwes.ui import search as searching

pytestmark = pytest.mark.django_db


LATER = NOW + timedelta(hours=1)
Enter = Callable[[User | None], Client]


def a_photo() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (64, 48), (120, 90, 60)).save(kept, "JPEG")
    return kept.getvalue()


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(LATER)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def enter(client: Client) -> Enter:
    def as_user(user: User | None) -> Client:
        assert user is not None
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return as_user


@pytest.fixture
def service() -> Service:
    return a_service(kind=CaseKind.REPORT, subject=a_subject(), name="Jalan rusak")


@pytest.fixture
def officer(service: Service) -> Employee:
    return an_officer(service.unit, name="Desi Rekaan")


def overseer(service: Service) -> User:
    return a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=service.unit_id)


def page(client: Client, case: Case, part: str = "") -> str:
    """With what follows by itself where scripts run, as a link shows it where none do."""
    asked = {"bagian": part} if part else {}
    return client.get(reverse("services:case", args=[case.pk]), asked).content.decode()


def press(client: Client, case: Case, deed: str, *, status: int = 302, **values: object) -> str:
    seen = case.entries.order_by("-pk").values_list("pk", flat=True).first() or 0
    data = {"deed": deed, "seen": seen} | values
    answer = client.post(reverse("services:case", args=[case.pk]), data)
    text = answer.content.decode()
    assert answer.status_code == status, text[:2000]
    return text


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("hasil.jpg", a_photo(), "image/jpeg")


def test_the_queue_is_by_what_is_due_and_what_waits_for_the_citizen_is_last(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    waiting = filed(service, text="Menunggu", now=NOW - timedelta(days=20)).case
    late = filed(service, text="Sudah lama", now=NOW - timedelta(days=9)).case
    filed(service, text="Baru saja")
    talking.ask(case=waiting, text="Di mana?", now=NOW - timedelta(days=19), on=TODAY, by=officer.user)  # fmt: skip
    text = enter(officer.user).get(reverse("services:desk")).content.decode()
    places = [text.index(word) for word in (late.number, "Baru saja", waiting.number)]
    assert places == sorted(places)
    assert "1 perkara lewat tenggat" in text


def test_who_oversees_sees_first_what_nobody_may_have_and_why(enter: Enter) -> None:
    skill = a_skill("Sertifikat air minum")
    service = a_service(skills={skill: 2}, name="Sambungan air")
    an_officer(service.unit, name="Belum Terlatih")
    filed(service, text="Mohon sambungan")
    filed(a_service(), text="Bukan urusan unit ini")
    client = enter(overseer(service))
    text = client.get(reverse("services:desk")).content.decode()
    assert "1 perkara belum ada petugasnya" in text
    assert "Diperlukan: Sertifikat air minum" in text
    assert "Bukan urusan unit ini" not in text
    case = Case.objects.get(service=service)
    assert 'hx-get="?bagian=serah" hx-trigger="load"' in page(client, case)
    text = page(client, case, "serah")
    assert "Belum Terlatih" in text
    assert "Tidak ada petugas lain yang dapat menerimanya" in text
    none = client.get(reverse("services:desk") + "?lihat=semua&keadaan=selesai&unit=x&layanan=9")
    assert "Tidak ada yang cocok" in none.content.decode()


def test_the_pages_cost_no_more_queries_with_more_cases(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    client = enter(overseer(service))
    filed(service, where=Where(place="Gang 0"))
    filed(service, where=Where(place="Gang 0"))

    def cost(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        return len(found)

    desk, first = reverse("services:desk"), Case.objects.order_by("pk").first()
    assert first is not None
    case = reverse("services:case", args=[first.pk])
    cost(desk)
    before = cost(desk), cost(case)
    for n in range(12):
        filed(service, where=Where(place=f"Gang {n}"))
    assert (cost(desk), cost(case)) == before


def test_a_case_costs_no_more_queries_with_much_on_it(enter: Enter, officer: Employee) -> None:
    """With a secret name, a form of its own, another office that it belongs to, and a queue beside it."""
    subject, city = a_subject(), a_place("18.71", "Bandar Lampung")
    service = Service.objects.get()
    places = [Question(f"tempat_{n}", Kind.AREA, f"Tempat {n}") for n in range(2)]
    form = a_form(service, Definition((Page("Apa?", questions=tuple(places)),)))
    case = filed(
        service, form=form, answers={q.key: city.code for q in places}, files=[Checked("a.jpg", "jpeg", a_photo())],
        citizen=Citizen("Warga Contoh", is_secret=True), where=Where(city, "Gang Mawar", Point(-5.36, 105.28)),
    ).case  # fmt: skip
    looks_after(subject, a_unit("Dinas Bina Marga"), city)
    CannedAnswer.objects.create(agency=service.agency, title="Diterima", text="Terima kasih.")
    filed(service, text="Yang lain", where=Where(city, "Gang Melati"))
    client = enter(officer.user)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert (
                "dirahasiakan" not in page(client, case).split('id="pemohon"')[1].split("</dl>")[0]
            )
        return len(found)

    cost()
    before = cost()
    assert before <= 15
    for n in range(8):
        said = {"text": f"Kabar {n}", "now": LATER + timedelta(minutes=n)}
        photo = Checked(f"{n}.jpg", "jpeg", a_photo())
        talking.citizen_says(case=case, files=[photo], **said)
        talking.note(case=case, on=TODAY, by=officer.user, **said)
        an_officer(service.unit, name=f"Petugas {n}")
        filed(
            service, text=f"Laporan {n}", same_as=case.pk, where=Where(point=Point(-5.36, 105.28))
        )
        filed(service, text=f"Perkara {n}", where=Where(city, f"Gang {n}"))
        CannedAnswer.objects.create(
            agency=service.agency, title=f"Jawaban {n}", text="Terima kasih."
        )
        Holiday.objects.create(
            day=f"2025-06-{n + 1:02}", name="Libur", kind="national", source="uji"
        )
    assert "8 laporan mengikuti perkara ini" in page(client, case)
    assert cost() == before


def test_an_answer_meets_the_first_clock_and_a_second_press_writes_nothing(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case, client = filed(service).case, enter(officer.user)
    first = case.entries.latest("pk").pk
    for _twice in range(2):
        press(client, case, "answer", text="Kami terima.", seen=first)
    assert case.entries.filter(kind="message").count() == 1
    met = case.clocks.get(kind="first_answer").met_at
    assert met is not None
    assert met - LATER < timedelta(minutes=1)


def test_whoever_has_not_read_what_came_meanwhile_is_asked_to(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case, client = filed(service).case, enter(officer.user)
    first = case.entries.latest("pk").pk
    talking.citizen_says(case=case, text="Sudah beres sendiri.", now=LATER)
    text = press(client, case, "answer", text="Kami terima.", seen=first, status=422)
    assert "Baca dulu, lalu kirim lagi" in text
    assert "Kami terima." in text
    press(client, case, "answer", text="Kami terima.")


def test_a_question_stops_the_clock_and_closing_needs_evidence(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case, client = filed(service).case, enter(officer.user)
    press(client, case, "ask", text="Di depan apa?")
    assert "Menunggu jawaban warga" in page(client, case)
    assert "masih menunggu" in press(client, case, "close", text="Beres", files=photo(), status=422)
    talking.citizen_says(case=case, text="Depan SD.", now=LATER)
    assert "Lampirkan bukti" in press(client, case, "close", text="Beres", status=422)
    press(client, case, "close", text="Sudah ditambal.", files=photo())
    case.refresh_from_db()
    assert case.state == "closed"
    assert "sudah selesai" in press(client, case, "answer", text="Satu lagi", status=422)


def test_files_are_looked_at_by_content_and_sent_as_downloads(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case, client = filed(service).case, enter(officer.user)
    bad = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>", "image/jpeg")
    assert "bukan foto" in press(client, case, "step", text="Diperiksa", files=bad, status=422)
    press(client, case, "step", text="Diperiksa", files=photo())
    row = CaseFile.objects.get(case=case)
    address = reverse("services:case_file", args=[row.pk])
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(address + "?lihat")["Content-Type"] == "image/jpeg"
    row.kind, row.name = "pdf", "surat.html"
    row.save()
    pdf = client.get(address + "?lihat")
    assert "attachment" in pdf["Content-Disposition"]
    assert "surat.html.pdf" in pdf["Content-Disposition"]
    assert enter(an_officer(a_unit("Dinas Lain")).user).get(address).status_code == 404


def test_a_secret_name_is_seen_only_by_who_has_the_case(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case = filed(service, citizen=Citizen("Pelapor Rahasia", "081200000009", is_secret=True)).case
    assert "Pelapor Rahasia" in page(enter(officer.user), case)
    seen = page(enter(overseer(service)), case)
    assert "Pelapor Rahasia" not in seen
    assert "081200000009" not in seen
    assert "dirahasiakan" in seen


def test_of_a_secret_name_an_overseer_gets_neither_nik_nor_answers_nor_files(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    form = a_form(
        service, Definition((Page("Apa?", questions=(Question("alamat", Kind.TEXT, "Alamat"),)),))
    )
    case = filed(
        service, citizen=Citizen("Pelapor Rahasia", nik="1871014503900003", is_secret=True),
        form=form, answers={"alamat": "Jalan Kenanga 5"}, files=[Checked("ktp.jpg", "jpeg", a_photo())],
    ).case  # fmt: skip
    boss, read = overseer(service), reverse("services:read_nik", args=[case.pk])
    sent = reverse("services:case_file", args=[case.files.get().pk])
    press(enter(officer.user), case, "step", text="Diperiksa", files=photo())
    shown = reverse("services:case_file", args=[case.files.get(by_citizen=False).pk])
    for user, is_told in ((officer.user, True), (boss, False)):
        client = enter(user)
        text = page(client, case)
        assert [word in text for word in ("Jalan Kenanga 5", sent, read)] == [is_told] * 3
        codes = [client.get(address).status_code for address in (sent, read, shown)]
        assert codes == ([200, 200, 200] if is_told else [404, 403, 200])
    with pytest.raises(PermissionDenied):
        nik.read(case=case, why="Ingin tahu", now=LATER, on=TODAY, by=boss)
    assert nik.read(case=case, why="KK", now=LATER, on=TODAY, by=officer.user)


def test_it_is_handed_over_only_to_who_may_have_it(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case, other = filed(service).case, an_officer(service.unit, name="Arif Rekaan")
    stranger = an_officer(a_unit("Dinas Lain"))
    client = enter(officer.user)
    assert "Arif Rekaan" not in page(client, case)
    assert "Arif Rekaan (0 perkara terbuka)" in page(client, case, "serah")
    text = press(client, case, "hand_over", to=stranger.pk, reason="Cuti", status=422)
    assert "Arif Rekaan (0 perkara terbuka)" in text
    press(client, case, "hand_over", to=other.pk, reason="Cuti")
    case.refresh_from_db()
    assert case.officer == other
    press(client, case, "answer", text="Masih saya?", status=404)


def test_it_is_forwarded_to_whose_it_is_with_one_click_or_to_any_office(enter: Enter, officer: Employee, service: Service) -> None:  # fmt: skip
    place, there = a_place("18.71", "Bandar Lampung"), a_unit("Dinas Bina Marga")
    case = filed(service, where=Where(place, "Jalan Ratu Dibalau")).case
    client = enter(officer.user)
    assert "Tidak ada kantor lain" in press(client, case, "forward_there", status=422)
    assert service.subject is not None
    looks_after(service.subject, there, place)
    assert there.agency.name in page(client, case)
    press(client, case, "forward_there")
    case.refresh_from_db()
    assert (case.unit, case.agency) == (there, there.agency)
    second = filed(service, where=Where(place="Gang Mawar")).case
    text = press(client, second, "forward", where_text="Bina Marga", reason="Jalan provinsi")
    second.refresh_from_db()
    assert second.unit == there, text


def test_many_are_bundled_at_once_and_one_is_taken_out(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    village = a_place("18.71.01.1001", "Kedaton")
    cases = [filed(service, where=Where(village)).case for _ in range(5)]
    client, keys = enter(officer.user), [case.pk for case in cases]
    client.post(reverse("services:bundle"), {"case": keys[:1]})
    assert not Case.objects.filter(state="bundled").exists()
    client.post(reverse("services:bundle"), {"case": keys, "head": "LPG\x00X"})
    assert not Case.objects.filter(state="bundled").exists()
    typed = cases[0].number.lower().replace("-", " ")
    client.post(reverse("services:bundle"), {"case": keys[1:], "head": typed})
    assert Case.objects.filter(head=cases[0], state="bundled").count() == 4
    assert "4 laporan mengikuti perkara ini" in page(client, cases[0])
    press(client, cases[1], "take_out")
    assert Case.objects.filter(head=cases[0]).count() == 3
    press(client, cases[1], "bundle", head="LPG-25-999999", status=422)
    press(client, cases[1], "bundle", head=cases[0].number.lower())
    assert Case.objects.filter(head=cases[0]).count() == 4


def test_near_reports_are_offered_to_be_bundled(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    first = filed(service, where=Where(point=Point(-5.36, 105.28))).case
    second = filed(service, where=Where(point=Point(-5.361, 105.28))).case
    client = enter(officer.user)
    assert f'Ikuti yang ini<span class="hide"> {first.number}' in page(client, second, "sama")
    address = reverse("services:case", args=[second.pk])
    alone = client.get(f"{address}?bagian=sama", headers={"HX-Request": "true"}).content.decode()
    assert first.number in alone
    assert "<html" not in alone
    Case.objects.filter(pk=first.pk).update(state="closed")
    assert "Tidak ada laporan terbuka yang sama" in page(client, second, "sama")


def test_a_ready_answer_is_filled_in_and_unknown_braces_stay(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case = filed(service, where=Where(place="Gang Mawar")).case
    row = CannedAnswer.objects.create(
        agency=service.agency, title="Diterima", text="Yth. {nama}, {nomor} di {tempat}, {petugas}."
    )
    address = reverse("services:case", args=[case.pk])
    text = enter(officer.user).get(f"{address}?siap={row.pk}").content.decode()
    assert f"Yth. Warga Contoh, {case.number} di Gang Mawar, {{petugas}}." in text


def test_the_clock_tells_its_law_what_is_left_and_what_is_not_known(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case, client = filed(service).case, enter(officer.user)
    text = page(client, case)
    assert "PermenPANRB 62/2018" in text
    assert "kerja lagi" in text
    assert "Hari libur 2025 belum diisi" in text
    for year in (2025, 2026):
        Holiday.objects.create(
            day=f"{year}-01-01", name="Tahun baru", kind="national", source="uji"
        )
    assert "belum diisi" not in page(client, case)


def test_notes_stay_inside_and_a_stranger_sees_nothing(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    case = filed(service, files=[Checked("foto.jpg", "jpeg", a_photo())]).case
    press(enter(officer.user), case, "note", text="Cek ke UPTD.")
    entry = case.entries.get(kind="note")
    assert entry.is_internal
    client = enter(an_officer(a_unit("Dinas Lain")).user)
    press(client, case, "note", text="Halo", status=404)
    assert case.number not in client.get(reverse("services:desk")).content.decode()


def test_the_first_page_says_what_is_due_and_costs_little(enter: Enter, service: Service, officer: Employee) -> None:  # fmt: skip
    filed(service, now=NOW - timedelta(days=9))
    skilled = a_service(service.unit, skills={a_skill(): 3})
    filed(skilled)
    for user, words in (
        (officer.user, "1 perkara lewat tenggat"),
        (overseer(service), "1 perkara belum ada petugasnya"),
    ):  # fmt: skip
        client = enter(user)
        client.get("/")
        with CaptureQueriesContext(connection) as found:
            text = client.get("/").content.decode()
        assert words in text
        assert len(found) <= 15


def test_a_case_is_found_by_its_number_by_who_may_see_it(service: Service, officer: Employee) -> None:  # fmt: skip
    case = filed(service).case
    assert officer.user is not None
    short = case.number.replace("-0", "-").lower()
    for text in (case.number, case.number[-5:], short):
        found = searching.found(officer.user, text, TODAY)
        assert [hit.title for group in found for hit in group.hits if group.key == "cases"] == [case.number], text  # fmt: skip
    stranger = an_officer(a_unit("Dinas Lain")).user
    assert not [g for g in searching.found(stranger, case.number, TODAY) if g.key == "cases"]


def test_the_form_to_read_a_nik_speaks_the_readers_language() -> None:
    with translation.override("en"):
        english = str(ReadNik().fields["why"].label)
    with translation.override("id"):
        assert str(ReadNik().fields["why"].label) == "Untuk keperluan apa?" != english
