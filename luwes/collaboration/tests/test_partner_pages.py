"""The pages of partners and agreements: what each sees, presses twice, types wrong; a lot of them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.tests.builders import signed_in
from luwes.collaboration.models import Agreement, Partner, PartnerDocument, Representative
from luwes.collaboration.tests.cooperation import NOW, TODAY, Cooperation, a_pdf
from luwes.core import clock
from luwes.letters.actions import produce
from luwes.letters.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def here() -> Cooperation:
    return Cooperation()


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"collaboration:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def press(client: Client, where: str, /, *args: Any, status: int = 302, **data: Any) -> str:
    answer = client.post(reverse(f"collaboration:{where}", args=args), data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


TYPED = {"kind": "company", "name": "PT Rekaan Jaya", "tax_number": "01.234.567.8-322.000"}


def test_a_second_one_is_shown_the_first_before_it_is_written(here: Cooperation) -> None:
    client = signed_in(here.head)
    data = TYPED | {"agency": here.agency.pk}
    press(client, "new_partner", **data)
    first = Partner.objects.get()
    same = press(client, "new_partner", status=422, **data | {"name": "CV Lain Benar"})
    assert f'href="{reverse("collaboration:partner", args=[first.pk])}"' in same
    near = press(client, "new_partner", status=422, **data | {"tax_number": "", "name": "Rekaan Jaya Tbk"})  # fmt: skip
    assert "nama yang sama atau mirip" in near
    reasoned = data | {"tax_number": "", "name": "Rekaan Jaya Tbk", "is_another": "Anak perusahaan"}
    press(client, "new_partner", status=422, **reasoned)  # a reason without the tick is none
    press(client, "new_partner", **reasoned | {"go_on": "on"})
    assert Partner.objects.count() == 2


def test_a_paper_comes_in_is_looked_at_and_goes_out_as_a_download(here: Cooperation) -> None:
    partner = here.propose()
    data = {"deed": "add_paper", "kind": "deed", "first_day": "2019-01-02", "number": "1"}
    bad = SimpleUploadedFile("akta.pdf", b"<script>alert(1)</script>")
    press(signed_in(here.head), "partner", partner.pk, status=422, **data | {"file": bad})
    press(signed_in(here.head), "partner", partner.pk, **data | {"file": SimpleUploadedFile("akta.pdf", a_pdf())})  # fmt: skip
    paper = PartnerDocument.objects.get()
    answer = signed_in(here.secretary).get(reverse("collaboration:partner_paper", args=[paper.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    press(signed_in(here.head), "partner", partner.pk, status=403, deed="approve_paper", document=paper.pk)  # fmt: skip
    secretary = signed_in(here.secretary)
    press(secretary, "partner", partner.pk, deed="approve_paper", document=paper.pk)
    press(secretary, "partner", partner.pk, deed="check")
    partner.refresh_from_db()
    assert partner.state == "proposed"
    assert "Belum ada Nomor induk berusaha" in page(secretary, "partner", partner.pk)


def test_the_old_address_of_a_merged_one_leads_on(here: Cooperation) -> None:
    gone, kept = here.propose(), here.propose("Yayasan Sungai Bersih")
    client = signed_in(here.secretary)
    page(client, "merge_partner", gone.pk)
    data = {"kept": kept.pk, "kept_text": kept.name, "kept_searched": kept.name, "reason": "Sama"}
    press(client, "merge_partner", gone.pk, **data)
    answer = client.get(reverse("collaboration:partner", args=[gone.pk]))
    assert answer.headers["Location"] == reverse("collaboration:partner", args=[kept.pk])
    assert "Yayasan Sungai Bersih" in page(client, "partners")
    assert "PT Rekaan Jaya" not in page(client, "partners")


def test_a_representative_is_made_with_an_account_and_sees_only_its_own(here: Cooperation) -> None:
    own, other = here.checked(), here.checked("CV Lain Sekali", "02.234.567.8-322.000")
    client = signed_in(here.secretary)
    data = {"title": "Direktur", "may_sign": "on", "first_day": "2025-02-01"}
    press(client, "new_representative", own.pk, status=422, **data)
    press(client, "new_representative", own.pk, status=422, **data | {"account": "tidak.ada"})
    data |= {"name": "Direktur", "username": "direktur.rekaan"}
    press(client, "new_representative", own.pk, status=422, **data)
    data |= {"email": "direktur@contoh.id"}
    press(client, "new_representative", own.pk, **data)
    one = Representative.objects.get()
    assert f"oleh {here.secretary}" in page(client, "partner", own.pk)
    speaker = signed_in(one.user)
    assert "ditetapkan" not in page(speaker, "partner", own.pk)
    assert own.name in page(speaker, "partners")
    assert other.name not in page(speaker, "partners")
    page(speaker, "partner", other.pk, status=404)
    page(speaker, "new_partner", status=403)
    papers = other.documents.order_by("pk").first()
    assert papers
    page(speaker, "partner_paper", papers.pk, status=403)


def test_the_way_of_an_agreement_by_its_page(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    head, secretary = signed_in(here.head), signed_in(here.secretary)
    speaker, signer = signed_in(here.speaker), signed_in(here.signer)
    text = {
        "unit": here.unit.pk, "unit_text": "Dinas Jalan", "unit_searched": "Dinas Jalan",
        "kind": "understanding", "form": "third_party", "title": "Jalan Baik", "purpose": "Baik.",
        "scope": "Satu.\nDua.", "basis": "PP 28/2018", "disputes": "Musyawarah.",
        "first_day": "2025-02-24", "last_day": "2026-02-23",
    }  # fmt: skip
    press(head, "new_agreement", partner.pk, **text)
    row = Agreement.objects.get()
    at = {"revision": row.revision}
    page(speaker, "agreement", row.pk, status=404)
    press(head, "agreement", row.pk, deed="submit", **at)
    assert "sudah melangkah" in press(head, "agreement", row.pk, status=422, deed="submit", **at)
    press(secretary, "agreement", row.pk, deed="offer", **at)
    assert "Jalan Baik" in speaker.get("/").content.decode()
    assert "Ditelaah TKKSD" not in page(speaker, "agreement", row.pk)
    press(speaker, "agreement", row.pk, status=422, deed="send_back", reason="", **at)
    press(speaker, "agreement", row.pk, deed="agree", **at)
    press(speaker, "agreement", row.pk, status=422, deed="sign_for_partner", number="", **at)
    press(speaker, "agreement", row.pk, deed="sign_for_partner", number="7/RJ", **at)
    assert "Jalan Baik" in signer.get("/").content.decode()
    press(head, "agreement", row.pk, status=403, deed="sign", **at)
    press(signer, "agreement", row.pk, deed="sign", **at)
    letter = Letter.objects.get(agreement=row)
    produce(letter=letter, now=NOW)
    assert "Unduh naskah" in page(speaker, "agreement", row.pk)
    assert speaker.get(reverse("letters:pdf", args=[letter.pk])).status_code == 200
    shown = speaker.get(reverse("letters:letter", args=[letter.pk])).content.decode()
    assert "Pasal 1: MAKSUD DAN TUJUAN" in shown
    assert "PT Rekaan Jaya" in client_of_anybody(letter)
    press(signer, "agreement", row.pk, deed="end", reason="Selesai lebih awal.")
    assert "Selesai lebih awal." in page(head, "agreement", row.pk)
    assert 'value="Jalan Baik"' in page(head, "renew_agreement", row.pk)


def client_of_anybody(letter: Letter) -> str:
    answer = Client().get(reverse("letters:verify_token", args=[letter.token]))
    return answer.content.decode()


def test_what_the_partner_sends_back_leaves_its_sight(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.offered(partner)
    answer = signed_in(here.speaker).post(
        reverse("collaboration:agreement", args=[row.pk]),
        {"deed": "send_back", "reason": "Pasal 2.", "revision": row.revision},
    )
    assert answer.headers["Location"] == reverse("collaboration:agreements")


def test_what_is_owed_is_reported_and_confirmed_on_the_page(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    row = here.signed(partner)
    owed = row.obligations.get(side="partner")
    speaker, head = signed_in(here.speaker), signed_in(here.head)
    assert page(speaker, "agreement", row.pk).count("Laporkan terpenuhi") == 1
    press(speaker, "agreement", row.pk, status=422, deed="report", obligation=owed.pk, words="")
    press(speaker, "agreement", row.pk, deed="report", obligation=owed.pk, words="Selesai 2,5 km")
    assert "Periksa laporan" in signed_in(here.secretary).get("/").content.decode()
    press(head, "agreement", row.pk, deed="confirm", obligation=owed.pk)
    press(head, "agreement", row.pk, status=404, deed="confirm", obligation="x")
    press(head, "agreement", row.pk, deed="nonsense")
    owed.refresh_from_db()
    assert owed.confirmed_by == here.head


def test_search_finds_partners_and_agreements_for_whom_they_are(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    here.offered(partner)
    for user, seen in ((here.secretary, True), (here.speaker, True), (here.signer, True)):
        found = signed_in(user).get(reverse("search"), {"q": "rekaan"}).content.decode()
        assert ("Perbaikan Ruas Jalan Rekaan" in found) is seen
    found = signed_in(User.objects.create(username="x", name="X", created_at=NOW)).get(reverse("search"), {"q": "rekaan"})  # fmt: skip
    assert "Perbaikan Ruas" not in found.content.decode()


def test_pages_cost_the_same_however_many_there_are(here: Cooperation) -> None:
    partner = here.checked()
    here.speak(partner)
    here.signed(partner)
    client = signed_in(here.secretary)

    def cost(name: str, *args: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, name, *args)
        return len(queries)

    row = Agreement.objects.get()
    pages = [("partners",), ("agreements",), ("partner", partner.pk), ("agreement", row.pk)]
    for one in pages:
        page(client, *one)
    before = [cost(*one) for one in pages]
    for n in range(6):
        here.propose(f"Mitra {'abcdefgh'[n] * 6}")
        here.paper(partner, ("board", "mandate", "other", "registered", "legal_entity", "deed")[n], by=here.secretary) if n < 5 else None  # fmt: skip
        here.offered(partner, title=f"Perjanjian {n}", under=None)
    for n in range(5):
        row.obligations.create(side="partner", words=f"Kewajiban {n}", due=TODAY)
    assert [cost(*one) for one in pages] == before
