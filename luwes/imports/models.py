"""Runs of spreadsheet imports and the remembered column mappings. Knows no domain."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User


class Mapping(models.Model):
    """Which column fed which field last time, per importer and agency (opaque key)."""

    importer = models.CharField(max_length=30)
    agency_key = models.CharField(max_length=40, blank=True)
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("pemetaan kolom")
        constraints = [models.UniqueConstraint(fields=["importer", "agency_key"], name="mapping_once")]

    def __str__(self) -> str:
        return f"{self.importer} {self.agency_key}"
