"""What somebody states of themselves so as not to be sent. Nobody else writes it; the person erases it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.core.secrets import EncryptedField
from luwes.people.models import Employee
from luwes.staffing import rules

SAFETY_LABELS = {
    rules.Safety.PREGNANT.value: _("Hamil"),
    rules.Safety.NURSING.value: _("Menyusui"),
    rules.Safety.ILL.value: _("Sakit atau dalam perawatan"),
    rules.Safety.SINGLE_CARER.value: _("Merawat keluarga seorang diri"),
}


class SafetyDeclaration(models.Model):
    """
    That somebody is left out of plans until a day, by their own word; a volunteer is not.

    Kinds and what a volunteer accepts tell of health and family: sealed, out of log, letter, row history and
    messages; read by the person, and by who plans, whose reading is kept.
    """

    employee = models.OneToOneField(Employee, models.CASCADE, related_name="safety")
    kinds = EncryptedField(_("pernyataan"))  # codes, joined by commas
    accepts = EncryptedField(_("yang disanggupi"), blank=True, default="")
    is_volunteer = models.BooleanField(_("tetap bersedia"), default=False)
    last_day = models.DateField(_("sampai dengan"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pernyataan keselamatan")

    def __str__(self) -> str:
        return f"{self.employee}"

    @property
    def kind_labels(self) -> list[str]:
        return [str(SAFETY_LABELS.get(code, code)) for code in self.kinds.split(",")]
