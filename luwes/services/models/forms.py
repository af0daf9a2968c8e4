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

    `form` None: the built-in simple one. `answers` as they were typed, see `rules.answering`.
    `is_test`: tried out by an officer; it becomes no case. `case` once it was sent: a second press
    finds it, with its `secret`; the answers are then in the case alone. `filed_by`: the officer who
    fills it in, for a citizen or to try it, and who alone may open it.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="drafts")
    form = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="drafts")
    channel = models.CharField(max_length=7, default="online")
    answers = EncryptedField(default="{}")
    page = models.PositiveSmallIntegerField(default=0)
    is_test = models.BooleanField(default=False)
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField(
        "services.Case", models.CASCADE, null=True, related_name="form_draft"
    )
    secret = EncryptedField(default="")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("isian yang belum dikirim")
        indexes = [models.Index(fields=["changed_at"], name="form_draft_by_age")]

    def __str__(self) -> str:
        return f"{self.service} {self.pk}"


class DraftFile(models.Model):
    """A file on its way with a draft; looked at when it came, and given to the case when it is sent."""

    draft = models.ForeignKey(FormDraft, models.CASCADE, related_name="files")
    key = models.CharField(max_length=40)  # of the question
    file = models.FileField(upload_to="services/drafts/")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices={"jpeg": "JPEG", "pdf": "PDF"})
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("lampiran isian")

    def __str__(self) -> str:
        return self.name
