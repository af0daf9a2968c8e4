"""Words of the core values."""

from django.utils.translation import gettext_lazy as _

from luwes.motivation.rules.values import CoreValue

VALUE_LABELS = {
    CoreValue.SERVING.value: _("Berorientasi Pelayanan"),
    CoreValue.ACCOUNTABLE.value: _("Akuntabel"),
    CoreValue.COMPETENT.value: _("Kompeten"),
    CoreValue.HARMONIOUS.value: _("Harmonis"),
    CoreValue.LOYAL.value: _("Loyal"),
    CoreValue.ADAPTIVE.value: _("Adaptif"),
    CoreValue.COLLABORATIVE.value: _("Kolaboratif"),
}
