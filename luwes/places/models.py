"""Areas: province, regency or city, district, village, with codes and points."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.places import rules

LEVEL_LABELS = {
    rules.Level.PROVINCE.value: _("Provinsi"),
    rules.Level.REGENCY.value: _("Kabupaten/kota"),
    rules.Level.DISTRICT.value: _("Kecamatan"),
    rules.Level.VILLAGE.value: _("Desa/kelurahan"),
}


class Area(models.Model):
    """`code` is the Home Ministry's (18.71.01), not the statistics office's."""

    code = models.CharField(_("kode"), max_length=13, unique=True)
    level = models.CharField(_("tingkat"), max_length=10, choices=LEVEL_LABELS)
    name = models.CharField(_("nama"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        verbose_name = _("wilayah")
        indexes = [
            models.Index(fields=["level", "name_key"], name="area_by_name"),
            GinIndex(fields=["name_key"], name="area_name_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_point(self) -> bool:
        return self.lat is not None and self.lon is not None
