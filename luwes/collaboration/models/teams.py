"""Who works in a programme: seats filled through needs, the partner's people, and conflicts of interest."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.collaboration.models.partners import Partner
from luwes.collaboration.models.programmes import Programme, ProgrammePartner
from luwes.collaboration.rules.states import ConflictAnswer, ConflictKind, ConflictStrength
from luwes.core.db import PeriodField
from luwes.core.secrets import EncryptedField
from luwes.people.models import Employee
from luwes.staffing.models import Need

CONFLICT_LABELS = {
    ConflictKind.BUSINESS.value: _("Usaha atau kepemilikan"),
    ConflictKind.FAMILY.value: _("Hubungan keluarga"),
    ConflictKind.AFFILIATION.value: _("Hubungan dengan organisasi"),
    ConflictKind.OTHER_JOB.value: _("Pekerjaan lain"),
}
STRENGTH_LABELS = {
    ConflictStrength.ACTUAL.value: _("Aktual"),
    ConflictStrength.POTENTIAL.value: _("Potensial"),
}
ANSWER_LABELS = {
    ConflictAnswer.WAITING.value: _("Menunggu atasan"),
    ConflictAnswer.KEPT_OUT.value: _("Tidak dilibatkan"),
    ConflictAnswer.WITH_CARE.value: _("Boleh dengan pengendalian"),
    ConflictAnswer.NO_CONFLICT.value: _("Bukan benturan kepentingan"),
}


class ProgrammeSeat(models.Model):
    """A place in the joint team for employees, filled through the need that it states."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="seats")
    need = models.OneToOneField(Need, models.PROTECT, related_name="programme_seat")

    class Meta:
        verbose_name = _("tempat dalam program")

    def __str__(self) -> str:
        return self.need.role


class PartnerMember(models.Model):
    """Somebody whom a partner sends into the joint team; without an account of their own."""

    partner = models.ForeignKey(ProgrammePartner, models.CASCADE, related_name="members")
    name = models.CharField(_("nama"), max_length=120)
    role = models.CharField(_("peran"), max_length=120)
    phone = EncryptedField(_("telepon"), blank=True, default="")
    period = PeriodField(_("masa"))

    class Meta:
        verbose_name = _("anggota dari mitra")

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["words", "answer_words"])
class ConflictDeclaration(models.Model):
    """
    That an employee has an interest in a partner (PermenPANRB 17/2024). An actual one keeps the
    person out of every programme of that partner from the moment it is declared; of a potential
    one the superior says how it is kept in check, and until then it keeps out too. `words`, and what
    the superior says of them, are sealed; `care` is how a potential one is kept in check.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="conflicts")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="conflicts")
    kind = models.CharField(_("jenis"), max_length=11, choices=CONFLICT_LABELS)
    strength = models.CharField(_("sifat"), max_length=9, choices=STRENGTH_LABELS)
    words = EncryptedField(_("penjelasan"), default="")
    period = PeriodField(_("masa"))
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=11, choices=ANSWER_LABELS, default="waiting")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    care = models.CharField(_("pengendalian"), max_length=300, blank=True)
    answer_words = EncryptedField(_("alasan atasan"), blank=True, default="")

    class Meta:
        verbose_name = _("pernyataan benturan kepentingan")
        indexes = [models.Index(fields=["partner", "employee"], name="conflict_by_partner")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"  # nobody is named in the log


class NoConflictStatement(models.Model):
    """That somebody who decides or verifies in a programme has no interest in its partners; said once."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="no_conflict")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pernyataan tanpa benturan kepentingan")
        constraints = [
            models.UniqueConstraint(fields=["programme", "user"], name="no_conflict_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.programme}"
