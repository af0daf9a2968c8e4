"""Forms that officers make without code, in versions, and what citizens have filled in so far."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.secrets import EncryptedField
from luwes.services.models.catalogue import VERSION_STATE_LABELS, Service


class FormVersion(models.Model):
    """
    What a service asks, as it is in force, was, or is being drafted; see `rules.asking` for `definition`.

    `purpose` and `consent`: why it is asked, and to what the citizen agrees. `keep_days`: how long
    answers are kept after the case is over.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="forms")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=VERSION_STATE_LABELS, default="draft")
    definition = models.JSONField(default=dict)
    purpose = models.CharField(_("tujuan"), max_length=300)
    consent = models.CharField(_("persetujuan"), max_length=500)
    keep_days = models.PositiveIntegerField(_("disimpan berapa hari"), default=5 * 365)
    revision = models.PositiveIntegerField(default=1)  # of a draft, against two editors at once
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("formulir")
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="form_version_once"),
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(state="published"),
                name="form_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(state="draft"), name="form_one_draft"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.service} {self.number}"


class FormDraft(models.Model):
    """
    Answers on their way: found by a secret in the address, kept with the version that was begun.

    `is_test`: tried out by an officer; it becomes no case. `case` once it was sent: a second press
    finds it. `filed_by`: the officer who fills it in for a citizen.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="drafts")
    answers = EncryptedField(default="{}")
    page = models.PositiveSmallIntegerField(default=0)
    is_test = models.BooleanField(default=False)
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField(
        "services.Case", models.CASCADE, null=True, related_name="form_draft"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("isian yang belum dikirim")
        indexes = [models.Index(fields=["changed_at"], name="form_draft_by_age")]

    def __str__(self) -> str:
        return f"{self.form} {self.pk}"
