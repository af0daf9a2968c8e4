"""A company and the roads office mend a road: from three names of one company to an agreement that is over."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luwes.accounts.models import User
from luwes.collaboration.models import (
    Agreement,
    Claim,
    Milestone,
    Partner,
    PartnerDocument,
    Programme,
)
from luwes.collaboration.tests.builders import a_jpeg
from luwes.collaboration.tests.cooperation import NOW, Cooperation, a_pdf
from luwes.core import clock
from luwes.organisation.tests.builders import an_area

pytestmark = pytest.mark.django_db
COMPANY = {
    "kind": "company", "name": "PT Rekaan Sakti Manis", "tax_number": "01.234.567.8-326.000",
}  # fmt: skip
TEXT = {
    "unit_text": "", "unit_searched": "", "kind": "cooperation", "form": "third_party",
    "title": "Jalan Tajab–Adijaya", "purpose": "Jalan mantap.", "scope": "Fondasi.\nAspal.",
    "basis": "PP 28/2018", "disputes": "Musyawarah.", "money": "Masing-masing pihak.",
    "first_day": "2025-02-24", "last_day": "2025-08-31",
}  # fmt: skip


@pytest.fixture(autouse=True)
def that_day(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    clock.set_to(NOW)


class Desk:
    """Somebody's browser; `press` fails where the page answers otherwise than it must."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client()
        if user:
            self.client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])

    def read(self, name: str, *args: Any, status: int = 200) -> str:
        answer = self.client.get(reverse(f"collaboration:{name}", args=args), follow=status == 200)
        assert answer.status_code == status
        return answer.content.decode()

    def press(self, where: str, /, *args: Any, status: int = 302, **data: Any) -> str:
        answer = self.client.post(reverse(f"collaboration:{where}", args=args), data)
        assert answer.status_code == status, answer.content.decode()[:4000]
        return answer.content.decode()


class Road:
    """Who takes part, each at a desk of their own."""

    def __init__(self) -> None:
        self.world = Cooperation()
        self.world.agency.area = an_area()
        self.world.agency.save()
        self.enter()

    def enter(self) -> None:
        """Anew, as after the clock was set on."""
        here = self.world
        self.head, self.secretary = Desk(here.head), Desk(here.secretary)
        self.signer, self.speaker = Desk(here.signer), Desk(here.speaker)
        self.anybody = Desk()

    def company(self) -> Partner:
        """Written once: its other names are shown the first, or refused by the tax number."""
        of = {"agency": self.world.agency.pk}
        self.head.press("new_partner", **COMPANY | of)
        first = Partner.objects.get()
        address = f'href="{reverse("collaboration:partner", args=[first.pk])}"'
        second = COMPANY | of | {"name": "P.T. REKAAN SAKTI MANIS Tbk.", "tax_number": ""}
        assert address in self.head.press("new_partner", status=422, **second)
        third = COMPANY | of | {"name": "CV Manis Jaya", "tax_number": "012345678326000"}
        assert "sudah tercatat pada mitra lain" in self.head.press("new_partner", status=422, **third)  # fmt: skip
        assert Partner.objects.count() == 1
        return first

    def checked(self, partner: Partner) -> None:
        self.secretary.press("partner", partner.pk, deed="check")
        partner.refresh_from_db()
        assert partner.state == "proposed"  # its papers are not there
        for kind in ("deed", "business_number", "tax_number"):
            paper = SimpleUploadedFile(f"{kind}.pdf", a_pdf(kind))
            self.head.press("partner", partner.pk, deed="add_paper", kind=kind, first_day="2019-01-02", number="1", file=paper)  # fmt: skip
            row = PartnerDocument.objects.get(kind=kind)
            self.secretary.press("partner", partner.pk, deed="approve_paper", document=row.pk)
        self.secretary.press("partner", partner.pk, deed="check")
        named = {"title": "Direktur", "may_sign": "on", "first_day": "2025-02-24", "account": self.world.speaker.username}  # fmt: skip
        self.secretary.press("new_representative", partner.pk, **named)
        partner.refresh_from_db()
        assert partner.state == "active"

    def signed(self, partner: Partner) -> Agreement:
        self.head.press("new_agreement", partner.pk, **TEXT | {"unit": self.world.unit.pk})
        row = Agreement.objects.get()
        for side, words in (("government", "Melapis aspal"), ("partner", "Membangun fondasi")):
            self._go(self.head, row, "add_obligation", side=side, words=words, due="2025-06-30")
        self._go(self.head, row, "submit")
        self._go(self.secretary, row, "offer")
        self._go(self.speaker, row, "agree")
        self._go(self.signer, row, "sign", status=422)  # the partner has not signed
        self._go(self.speaker, row, "sign_for_partner", number="7/RSM/2025")
        self._go(self.signer, row, "sign")
        row.refresh_from_db()
        assert (row.state, row.letter is not None) == ("signed", True)
        return row

    def _go(self, desk: Desk, row: Agreement, deed: str, status: int = 302, **more: Any) -> None:
        row.refresh_from_db()
        desk.press("agreement", row.pk, status=status, deed=deed, revision=row.revision, **more)

    def programme(self, agreement: Agreement) -> tuple[Programme, Milestone, Milestone]:
        """Two milestones, one of each side; a circle of them is refused by their names."""
        area = str(self.world.agency.area_id)
        self.head.press(
            "new_programme", unit=str(self.world.unit.pk), unit_text="", unit_searched="", area=area,
            name="Jalan Tajab–Adijaya", goal="Jalan mantap", basis="Kepgub", is_public="on",
            first_day="2025-02-24", last_day="2025-12-31",
        )  # fmt: skip
        row = Programme.objects.get()
        self.head.press("add_indicator", row.pk, name="Jalan mantap", unit_name="%", baseline="78,8", target="79,5", source="Dinas")  # fmt: skip
        self.head.press("join_programme", row.pk, agreement=agreement.pk, brings="Fondasi 2,5 km")
        base = self.step(row, "Fondasi", str(row.partners.get().pk))
        asphalt = self.step(row, "Aspal", "government", waits_for=[base.pk])
        circle = self._draft("Fondasi", str(row.partners.get().pk), waits_for=[asphalt.pk])
        told = self.head.press("edit_milestone", base.pk, status=422, **circle)
        assert "Fondasi menunggu Aspal, Aspal menunggu Fondasi" in told
        self.head.press("start_programme", row.pk)
        row.refresh_from_db()
        assert row.state == "running"
        return row, base, asphalt

    def step(self, row: Programme, title: str, doer: str, **more: Any) -> Milestone:
        self.head.press("add_milestone", row.pk, **self._draft(title, doer, **more))
        return Milestone.objects.get(title=title)

    @staticmethod
    def _draft(title: str, doer: str, **more: Any) -> dict[str, Any]:
        return {"title": title, "evidence": "Terlihat", "doer": doer, "due": "2025-12-01", "weight": "1", "residents": "on"} | more  # fmt: skip


def seen(percent: str, words: str) -> dict[str, Any]:
    photo = SimpleUploadedFile("foto.jpg", a_jpeg(), "image/jpeg")
    return {"percent": percent, "words": words, "taken_on": "2025-02-24", "photos": photo}


def test_a_road_is_mended_by_both_sides_until_the_agreement_is_over() -> None:
    road = Road()
    partner = road.company()
    road.checked(partner)
    agreement = road.signed(partner)
    programme, base, asphalt = road.programme(agreement)

    waits = road.head.press("claim", asphalt.pk, status=422, **seen("50", "Sudah mulai"))
    assert "Menunggu tonggak sebelumnya" in waits
    road.head.press(
        "claim", base.pk, status=403, **seen("50", "Kami juga")
    )  # the other side's work
    road.speaker.press("claim", base.pk, status=422, **seen("120", "Lebih dari selesai"))
    road.speaker.press("claim", base.pk, **seen("80", "Padat sampai km 2"))
    claim = Claim.objects.get()
    road.speaker.press("verify_claim", claim.pk, status=403, **seen("80", "Betul"))
    road.head.press("verify_claim", claim.pk, **seen("60", "Padat"))  # first: no partner is theirs
    claim.refresh_from_db()
    assert claim.state == "waiting"
    road.head.press("no_conflict", programme.pk)
    road.head.press("verify_claim", claim.pk, **seen("60", "Padat sampai km 1,5"))
    claim.refresh_from_db()
    assert (claim.state, claim.seen_percent) == ("not_so", 60)

    public = road.anybody.read("public", programme.slug)
    told = "melihat 60 % dari 80 % yang diklaim"
    for words in ("PT Rekaan Sakti Manis", "Terverifikasi 30 %, diklaim 40 %", told):
        assert words in public
    assert "Perjanjian tidak berlaku" not in public

    clock.set_to(NOW + timedelta(days=200))
    road.enter()
    over = road.speaker.press("claim", base.pk, status=422, **seen("100", "Selesai"))
    assert "tidak ada pekerjaan baru" in over
    assert Claim.objects.count() == 1
    draft = road._draft("Saluran tepi", str(programme.partners.get().pk))
    assert "tidak ada pekerjaan baru" in road.head.press("add_milestone", programme.pk, status=422, **draft)  # fmt: skip
    assert "Perjanjian tidak berlaku" in road.anybody.read("public", programme.slug)
    road.step(programme, "Rambu", "government")  # what the government does itself goes on
