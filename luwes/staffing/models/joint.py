"""Several owners of needs that are planned as one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.organisation.models import Agency


class JointOwner(models.Model):
    """
    One row for each set of owners that were ever planned together; `key` names the set.

    Nobody administers it: it is found, or made, when such a plan begins.
    """

    key = models.CharField(max_length=300, unique=True)

    class Meta:
        verbose_name = _("kejadian yang direncanakan bersama")

    def __str__(self) -> str:
        return self.key


class JointMember(models.Model):
    """One owner of such a set; `agency` led it when a plan of the set began last."""

    joint = models.ForeignKey(JointOwner, models.CASCADE, related_name="members")
    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("anggota rencana bersama")
        constraints = [
            models.UniqueConstraint(
                fields=["joint", "owner_kind", "owner_id"], name="joint_member_once"
            )
        ]
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="joint_by_member")]

    def __str__(self) -> str:
        return f"{self.owner_kind} {self.owner_id}"
