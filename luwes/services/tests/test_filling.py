"""From the first field to the receipt: nothing typed is lost, and it is sent once."""

import io
import json
import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core import clock, secrets
from luwes.core.errors import Refused
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.places.models import Area
from luwes.services import access
from luwes.services.actions import filling
from luwes.services.models import Case, CaseFile, DraftFile, FormDraft, FormVersion, Service
from luwes.services.queries import forms as queries
from luwes.services.rules import asking
from luwes.services.rules.asking import Condition, Definition, Kind, Option, Page, Question
from luwes.services.rules.states import CaseKind, Channel
from luwes.services.rules.tracking import spelled
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    a_subject,
    an_officer,
    filed,
    looks_after,
)

pytestmark = pytest.mark.django_db
HOW_BAD = Question(
    "parah", Kind.ONE, "Seberapa parah?", required=True,
    options=(Option("ringan", "Ringan"), Option("putus", "Tidak dapat dilewati")),
)  # fmt: skip
DETOUR = Question("jalan_lain", Kind.TEXT, "Jalan lainnya?", required=True, when=Condition("parah", ("putus",)))  # fmt: skip
TWO_PAGES = Definition((
    Page("Apa?", questions=(Question("uraian", Kind.LONG, "Apa?", required=True), HOW_BAD, DETOUR, Question("foto", Kind.FILE, "Foto"))),
    Page("Siapa?", questions=(Question("nama", Kind.TEXT, "Nama"), Question("hp", Kind.PHONE, "HP"), Question("nik", Kind.NIK, "NIK"))),
))  # fmt: skip


@pytest.fixture(autouse=True)
def that_day(settings: Any, tmp_path: Any) -> None:
    clock.set_to(NOW)
    settings.MEDIA_ROOT = tmp_path


def a_form(service: Service, definition: Definition = TWO_PAGES, *, number: int = 1, state: str = "published") -> FormVersion:  # fmt: skip
    return FormVersion.objects.create(
        service=service, number=number, state=state, definition=asking.stored(definition),
        purpose="Untuk menangani.", consent="Saya setuju.", made_at=NOW, made_by=service.made_by,
    )  # fmt: skip


def begun(client: Client, service: Service) -> str:
    """The address of the first page of a new draft."""
    answer = client.post(reverse("services:begin", args=[service.slug]), follow=True)
    return str(answer.redirect_chain[-1][0])


def key_of(address: str) -> str:
    return address.split("/")[2]


def a_photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    return SimpleUploadedFile("lubang.png", out.getvalue(), "image/png")


GOOD = {"j_uraian": "Jalan berlubang", "j_parah": "ringan"}


def sent(client: Client, service: Service, **more: Any) -> str:
    """The key of a draft that went all the way."""
    page = begun(client, service)
    client.post(page, GOOD)
    client.post(page.replace("/1/", "/2/"), more)
    key = key_of(page)
    client.post(reverse("services:fill_check", args=[key]), {"consent": "on"})
    return key


def test_what_is_wrong_is_told_beside_its_field_and_kept(client: Client) -> None:
    service = a_service()
    a_form(service)
    page = begun(client, service)
    answer = client.post(page, {"j_uraian": "", "j_parah": "", "j_foto": a_photo()})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_j_uraian"' in body
    assert 'href="#id_j_parah_0"' in body
    assert DraftFile.objects.get().name == "lubang.png"
    assert "lubang.png" in body
    client.post(page, {"j_uraian": "Jalan <b>putus</b>", "j_parah": "putus", "j_jalan_lain": ""})
    again = client.get(page).content.decode()
    assert "Jalan &lt;b&gt;putus&lt;/b&gt;" in again
    assert "Jalan lainnya?" in again


def test_a_further_question_comes_before_the_next_page(client: Client) -> None:
    service = a_service()
    a_form(service)
    page = begun(client, service)
    answer = client.post(page, GOOD | {"j_parah": "putus"})
    assert answer.headers["Location"].startswith(f"{page}?lanjutan=1#id_j_jalan_lain")
    answer = client.post(page, GOOD | {"j_parah": "putus", "j_jalan_lain": "Gang Rekaan"})
    assert answer.headers["Location"].endswith("/2/")


def test_back_loses_nothing_even_what_is_wrong(client: Client) -> None:
    service = a_service()
    a_form(service)
    first = begun(client, service)
    client.post(first, GOOD)
    second = first.replace("/1/", "/2/")
    answer = client.post(second, {"j_nama": "Siti", "j_hp": "12", "arah": "kembali"})
    assert answer.headers["Location"] == first
    assert 'value="12"' in client.get(second).content.decode()
    check = reverse("services:fill_check", args=[key_of(first)])
    assert client.get(check).headers["Location"] == f"{second}?salah=1"
    assert "mulai dengan 0" in client.get(f"{second}?salah=1").content.decode()


def test_sent_becomes_a_case_with_what_is_reserved_in_its_place(client: Client) -> None:
    service = a_service()
    form = a_form(service)
    key = sent(client, service, j_nama="Siti", j_hp="0812 3456 7890", j_nik="1871014502900003")
    case = Case.objects.get()
    assert (case.name, case.phone, case.nik) == ("Siti", "081234567890", "1871014502900003")
    assert (case.text, case.form, case.consent_words) == ("Jalan berlubang", form, "Saya setuju.")
    assert [(one.label, one.text) for one in queries.answers_of(case)] == [("Seberapa parah?", "Ringan")]  # fmt: skip
    draft = FormDraft.objects.get()
    assert (draft.answers, draft.case) == ("{}", case)
    assert secrets.fingerprint(draft.secret) == case.secret_hash
    receipt = client.get(reverse("services:receipt", args=[key])).content.decode()
    assert case.number in receipt
    assert re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", receipt)


def test_a_second_press_and_a_reload_find_the_same_receipt(client: Client) -> None:
    service = a_service()
    a_form(service)
    key = sent(client, service)
    check = reverse("services:fill_check", args=[key])
    receipt = reverse("services:receipt", args=[key])
    for answer in (client.post(check, {"consent": "on"}), client.get(check), client.post(reverse("services:fill_page", args=[key, 1]), GOOD)):  # fmt: skip
        assert answer.headers["Location"] == receipt
    assert Case.objects.count() == 1
    words = spelled(FormDraft.objects.get().secret)
    assert all(words in client.get(receipt).content.decode() for _ in range(2))


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_at_once_make_one_case() -> None:
    service = a_service()
    key = filling.begin(service=service, form=None, now=NOW)
    draft = queries.draft_by_key(key)
    assert draft
    filling.save(draft=draft, page=0, typed={"uraian": "Mohon surat"}, now=NOW)

    def send() -> None:
        mine = queries.draft_by_key(key)
        assert mine
        filling.send(draft=mine, agrees=True, now=NOW)
        connection.close()

    tabs = [threading.Thread(target=send) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert Case.objects.count() == 1


def test_nothing_is_sent_without_consent_or_unanswered(client: Client) -> None:
    service = a_service()
    a_form(service)
    page = begun(client, service)
    client.post(page, GOOD)
    check = reverse("services:fill_check", args=[key_of(page)])
    answer = client.post(check, {})
    assert answer.status_code == 422
    assert 'href="#setuju"' in answer.content.decode()
    draft = queries.draft_by_key(key_of(page))
    assert draft
    filling.save(draft=draft, page=0, typed={"uraian": ""}, now=NOW)
    with pytest.raises(Refused, match="Isi bagian ini"):
        filling.send(draft=draft, agrees=True, now=NOW)
    assert not Case.objects.exists()


def test_a_form_changed_while_someone_fills_it_stays_for_them(client: Client) -> None:
    service = a_service()
    old = a_form(service)
    page = begun(client, service)
    FormVersion.objects.filter(pk=old.pk).update(state="retired")
    new = a_form(service, Definition((Page("Baru", questions=(Question("lain", Kind.TEXT, "Lain", required=True),)),)), number=2)  # fmt: skip
    client.post(page, GOOD)
    client.post(reverse("services:fill_check", args=[key_of(page)]), {"consent": "on"})
    assert Case.objects.get().form == old
    assert "Lain" in client.get(begun(client, service)).content.decode()
    assert new.drafts.count() == 1


def test_a_service_without_a_form_has_a_simple_one(client: Client) -> None:
    service = a_service()
    page = begun(client, service)
    client.post(page, {"j_uraian": "Mohon surat pindah"})
    client.post(page.replace("/1/", "/2/"), {"j_nama": "Siti", "j_rahasia": "on"})
    client.post(reverse("services:fill_check", args=[key_of(page)]), {"consent": "on"})
    case = Case.objects.get()
    assert (case.text, case.name, case.is_secret, case.form) == ("Mohon surat pindah", "Siti", True, None)  # fmt: skip
    assert queries.answers_of(case) == []


def test_files_are_looked_at_kept_with_the_draft_and_given_to_the_case(client: Client) -> None:
    service = a_service()
    a_form(service)
    page = begun(client, service)
    bad = SimpleUploadedFile("surat.pdf", b"%PDF-1.4 nothing", "application/pdf")
    answer = client.post(page, GOOD | {"j_foto": [a_photo(), bad]})
    assert answer.status_code == 422
    assert "surat.pdf" in answer.content.decode()
    client.post(page, GOOD | {"j_foto": [a_photo()]})  # the same again
    kept = DraftFile.objects.get()
    path = kept.file.path
    client.post(reverse("services:fill_check", args=[key_of(page)]), {"consent": "on"})
    assert CaseFile.objects.get().sha256 == kept.sha256
    assert not DraftFile.objects.exists()
    assert kept.file.storage.exists(path)  # until the transaction has ended


def test_five_files_at_most_and_one_can_be_taken_off(client: Client) -> None:
    service = a_service()
    a_form(service)
    page = begun(client, service)
    draft = queries.draft_by_key(key_of(page))
    assert draft
    rows = [filling.Checked(f"{n}.jpg", "jpeg", bytes([n])) for n in range(6)]
    told = filling.save(draft=draft, page=0, typed={}, files={"foto": rows, "lain": rows}, now=NOW)
    assert [problem.field for problem in told] == ["foto"]
    assert draft.files.count() == 5
    stranger = DraftFile.objects.create(draft=FormDraft.objects.create(key_hash="x", service=service, made_at=NOW, changed_at=NOW), key="foto", file="x", name="x", kind="pdf", size=1, sha256="x")  # fmt: skip
    client.post(page, GOOD | {"hapus": [draft.files.order_by("pk")[0].pk, stranger.pk]})
    assert draft.files.count() == 4
    assert DraftFile.objects.filter(pk=stranger.pk).exists()


@pytest.mark.parametrize("dirty", ["\x00\ud800x".encode("utf-8", "replace").decode(), "x" * 30_000, "'; --", "‮"])  # fmt: skip
def test_dirty_input_is_an_answer_or_a_problem_and_never_a_fault(client: Client, dirty: str) -> None:  # fmt: skip
    service = a_service()
    a_form(service)
    page = begun(client, service)
    posted = {"j_uraian": dirty, "j_parah": dirty, "j_foto": dirty, "hapus": [dirty, "9" * 30], "arah": dirty, "j_zz": dirty}  # fmt: skip
    assert client.post(page, posted).status_code == 422
    assert client.get(page).status_code == 200
    assert "zz" not in json.loads(FormDraft.objects.get().answers)


def test_an_unknown_key_or_page_is_not_there(client: Client) -> None:
    service = a_service()
    assert client.get(reverse("services:fill", args=["tidak-ada"])).status_code == 404
    page = begun(client, service)
    for number in (0, 3, 99_999):
        answer = client.get(reverse("services:fill_page", args=[key_of(page), number]))
        assert answer.status_code == 302


def test_a_closed_service_begins_nothing(client: Client) -> None:
    service = a_service()
    Service.objects.filter(pk=service.pk).update(is_open=False)
    address = reverse("services:begin", args=[service.slug])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 422
    assert not FormDraft.objects.exists()


def test_nothing_of_a_service_that_is_not_published_is_shown_or_taken(client: Client) -> None:
    service = a_service()
    officer = an_officer(service.unit).user
    assert officer
    service.versions.update(state="draft")
    address = reverse("services:begin", args=[service.slug])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    with pytest.raises(Refused):
        filling.begin(service=service, form=None, now=NOW)
    assert not access.fileable_services(officer, TODAY).exists()
    assert not FormDraft.objects.exists()


def test_reading_writes_no_session_and_is_kept_nowhere(client: Client) -> None:
    service = a_service()
    page = begun(client, service)
    answer = client.get(page)
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_beginning_and_sending_too_often_is_slowed_down_and_saving_never(
    client: Client, settings: Any
) -> None:
    settings.LUWES_FILINGS_PER_HOUR = 1
    service = a_service()
    page = begun(client, service)
    answers = {client.post(page, {"j_uraian": "Mohon"}).status_code for _ in range(30)}
    assert answers == {302}
    clock.set_to(NOW + timedelta(minutes=50, seconds=30))
    slower = client.post(reverse("services:begin", args=[service.slug]))
    assert slower.status_code == 429
    assert 540 < int(slower.headers["Retry-After"]) < 600
    assert "Tunggu 10 menit" in slower.content.decode()
    assert FormDraft.objects.count() == 1
    check = reverse("services:fill_check", args=[key_of(page)])
    assert [client.post(check).status_code for _ in range(4)] == [422, 422, 422, 429]
    assert client.get(page).status_code == 200


def test_places_are_not_read_out_by_a_machine(client: Client, settings: Any) -> None:
    settings.LUWES_FILINGS_PER_HOUR = 1
    asked = [
        client.get(reverse("services:find_area"), {"text": "way"}).status_code for _ in range(21)
    ]
    assert asked == [200] * 20 + [429]


# reports


def a_road(client: Client) -> tuple[Service, str]:
    """A city's service for roads, and the first page of a report with a place of the province."""
    subject = a_subject()
    city, province = a_unit("Dinas PU"), a_unit("Dinas Bina Marga")
    service = a_service(city, kind=CaseKind.REPORT, subject=subject)
    lampung = a_place("18", "Lampung")
    a_place("18.71", "Bandar Lampung")
    a_place("18.71.01.1001", "Way Kandis")
    looks_after(subject, province, lampung)
    return service, begun(client, service)


PLACED = {
    "j_uraian": "Lubang dalam", "j_wilayah_text": "way kandis", "j_letak": "depan SDN 1",
    "j_titik_lat": "-5,36", "j_titik_lon": "105,28",
}  # fmt: skip


def test_a_place_is_found_by_its_words_and_says_who_has_the_authority(client: Client) -> None:
    _service, page = a_road(client)
    answer = client.post(page, PLACED)
    assert answer.headers["Location"].endswith("/2/")
    body = client.get(reverse("services:fill_check", args=[key_of(page)])).content.decode()
    assert "Dinas Bina Marga" in body
    assert "Kami teruskan ke" in body
    assert "Way Kandis" in body


def test_an_unknown_place_is_asked_for_again(client: Client) -> None:
    _service, page = a_road(client)
    answer = client.post(page, PLACED | {"j_wilayah_text": "antah berantah"})
    assert answer.status_code == 422
    assert "antah berantah" in client.get(page).content.decode()


def test_a_report_nearby_is_followed_or_said_to_be_another(client: Client) -> None:
    service, page = a_road(client)
    first = filed(service, kind=CaseKind.REPORT, where=filling.Where(Area.objects.get(name="Way Kandis"), "SDN 1", filling.Point(-5.3601, 105.28))).case  # fmt: skip
    client.post(page, PLACED)
    check = reverse("services:fill_check", args=[key_of(page)])
    assert first.number in client.get(check).content.decode()
    answer = client.post(check, {"consent": "on"})
    assert answer.status_code == 422
    assert "ikut memantau" in answer.content.decode()
    client.post(check, {"consent": "on", "same": str(first.pk)})
    assert Case.objects.order_by("-pk")[0].head == first
    other = begun(client, service)
    client.post(other, PLACED)
    client.post(reverse("services:fill_check", args=[key_of(other)]), {"consent": "on", "same": "other"})  # fmt: skip
    assert Case.objects.order_by("-pk")[0].head is None


# officers


def test_an_officer_writes_it_down_for_a_citizen(client: Client) -> None:
    service = a_service()
    elsewhere = a_service(a_unit("Dinas Lain"), name="Lain")
    officer = an_officer(service.unit).user
    assert officer
    desk = signed_in(officer)
    address = reverse("services:file_for")
    assert desk.post(address, {"service": elsewhere.pk, "channel": "desk"}).status_code == 422
    answer = desk.post(address, {"service": service.pk, "channel": "phone"}, follow=True)
    page = answer.redirect_chain[-1][0]
    assert client.get(page).status_code == 404  # whoever else has the address
    desk.post(page, {"j_uraian": "Ibu Siti menelepon"})
    desk.post(reverse("services:fill_check", args=[key_of(page)]), {"consent": "on"})
    case = Case.objects.get()
    assert (case.entered_by, case.channel) == (officer, Channel.PHONE.value)
    assert case.consent_words.startswith("Dibacakan petugas dan disetujui warga (Telepon): ")
    assert Entry.objects.filter(deed="services.filed_for").count() == 1


def test_any_counter_of_a_government_takes_in_what_its_other_units_offer() -> None:
    """As the page of services tells everybody; the unit whose it is has it, and not the counter."""
    unit = a_unit("Dinas Kependudukan")
    other = a_unit("Dinas Sosial", agency=unit.agency)
    a_service(unit)
    aid = a_service(other, name="Bantuan korban bencana")
    foreign = a_service(a_unit("Dinas Lain"), name="Lain")
    officer, theirs = an_officer(unit), an_officer(other)
    assert officer.user
    desk = signed_in(officer.user)
    address = reverse("services:file_for")
    page = desk.get(address).content.decode()
    assert "Bantuan korban bencana (Dinas Sosial)" in page
    assert desk.post(address, {"service": foreign.pk, "channel": "desk"}).status_code == 422
    answer = desk.post(address, {"service": aid.pk, "channel": "desk"}, follow=True)
    page = answer.redirect_chain[-1][0]
    desk.post(page, {"j_uraian": "Rumah kebanjiran"})
    sent = desk.post(reverse("services:fill_check", args=[key_of(page)]), {"consent": "on"}, follow=True)  # fmt: skip
    case = Case.objects.get()
    assert (case.unit, case.officer, case.entered_by) == (other, theirs, officer.user)
    assert case.number in sent.content.decode()  # the receipt for the citizen
    assert desk.get(reverse("services:case", args=[case.pk])).status_code == 404


def test_what_an_officer_tries_becomes_no_case(client: Client) -> None:
    service = a_service()
    form = a_form(service, state="draft")
    manager = a_user(Role.SERVICE_MANAGER)
    key = filling.begin(service=service, form=form, now=NOW, is_test=True, by=manager)
    desk = signed_in(manager)
    page = reverse("services:fill_page", args=[key, 1])
    assert "UJI COBA" in desk.get(page).content.decode()
    desk.post(page, GOOD)
    check = reverse("services:fill_check", args=[key])
    assert "tidak ada yang dikirim" in desk.get(check).content.decode()
    assert desk.post(check, {"consent": "on"}).status_code == 422
    assert not Case.objects.exists()
    assert client.get(page).status_code == 404


def test_the_same_nik_with_another_name_is_counted_without_names() -> None:
    service = a_service()
    for name in ("Siti Rahayu", "SITI RAHAYU", "Budi"):
        case = filed(service, citizen=filling.Citizen(name, nik="1871014502900003")).case
    assert queries.others_with_this_nik(case) == 2
    assert queries.others_with_this_nik(filed(service).case) == 0


def test_a_file_of_a_question_that_is_not_shown_any_more_is_not_sent(client: Client) -> None:
    service = a_service()
    proof = Question("bukti", Kind.FILE, "Bukti", when=Condition("parah", ("putus",)))
    questions = (*TWO_PAGES.pages[0].questions, proof)
    a_form(service, Definition((Page("Apa?", questions=questions),)))
    page = begun(client, service)
    client.post(page, GOOD | {"j_parah": "putus", "j_jalan_lain": "Memutar"})
    client.post(page, GOOD | {"j_parah": "putus", "j_jalan_lain": "Memutar", "j_bukti": a_photo()})
    client.post(page, GOOD)
    client.post(reverse("services:fill_check", args=[key_of(page)]), {"consent": "on"})
    assert Case.objects.exists()
    assert not CaseFile.objects.exists()


def test_the_words_of_consent_are_kept_whole() -> None:
    service = a_service()
    officer = an_officer(service.unit).user
    form = a_form(service)
    form.consent = "Saya setuju. ".ljust(499, "x") + "."
    form.save()
    key = filling.begin(service=service, form=form, now=NOW, by=officer, channel=Channel.DESK)
    draft = queries.draft_by_key(key)
    assert draft
    filling.save(draft=draft, page=0, typed={"uraian": "Mohon", "parah": "ringan"}, now=NOW)
    filling.send(draft=draft, agrees=True, now=NOW, by=officer)
    assert Case.objects.get().consent_words.endswith(form.consent)
