"""A service, a case, and who answers."""

from datetime import date
from functools import cached_property

from django.core.files.base import ContentFile

from luwes.core.periods import Period
from luwes.services.models import CannedAnswer, Case, CaseFile, Responsibility, Service, Subject
from luwes.services.tests.builders import a_service
from tests.guards.worlds.ground import LONG_AGO, Ground


class Services(Ground):
    @cached_property
    def case(self) -> Case:
        """A citizen's, at the unit here, that nobody has yet."""
        return Case.objects.create(
            number="LPG-25-000001", secret_hash="0" * 64, kind="report", agency=self.here.agency,
            unit=self.here.unit, received_at=LONG_AGO, consent_at=LONG_AGO, consent_words="Setuju",
            nik="1871014503900003", nik_hash="0" * 64,
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
