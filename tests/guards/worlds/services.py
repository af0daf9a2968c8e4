"""A service, a case, and who answers."""

import json
from datetime import date
from functools import cached_property

from django.core.files.base import ContentFile

from luwes.core.periods import Period
from luwes.core.secrets import fingerprint
from luwes.services.models import (
    CannedAnswer,
    Case,
    CaseFile,
    FormDraft,
    Responsibility,
    Service,
    Subject,
)
from luwes.services.tests.builders import a_service
from tests.guards.worlds.ground import LONG_AGO, Ground

# What stands on receipts and in the addresses of drafts, told to the citizen alone.
CASE_SECRET, ANOTHER_SECRET = "PQRTWXY34679", "ACDEFGHJKMNP"
DRAFT_KEY, SENT_KEY, OFFICER_KEY = "isian-warga", "isian-terkirim", "isian-petugas"


class Services(Ground):
    @cached_property
    def case(self) -> Case:
        """A citizen's, at the unit here, that nobody has yet."""
        return self._case("LPG-25-000001", CASE_SECRET)

    @cached_property
    def another_case(self) -> Case:
        """Another citizen's, at the same unit."""
        return self._case("LPG-25-000002", ANOTHER_SECRET)

    def _case(self, number: str, secret: str) -> Case:
        return Case.objects.create(
            number=number, secret_hash=fingerprint(secret), kind="report", agency=self.here.agency,
            unit=self.here.unit, received_at=LONG_AGO, consent_at=LONG_AGO, consent_words="Setuju",
            nik="1871014503900003", nik_hash="0" * 64,
        )  # fmt: skip

    @cached_property
    def draft_key(self) -> str:
        """In the address of what a citizen has filled in and not sent."""
        self._draft(DRAFT_KEY, answers=json.dumps({"uraian": "Saya pindah."}))
        return DRAFT_KEY

    @cached_property
    def sent_key(self) -> str:
        """It became the case here."""
        self._draft(SENT_KEY, case=self.case, secret=CASE_SECRET)
        return SENT_KEY

    @cached_property
    def officer_key(self) -> str:
        """Begun for a citizen by an officer, who is nobody who knocks."""
        self._draft(OFFICER_KEY, filed_by=self.planner, channel="desk")
        return OFFICER_KEY

    def _draft(self, key: str, **values: object) -> None:
        FormDraft.objects.create(
            key_hash=fingerprint(key), service=self.service, made_at=LONG_AGO, changed_at=LONG_AGO,
            **values,
        )  # fmt: skip

    @cached_property
    def case_file(self) -> CaseFile:
        row = CaseFile(
            case=self.case, name="foto.jpg", kind="jpeg", size=3, sha256="0" * 64, by_citizen=True
        )
        row.file.save("foto.jpg", ContentFile(b"jpg"), save=False)
        row.save()
        return row

    @cached_property
    def canned_answer(self) -> CannedAnswer:
        return CannedAnswer.objects.create(
            agency=self.here.agency, title="Diterima", text="Kami terima."
        )

    @cached_property
    def duty(self) -> Responsibility:
        subject = Subject.objects.create(code="jalan", name="Jalan rusak")
        return Responsibility.objects.create(
            subject=subject,
            agency=self.here.agency,
            basis="UU 23/2014",
            period=Period(date(2020, 1, 1)),
        )

    @cached_property
    def service(self) -> Service:
        return a_service(self.here.unit)
