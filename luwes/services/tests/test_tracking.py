"""The citizen's page: only with the secret, in the office's public words, one tap to confirm or reopen."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.accounts.throttling import address, too_many
from luwes.appointments.models import Holiday
from luwes.core import clock
from luwes.organisation.tests.builders import a_user
from luwes.services import timekeeping, wording
from luwes.services.actions import ending, giving, nik, rating, talking, warnings
from luwes.services.actions.filing import Citizen, Receipt, Where
from luwes.services.forms import files
from luwes.services.models import Case, Satisfaction
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.nearness import Point
from luwes.services.rules.satisfaction import Element
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_service,
    a_subject,
    an_officer,
    filed,
)
from luwes.services.tests.test_cases import PHOTO
from luwes.services.tests.test_documents import a_pdf, a_picture

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(SOON)


def page(receipt: Receipt, name: str = "case_public", **more: int) -> str:
    return reverse(
        f"services:{name}", kwargs={"number": receipt.case.number, "secret": receipt.secret} | more
    )


def closed(receipt: Receipt) -> Case:
    case = receipt.case
    ending.close(
        case=case, text="Sudah jadi.", files=[PHOTO], now=SOON, on=TODAY, by=case.officer.user
    )
    return case


@pytest.fixture
def receipt() -> Receipt:
    service = a_service()
    an_officer(service.unit, name="Desi Permata")
    return filed(service, text="Saya pindah ke Metro.")


def test_number_and_secret_as_typed_open_the_page_and_a_guess_opens_nothing(
    client: Client, receipt: Receipt
) -> None:
    typed = {
        "number": receipt.case.number.lower().replace("-", " "),
        "secret": receipt.secret.lower(),
    }
    answer = client.post(reverse("services:track"), typed)
    assert answer.headers["Location"] == page(receipt)
    assert client.post(reverse("services:track"), typed | {"secret": "A" * 12}).status_code == 422
    wrong = reverse("services:case_public", args=[receipt.case.number, "A" * 12])
    assert client.get(wrong).status_code == 404
    assert client.get(page(receipt).replace("LPG", "LPX")).status_code == 404


def test_the_page_is_kept_by_nobody_and_sets_no_cookie_but_for_the_form(
    client: Client, receipt: Receipt
) -> None:
    answer = client.get(page(receipt))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_notes_and_who_it_was_given_to_stay_inside(client: Client, receipt: Receipt) -> None:
    by = receipt.case.officer.user
    talking.note(case=receipt.case, text="Orang ini pernah salah alamat.", now=NOW, on=TODAY, by=by)
    other = an_officer(receipt.case.unit)
    giving.hand_over(case=receipt.case, to=other, reason="Sedang sibuk", now=NOW, on=TODAY, by=by)
    talking.answer(case=receipt.case, text="Kami proses.", now=NOW, on=TODAY, by=other.user)
    shown = client.get(page(receipt)).content.decode()
    assert "Kami proses." in shown
    assert "salah alamat" not in shown
    assert "Sedang sibuk" not in shown


def test_a_question_is_answered_and_the_clock_goes_on(client: Client, receipt: Receipt) -> None:
    talking.ask(
        case=receipt.case, text="Alamat baru?", now=NOW, on=TODAY, by=receipt.case.officer.user
    )
    assert "Waktu berhenti" in client.get(page(receipt)).content.decode()
    sent = client.post(
        page(receipt, "say"),
        {"text": "Jalan Melati 3", "attached": SimpleUploadedFile("kk.jpg", a_picture())},
    )
    assert sent.status_code == 302
    receipt.case.refresh_from_db()
    assert receipt.case.state == "assigned"
    row = receipt.case.files.get()
    shown = client.get(page(receipt, "public_file", file_id=row.pk))
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == (
        "image/jpeg",
        "nosniff",
    )


def test_a_document_with_a_script_is_refused_and_the_words_stay(
    client: Client, receipt: Receipt
) -> None:
    bad = SimpleUploadedFile("surat.pdf", a_pdf(script="app.alert(1)"), "application/pdf")
    answer = client.post(page(receipt, "say"), {"text": "Ini suratnya", "attached": bad})
    assert answer.status_code == 422
    assert "Ini suratnya" in answer.content.decode()
    assert not receipt.case.files.exists()


def test_a_file_that_is_too_large_is_told_before_it_is_read(
    client: Client, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    monkeypatch.setattr(files, "checked", lambda *_: pytest.fail("read"))
    large = SimpleUploadedFile("besar.jpg", a_picture(), "image/jpeg")
    answer = client.post(page(receipt, "say"), {"text": "Ini", "attached": large})
    assert answer.status_code == 422
    assert "besar.jpg terlalu besar" in answer.content.decode()


def test_one_tap_confirms_and_the_second_changes_nothing(client: Client, receipt: Receipt) -> None:
    closed(receipt)
    assert "Sudah beres menurut Anda?" in client.get(page(receipt)).content.decode()
    for _ in range(2):
        assert client.post(page(receipt, "confirm")).status_code == 302
    assert receipt.case.entries.filter(kind="confirmed").count() == 1


def test_it_is_reopened_with_a_reason(client: Client, receipt: Receipt) -> None:
    closed(receipt)
    assert client.post(page(receipt, "reopen"), {"text": ""}).status_code == 422
    assert client.post(page(receipt, "reopen"), {"text": "Namanya salah"}).status_code == 302
    receipt.case.refresh_from_db()
    assert (receipt.case.state, receipt.case.reopened) == ("assigned", 1)


def test_nine_answers_once_and_thanks_once(client: Client, receipt: Receipt) -> None:
    closed(receipt)
    scores = {element.value: "4" for element in Element}
    assert client.post(page(receipt, "rate"), scores | {"time": ""}).status_code == 422
    assert client.post(page(receipt, "rate"), scores | {"time": "9"}).status_code == 422
    assert client.post(page(receipt, "rate"), scores).status_code == 302
    assert client.post(page(receipt, "rate"), scores).status_code == 422
    assert Satisfaction.objects.count() == 1
    assert client.post(page(receipt, "thank"), {"words": "Cepat dan ramah"}).status_code == 302
    assert client.post(page(receipt, "thank"), {"words": "Lagi"}).status_code == 422


def test_the_citizen_sees_who_read_the_nik(client: Client) -> None:
    service = a_service()
    an_officer(service.unit)
    receipt = filed(service, citizen=Citizen("Warga", nik="1871014503900003"))
    read = nik.read(
        case=receipt.case, why="Mencocokkan KK", now=NOW, on=TODAY, by=receipt.case.officer.user
    )
    assert read == "1871014503900003"
    shown = client.get(page(receipt)).content.decode()
    assert "Mencocokkan KK" in shown
    assert "1871014503900003" not in shown


def test_of_the_report_it_is_bundled_with_only_the_offices_words_are_shown(client: Client) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    an_officer(service.unit)
    where = Where(point=Point(-5.36, 105.28))
    head = filed(service, where=where, text="Rumah saya nomor 7")
    mine = filed(service, where=where, text="Lubang dekat masjid")
    talking.answer(
        case=head.case, text="Besok ditambal.", now=NOW, on=TODAY, by=head.case.officer.user
    )
    shown = client.get(page(mine)).content.decode()
    assert "Besok ditambal." in shown
    assert "Lubang dekat masjid" in shown
    assert "nomor 7" not in shown


def test_what_nobody_answered_for_a_month_is_not_said_to_be_confirmed_by_them(
    client: Client, receipt: Receipt
) -> None:
    closed(receipt)
    warnings.confirm_by_time(now=SOON + timedelta(days=31))
    shown = client.get(page(receipt)).content.decode()
    assert "Dianggap beres karena tidak ada kabar 30 hari" in shown
    assert "Anda menyatakan beres" not in shown


def test_citizens_read_of_permohonan_and_of_whoever_reads_their_thanks(
    client: Client, receipt: Receipt
) -> None:
    assert "perkara" not in client.get(page(receipt)).content.decode().lower()
    refused = client.post(page(receipt, "reopen"), {"text": "Belum"}).content.decode()
    assert "Urusan ini sudah terbuka" in refused
    closed(receipt)
    answers = [
        client.get(page(receipt)).content.decode(),
        client.post(page(receipt, "say"), {"text": "Satu lagi"}).content.decode(),
        client.post(page(receipt, "confirm"), follow=True).content.decode(),
    ]
    assert all("perkara" not in text.lower() for text in answers)
    assert "Belum beres?" in answers[0]
    assert "membacanya dan tahu dari siapa" in answers[0]


def test_a_file_is_kept_by_nobody_and_a_document_only_downloaded(
    client: Client, receipt: Receipt
) -> None:
    by = receipt.case.officer.user
    talking.step(case=receipt.case, text="Jadi", files=[PHOTO], now=NOW, on=TODAY, by=by)
    row = receipt.case.files.get()
    for kind, ways in (("jpeg", ["inline", "inline"]), ("pdf", ["attachment", "attachment"])):
        receipt.case.files.update(kind=kind, name="surat")
        client.force_login(by, backend=settings.AUTHENTICATION_BACKENDS[-1])
        desk = client.get(reverse("services:case_file", args=[row.pk]) + "?lihat")
        sent = [client.get(page(receipt, "public_file", file_id=row.pk)), desk]
        assert [answer["Content-Disposition"].partition(";")[0] for answer in sent] == ways
        for answer in sent:
            assert "no-store" in answer["Cache-Control"]
            assert answer["Content-Security-Policy"].startswith("sandbox")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert f'"surat.{"jpg" if kind == "jpeg" else "pdf"}"' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (130, "2 jam 10 menit jam kerja"), (40, "40 menit jam kerja"), (120, "2 jam kerja"),
        (0, "0 menit jam kerja"), (3 * DAY_MINUTES, "3 hari kerja"), (-130, "2 jam 10 menit jam kerja"),
    ],
)  # fmt: skip
def test_working_time_is_said_as_such(minutes: int, words: str) -> None:
    assert wording.working(minutes) == words


def test_the_page_costs_the_same_for_much_that_was_said(client: Client, receipt: Receipt) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(page(receipt))
        return len(asked)

    by, few = receipt.case.officer.user, cost()
    for n in range(20):
        talking.step(case=receipt.case, text=f"Tahap {n}", files=[PHOTO], now=NOW, on=TODAY, by=by)
    assert cost() <= few
    assert few <= 15


def test_guesses_are_counted_and_slowed_down_and_right_looks_are_free(
    client: Client, receipt: Receipt
) -> None:
    settings.LUWES_GUESSES_PER_QUARTER, before = 2, settings.LUWES_GUESSES_PER_QUARTER
    wrong = reverse("services:case_public", args=[receipt.case.number, "A" * 12])
    try:
        assert {client.get(page(receipt)).status_code for _ in range(5)} == {200}
        codes = [client.get(wrong).status_code for _ in range(4)]
        assert client.get(page(receipt)).status_code == 200
        slower = client.get(wrong)
        typed = client.post(
            reverse("services:track"), {"number": receipt.case.number, "secret": receipt.secret}
        )
    finally:
        settings.LUWES_GUESSES_PER_QUARTER = before
    assert codes == [404, 404, 429, 429]
    assert typed.status_code == 302
    assert (slower.status_code, slower.headers["Retry-After"]) == (429, "900")
    assert "Tunggu 15 menit" in slower.content.decode()


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"), ("203.0.113.7", "203.0.113.7"), ("entah", "entah"),
    ],
)  # fmt: skip
def test_of_an_ipv6_address_the_network_is_counted(said: str, counted: str) -> None:
    assert address(RequestFactory().get("/", REMOTE_ADDR=said)) == counted


def test_a_number_or_code_with_what_cannot_be_printed_is_not_found(
    client: Client, receipt: Receipt
) -> None:
    for number in ("%00", "LPG-26-%001", "%E2%80%8BLPG", "%F0%9F%98%80"):
        assert client.get(f"/lacak/{number}/AAAA/").status_code == 404
        assert client.get(f"/lacak/{receipt.case.number}/{number}/").status_code == 404
        assert client.get(f"/isi/{number}/").status_code == 404
    for typed in ({"number": "LPG\x00", "secret": "A"}, {"number": "LPG-26-1", "secret": "\x00"}):
        assert client.post(reverse("services:track"), typed).status_code == 422


def test_a_tally_begins_anew_after_its_time() -> None:
    def come(minutes: int) -> bool:
        return too_many(
            "pintu", "203.0.113.7", most=2, seconds=600, now=NOW + timedelta(minutes=minutes)
        )

    assert [come(0), come(1), come(2)] == [False, False, True]
    assert come(11) is False
    assert too_many("pintu", "203.0.113.8", most=2, seconds=600, now=NOW) is False


def test_an_index_is_shown_with_how_many_answered_and_never_of_a_few(client: Client) -> None:
    service = a_service()
    an_officer(service.unit)
    manager = a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=service.agency_id)
    client.force_login(manager, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for n in range(6):
        receipt = filed(service)
        rating.rate(case=closed(receipt), scores=dict.fromkeys(Element, 4), words="", now=SOON)
        shown = client.get(reverse("services:satisfaction")).content.decode()
        assert ("100,00" in shown) is (n >= 4)
    assert "5 dari 6" in shown  # the sixth waits for four more
    assert (
        client.get(reverse("services:satisfaction"), {"sejak": "2024-11-05"})
        .content.decode()
        .count("0 dari 0")
        == 2
    )
    assert client.get(reverse("services:satisfaction"), {"sejak": "besok"}).status_code == 200


def test_who_handles_it_says_nothing_in_the_citizens_place(
    client: Client, receipt: Receipt
) -> None:
    closed(receipt)
    client.force_login(receipt.case.officer.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    scores = {element.value: "4" for element in Element}
    for name, values in (("confirm", {}), ("rate", scores), ("thank", {"words": "Hebat"})):
        assert client.post(page(receipt, name), values).status_code == 403
    assert not Satisfaction.objects.exists()


def test_what_was_said_of_an_end_that_was_none_does_not_count(receipt: Receipt) -> None:
    case = closed(receipt)
    rating.rate(case=case, scores=dict.fromkeys(Element, 4), words="", now=SOON)
    ending.reopen(case=case, text="Namanya salah", now=SOON)
    closed(receipt)
    rating.rate(case=case, scores=dict.fromkeys(Element, 2), words="", now=SOON)
    assert Satisfaction.objects.get().time == 2


def a_holiday(receipt: Receipt, *, local: bool) -> None:
    agency = receipt.case.agency if local else None
    day = date(TODAY.year, 3, 18) if local else date(TODAY.year, 8, 17)
    Holiday.objects.create(agency=agency, day=day, name="Libur", kind="national", source="SKB")


def test_a_local_holiday_alone_makes_no_year_known(receipt: Receipt) -> None:
    a_holiday(receipt, local=True)
    office = timekeeping.calendar(receipt.case.agency_id, TODAY)
    assert (office.holidays, office.known_years) == ({date(TODAY.year, 3, 18)}, set())
    a_holiday(receipt, local=False)
    assert timekeeping.calendar(receipt.case.agency_id, TODAY).known_years == {TODAY.year}


def test_the_citizen_reads_that_the_date_may_move_while_holidays_are_missing(
    client: Client, receipt: Receipt
) -> None:
    a_holiday(receipt, local=True)
    words = f"Tanggal ini dapat bergeser: hari libur {TODAY.year} belum diisi."
    assert words in client.get(page(receipt)).content.decode()
    a_holiday(receipt, local=False)
    assert "dapat bergeser" not in client.get(page(receipt)).content.decode()
