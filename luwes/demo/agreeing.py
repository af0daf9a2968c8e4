"""Partners with their papers, and agreements from the first draft to what is owed under them."""

import io
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone
from PIL import Image, ImageDraw

from luwes.accounts.models import User
from luwes.collaboration.actions import (
    agreements,
    obligations,
    papers,
    partners,
    representatives,
    signing,
    stepping,
)
from luwes.collaboration.models import Agreement, Obligation, Partner
from luwes.collaboration.rules.states import (
    AgreementForm,
    AgreementKind,
    DocumentKind,
    PartnerKind,
    Side,
)
from luwes.core import clock
from luwes.core.periods import Period, through
from luwes.organisation.models import OrgUnit
from luwes.services.documents import checked

PAVED, BASE_COST, ASPHALT_COST = "2,5 km", 3_500_000_000, 10_000_000_000
COMPANY = partners.PartnerDraft(
    PartnerKind.COMPANY.value, "PT Rekaan Sakti Manis", "AHU-00123.AH.01.01 (contoh)",
    "9120001234567", "01.234.567.8-326.000", "Jalan Lintas Rekaan Km 12, Way Kanan", "",
    "0721000001", "humas@rekaan-sakti.invalid", "Perkebunan tebu dan angkutan hasilnya",
)  # fmt: skip
UNIVERSITY = partners.PartnerDraft(
    PartnerKind.UNIVERSITY.value, "Universitas Rekaan Ruwa Jurai", "SK 21/O/1990 (contoh)", "", "",
    "Jalan Kampus Rekaan Nomor 1, Bandar Lampung", "", "0721000002", "lppm@rekaan-ruwa.invalid",
    "Teknik sipil, laboratorium bahan jalan",
)  # fmt: skip


@dataclass(frozen=True)
class Days:
    """The days of the story, counted from today."""

    now: datetime
    today: date

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int = 10) -> dict[str, Any]:
        """What an action is told of the time, on a day gone by; the clock stands there too."""
        at = datetime.combine(self.day(days), time(hour, 15), get_default_timezone())
        at = min(at, self.now)
        clock.set_to(at)
        return {"now": at, "on": self.day(days)}


@dataclass
class Cast:
    """Who does it: of the roads office, of the secretariat, of the partners."""

    unit: OrgUnit
    lead: User
    secretary: User
    signer: User
    speakers: dict[int, User] = field(default_factory=dict)


class Making:
    """Partners are written down, checked, spoken for; agreements go all their steps."""

    def __init__(self, cast: Cast, days: Days) -> None:
        self.cast, self.days = cast, days

    def of_company(self) -> Agreement:
        """The PKS, which carries out a kesepakatan bersama."""
        deeds = {DocumentKind.DEED: 4000, DocumentKind.BUSINESS_NUMBER: 4000, DocumentKind.TAX_NUMBER: 4000}  # fmt: skip
        partner = self._partner(COMPANY, deeds, self.cast.speakers[0], "Direktur Utama", -178)
        words = "Percepatan Perbaikan Jalan Provinsi melalui BERKIBAR"
        understood = self._agreement(partner, AgreementKind.UNDERSTANDING, words, (-170, 700), None)
        return self._agreement(
            partner, AgreementKind.COOPERATION, "Perbaikan Ruas Jalan Tajab–Adijaya", (-158, 310),
            understood, (
                (Side.GOVERNMENT, "Menyerahkan gambar kerja dan hasil pengukuran", -125, None),
                (Side.PARTNER, "Menyerahkan laporan kemajuan triwulan pertama", -55, None),
                (Side.PARTNER, "Menyerahkan hasil uji kepadatan fondasi", -13, None),
                (Side.PARTNER, f"Membangun fondasi jalan {PAVED}", 45, BASE_COST),
                (Side.GOVERNMENT, f"Melapis aspal {PAVED}", 150, ASPHALT_COST),
            ),
        )  # fmt: skip

    def of_university(self) -> Agreement:
        """Its PKS ends within a month."""
        deeds = {DocumentKind.LEGAL_ENTITY: 4000, DocumentKind.MANDATE: 11}
        partner = self._partner(UNIVERSITY, deeds, self.cast.speakers[1], "Ketua LPPM", -160)
        return self._agreement(
            partner, AgreementKind.COOPERATION, "Uji Mutu Jalan oleh Dosen dan Mahasiswa", (-145, 22),
            None, (
                (Side.GOVERNMENT, "Memberi izin masuk ke lokasi pekerjaan", -120, None),
                (Side.PARTNER, "Menyampaikan laporan uji mutu", 15, 60_000_000),
            ),
        )  # fmt: skip

    def renewed(self, looking: Agreement) -> None:
        """Written again for a year, and waiting for the secretariat."""
        lead, days, when = self.cast.lead, self.days, self.days.at(-1)
        text = agreements.AgreementDraft(
            looking.kind, looking.form, looking.title, looking.basis, looking.purpose, looking.scope,
            looking.money, looking.disputes, through(days.day(23), days.day(387)),
        )  # fmt: skip
        row = agreements.draft(
            unit=self.cast.unit, partner=looking.partner, text=text, renews=looking, by=lead, **when
        )
        for side, words in (
            (Side.GOVERNMENT, "Memberi izin masuk ke lokasi pekerjaan"),
            (Side.PARTNER, "Menyampaikan laporan uji mutu tiap semester"),
        ):
            agreements.add_obligation(
                agreement=row, side=side.value, words=words, due=days.day(200), amount=None,
                revision=row.revision, by=lead, **when,
            )  # fmt: skip
        stepping.submit(agreement=row, revision=row.revision, by=lead, **when)

    def _partner(
        self, draft: partners.PartnerDraft, deeds: dict[DocumentKind, int], speaker: User, title: str,
        day: int,
    ) -> Partner:  # fmt: skip
        """Proposed with its papers, each looked at; then active, and spoken for."""
        lead, secretary = self.cast.lead, self.cast.secretary
        when = self.days.at(day)
        partner = partners.propose(
            agency=self.cast.unit.agency, draft=draft, is_another="", by=lead, **when
        )
        for kind, lasts in deeds.items():
            paper = papers.Paper(
                kind.value, f"{draft.name[:3].strip()}-{kind.name[:4]}/2024",
                through(self.days.day(day - 400), self.days.day(lasts)),
                checked(f"{kind.value}.pdf", card(f"{partner.name}: {kind.name}", "PDF")),
            )  # fmt: skip
            row = papers.add(partner=partner, paper=paper, by=lead, **when)
            papers.approve(document=row, now=when["now"], by=secretary)
        partners.check(partner=partner, by=secretary, **self.days.at(day + 2))
        naming = representatives.Naming(title, True, Period(self.days.day(day + 2)))
        when = self.days.at(day + 2, 11)
        representatives.name(partner=partner, user=speaker, naming=naming, by=secretary, **when)
        return partner

    def _agreement(
        self, partner: Partner, kind: AgreementKind, title: str, lasts: tuple[int, int],
        under: Agreement | None, owed: Collection[tuple[Side, str, int, int | None]] = (),
    ) -> Agreement:  # fmt: skip
        """From the first draft to both signatures, on its first day."""
        lead, first, last = self.cast.lead, *lasts
        text = agreements.AgreementDraft(
            kind.value, AgreementForm.THIRD_PARTY.value, title, "PP 28/2018; Permendagri 22/2020",
            "Lebih banyak jalan provinsi dalam keadaan mantap, dengan pekerjaan yang dapat diperiksa siapa pun.",
            "Perencanaan.\nPelaksanaan oleh kedua pihak.\nPemeriksaan silang atas setiap tonggak.",
            "Masing-masing pihak membiayai pekerjaannya." if owed else "", "Musyawarah untuk mufakat.",
            through(self.days.day(first), self.days.day(last)), under,
        )  # fmt: skip
        when = self.days.at(first - (4 if under is None else 0), 8)
        row = agreements.draft(unit=self.cast.unit, partner=partner, text=text, by=lead, **when)
        for side, words, due, amount in owed:
            agreements.add_obligation(
                agreement=row, side=side.value, words=words, due=self.days.day(due), amount=amount,
                revision=row.revision, by=lead, **when,
            )  # fmt: skip
        self._signed(row, lead, first)
        return row

    def _signed(self, row: Agreement, lead: User, day: int) -> None:
        speaker = row.partner.representatives.get().user
        read: dict[str, Any] = {"agreement": row, "revision": row.revision}
        stepping.submit(**read, by=lead, **self.days.at(day, 9))
        stepping.offer(**read, by=self.cast.secretary, **self.days.at(day, 10))
        stepping.agree(**read, by=speaker, **self.days.at(day, 11))
        number = f"0{row.pk}/{row.partner.name.split()[1].upper()}/2024"
        signing.sign_for_partner(**read, number=number, by=speaker, **self.days.at(day, 13))
        signing.sign(**read, by=self.cast.signer, **self.days.at(day, 15))

    def owed(self, contract: Agreement) -> None:
        """The first of each side was reported and confirmed; the test results are late."""
        speaker = self.cast.speakers[0]
        owed: list[Obligation] = list(contract.obligations.order_by("due", "pk"))
        for row, doer, other, day in (
            (owed[0], self.cast.lead, speaker, -127), (owed[1], speaker, self.cast.lead, -58),
        ):  # fmt: skip
            obligations.report(obligation=row, words="Sudah diserahkan, tanda terima terlampir.", by=doer, **self.days.at(day))  # fmt: skip
            obligations.confirm(obligation=row, by=other, **self.days.at(day + 2))


def card(words: str, kind: str = "JPEG") -> bytes:
    """A drawn card that stands for a paper or a photo."""
    drawn = Image.new("RGB", (480, 360), (236, 234, 228))
    ImageDraw.Draw(drawn).text((24, 24), f"{words} (contoh)", fill=(27, 29, 34))
    out = io.BytesIO()
    drawn.save(out, kind)
    return out.getvalue()
