"""The decision log: what was decided, by whom, about what, why; sealed by a chain of hashes."""

from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.audit import deeds, rules


class Entry(models.Model):
    """
    One decision, written in the transaction of the deed.

    Unsealed (`number` empty) until the sealing job gives it its place in the chain of its agency.
    """

    chain = models.CharField(max_length=40)  # agency id as text; "" for none
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: by time
    by_name = models.CharField(max_length=200)
    deed = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    number = models.BigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("catatan keputusan")
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="entry_number_once_per_chain"),
            models.CheckConstraint(
                name="entry_sealed_whole_or_not",
                condition=models.Q(number=None, hash="")
                | (~models.Q(number=None) & ~models.Q(hash="")),
            ),
        ]
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="entry_by_object"),
            models.Index(fields=["at"], name="entry_by_time"),
            models.Index(fields=["id"], name="entry_unsealed", condition=models.Q(number=None)),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.object_label}"

    @property
    def deed_label(self) -> str:
        return deeds.label_of(self.deed)

    @property
    def is_sealed(self) -> bool:
        return self.number is not None

    def as_sealed(self) -> rules.Sealed:
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return rules.Sealed(
            self.pk, self.chain, self.number or 0, at, self.by_id, self.by_name, self.deed,
            self.object_kind, self.object_id, self.object_label, self.reason, self.details,
        )  # fmt: skip


class Head(models.Model):
    """The last hash of a chain as it was published on a day, for others to keep."""

    chain = models.CharField(max_length=40)
    day = models.DateField()
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("kepala rantai")
        constraints = [models.UniqueConstraint(fields=["chain", "day"], name="head_once_a_day")]

    def __str__(self) -> str:
        return f"{self.chain or '-'} {self.day}: {self.number}"
