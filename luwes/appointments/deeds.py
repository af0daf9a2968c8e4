"""What the log says of appointments and leave, in words for people."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "appointed": _("Pengangkatan dicatat"),
    "ended": _("Pengangkatan diakhiri"),
    "leave_recorded": _("Cuti dicatat"),
    "leave_cancelled": _("Cuti dibatalkan"),
}
