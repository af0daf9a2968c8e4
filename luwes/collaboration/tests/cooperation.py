"""A government with its secretariat, a drafting head and who signs; a company with its people."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pypdf import PdfWriter

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.collaboration.actions import agreements, papers, partners, representatives, signing
from luwes.collaboration.actions import stepping as steps
from luwes.collaboration.actions.agreements import AgreementDraft
from luwes.collaboration.actions.papers import Paper
from luwes.collaboration.actions.partners import PartnerDraft
from luwes.collaboration.actions.representatives import Naming
from luwes.collaboration.models import Agreement, Partner, PartnerDocument, Representative
from luwes.core.periods import Period, through
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.services.documents import Checked

NOW = datetime(2025, 2, 24, 3, 0, tzinfo=UTC)
TODAY = date(2025, 2, 24)
YEAR = through(TODAY, date(2026, 2, 23))


def a_pdf(words: str = "akta") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": words})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class Cooperation:
    def __init__(self) -> None:
        self.agency = an_agency("Pemerintah Provinsi Rekaan")
        self.agency.head_title, self.agency.seat, self.agency.letter_code = (
            "GUBERNUR REKAAN", "Bandar Rekaan", "VI.01",
        )  # fmt: skip
        self.agency.address = "Jalan Rekaan Nomor 1, Bandar Rekaan"
        self.agency.save()
        self.unit = a_unit("Dinas Jalan", agency=self.agency)
        self.head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=self.unit.pk, name="Kepala Dinas")  # fmt: skip
        self.secretary = self._official(Role.COOPERATION_OFFICER, "Sekretariat TKKSD")
        self.signer = self._official(Role.APPROVER, "Sekda Rekaan")
        self.speaker = a_user(name="Direktur Rekaan")

    def _official(self, role: Role, name: str) -> User:
        return a_user(role, scope_kind="agency", scope_id=self.agency.pk, name=name)

    def propose(self, name: str = "PT Rekaan Jaya", why: str = "", **values: Any) -> Partner:
        draft = PartnerDraft(values.pop("kind", "company"), name, **values)
        return partners.propose(agency=self.agency, draft=draft, is_another=why, now=NOW, on=TODAY, by=self.head)  # fmt: skip

    def paper(self, partner: Partner, kind: str, *, period: Period = YEAR, by: User | None = None) -> PartnerDocument:  # fmt: skip
        file = Checked(f"{kind}.pdf", "pdf", a_pdf(f"{kind} {partner.pk}"))
        return papers.add(partner=partner, paper=Paper(kind, "12/2019", period, file), on=TODAY, now=NOW, by=by or self.head)  # fmt: skip

    def checked(self, name: str = "PT Rekaan Jaya", number: str = "01.234.567.8-322.000") -> Partner:  # fmt: skip
        """With the papers that a company must show; active."""
        partner = self.propose(name, tax_number=number)
        for kind in ("deed", "business_number", "tax_number"):
            papers.approve(document=self.paper(partner, kind), now=NOW, by=self.secretary)
        partners.check(partner=partner, now=NOW, on=TODAY, by=self.secretary)
        return partner

    def speak(self, partner: Partner, user: User | None = None, *, may_sign: bool = True) -> Representative:  # fmt: skip
        naming = Naming("Direktur Utama", may_sign, Period(TODAY))
        return representatives.name(
            partner=partner, user=user or self.speaker, naming=naming, on=TODAY, now=NOW,
            by=self.secretary,
        )  # fmt: skip

    def text(self, **values: Any) -> AgreementDraft:
        usual: dict[str, Any] = {
            "kind": "cooperation", "form": "third_party", "title": "Perbaikan Ruas Jalan Rekaan",
            "basis": "PP 28/2018; Permendagri 22/2020", "purpose": "Jalan menjadi baik.",
            "scope": "Fondasi jalan.\nAspal.", "money": "Masing-masing pihak.",
            "disputes": "Musyawarah.", "period": YEAR,
        }  # fmt: skip
        return AgreementDraft(**usual | values)

    def draft(self, partner: Partner, **values: Any) -> Agreement:
        return agreements.draft(unit=self.unit, partner=partner, text=self.text(**values), on=TODAY, now=NOW, by=self.head)  # fmt: skip

    def owe(self, row: Agreement, side: str, words: str, days: int = 60, amount: int | None = None) -> None:  # fmt: skip
        agreements.add_obligation(
            agreement=row, side=side, words=words, due=TODAY + timedelta(days=days), amount=amount,
            revision=row.revision, on=TODAY, now=NOW, by=self.head,
        )  # fmt: skip

    def offered(self, partner: Partner, **values: Any) -> Agreement:
        row = self.draft(partner, **values)
        if row.kind == "cooperation":
            self.owe(row, "government", "Melapis aspal", amount=10_000_000_000)
            self.owe(row, "partner", "Membangun fondasi jalan 2,5 km", amount=3_500_000_000)
        self.step("submit", row, self.head)
        self.step("offer", row, self.secretary)
        return row

    def agreed(self, partner: Partner, **values: Any) -> Agreement:
        row = self.offered(partner, **values)
        self.step("agree", row, self.speaker)
        return row

    def signed(self, partner: Partner, **values: Any) -> Agreement:
        row = self.agreed(partner, **values)
        signing.sign_for_partner(
            agreement=row, number="021/RJ/II/2025", revision=row.revision, on=TODAY, now=NOW,
            by=self.speaker,
        )  # fmt: skip
        signing.sign(agreement=row, revision=row.revision, on=TODAY, now=NOW, by=self.signer)
        return row

    def step(self, name: str, row: Agreement, by: User, **values: Any) -> None:
        common = {"revision": row.revision, "on": TODAY, "now": NOW, "by": by}
        getattr(steps, name)(agreement=row, **common | values)
