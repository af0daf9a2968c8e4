"""Leave as it is asked for: the request, what is attached, and links by which a calendar reads."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.appointments import rules
from luwes.appointments.models.leave import LEAVE_LABELS, Leave
from luwes.appointments.rules.entitlement import Certificate, Proof
from luwes.appointments.rules.requests import OPEN, Answer, RequestState
from luwes.core.db import PeriodField
from luwes.core.secrets import EncryptedField
from luwes.letters.models import Letter
from luwes.organisation.models import OrgUnit
from luwes.people.models import Employee

ASKED_LABELS = {kind.value: LEAVE_LABELS[kind.value] for kind in rules.ASKABLE}
REQUEST_LABELS = {
    RequestState.ASKED.value: _("menunggu keputusan"),
    RequestState.VIEWED.value: _("menunggu pejabat yang berwenang"),
    RequestState.APPROVED.value: _("disetujui"),
    RequestState.CHANGED.value: _("disetujui dengan perubahan"),
    RequestState.DEFERRED.value: _("ditangguhkan"),
    RequestState.REFUSED.value: _("tidak disetujui"),
    RequestState.WITHDRAWN.value: _("ditarik"),
    RequestState.RECALLED.value: _("dipanggil kembali"),
}
ANSWER_LABELS = {
    Answer.APPROVED.value: _("Disetujui"),
    Answer.CHANGED.value: _("Disetujui dengan perubahan hari"),
    Answer.DEFERRED.value: _("Ditangguhkan"),
    Answer.REFUSED.value: _("Tidak disetujui"),
}
CERTIFICATE_LABELS = {
    Certificate.NONE.value: _("Tidak ada"),
    Certificate.DOCTOR.value: _("Surat dokter"),
    Certificate.GOVERNMENT.value: _("Surat dokter pemerintah"),
    Certificate.BOARD.value: _("Hasil tim penguji kesehatan"),
}


class LeaveRequest(models.Model):
    """That somebody asks for leave, what the superior thinks, what was decided."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="leave_requests")
    kind = models.CharField(_("jenis cuti"), max_length=12, choices=ASKED_LABELS)
    period = PeriodField(_("diminta"))
    reason = EncryptedField(_("alasan"))
    address = EncryptedField(_("alamat selama cuti"), blank=True, default="")
    phone = EncryptedField(_("telepon selama cuti"), blank=True, default="")
    proof = EncryptedField(_("syarat"), blank=True, default="")  # certificate|child
    consent = models.CharField(_("nomor persetujuan BKN"), max_length=100, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=REQUEST_LABELS, default="asked")
    asked_at = models.DateTimeField()
    view = models.CharField(_("pertimbangan"), max_length=10, choices=ANSWER_LABELS, blank=True)
    view_reason = EncryptedField(_("alasan pertimbangan"), blank=True, default="")
    viewed_at = models.DateTimeField(null=True)
    viewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decision_reason = EncryptedField(_("alasan keputusan"), blank=True, default="")
    over_minimum = models.CharField(_("alasan di bawah minimum"), max_length=300, blank=True)
    granted = PeriodField(_("diberikan"), null=True)
    deferred_days = models.PositiveSmallIntegerField(_("hari ditangguhkan"), default=0)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recalled_on = models.DateField(_("dipanggil mulai"), null=True)
    recall_reason = EncryptedField(_("alasan dipanggil"), blank=True, default="")
    leave = models.OneToOneField(Leave, models.SET_NULL, null=True, related_name="request")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    recall_letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("permintaan cuti")
        constraints = [
            ExclusionConstraint(
                name="leave_asked_once",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=("asked", "viewed")),
            )
        ]
        indexes = [
            models.Index(
                fields=["asked_at", "id"], name="leave_request_open",
                condition=models.Q(state__in=("asked", "viewed")),
            ),
            models.Index(fields=["employee", "-asked_at"], name="leave_request_of"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employee}: {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return RequestState(self.state) in OPEN

    def as_proof(self) -> Proof:
        certificate, _bar, rest = self.proof.partition("|")
        child, _bar, more = rest.partition("|")
        return Proof(Certificate(certificate), int(child or 0), self.consent, more == "more")

    @property
    def certificate_label(self) -> str:
        return str(CERTIFICATE_LABELS[self.as_proof().certificate.value])


class LeaveAttachment(models.Model):
    """A paper with a request, such as a doctor's; kept encrypted, looked at by its content."""

    request = models.OneToOneField(LeaveRequest, models.CASCADE, related_name="attachment")
    media_type = models.CharField(max_length=40)
    content = EncryptedField()  # base64

    class Meta:
        verbose_name = _("lampiran cuti")

    def __str__(self) -> str:
        return f"{self.request}: {self.media_type}"


class CalendarLink(models.Model):
    """A secret address by which a calendar reads leave; of a person's own, or of a unit."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    unit = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tautan kalender")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit"], name="calendar_link_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.unit or ''}"
