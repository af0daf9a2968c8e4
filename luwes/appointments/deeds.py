"""What the log says of appointments and leave, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.appointments.models import KIND_LABELS
from luwes.audit.deeds import Detail

DETAILS = {
    "kind": Detail(_("Jenis"), KIND_LABELS),
    "decree": Detail(_("Nomor SK")),
}
DEEDS = {
    "appointed": _("Pengangkatan dicatat"),
    "ended": _("Pengangkatan diakhiri"),
    "leave_recorded": _("Cuti dicatat"),
    "leave_cancelled": _("Cuti dibatalkan"),
}
