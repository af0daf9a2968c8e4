"""What the log says of appointments and leave, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.appointments.models import ANSWER_LABELS, KIND_LABELS
from luwes.audit.deeds import Detail

DETAILS = {
    "kind": Detail(_("Jenis"), KIND_LABELS),
    "decree": Detail(_("Nomor SK")),
    "count": Detail(_("Baris baru")),
    "view": Detail(_("Pertimbangan"), ANSWER_LABELS),
    "answer": Detail(_("Keputusan"), ANSWER_LABELS),
}
DEEDS = {
    "appointed": _("Pengangkatan dicatat"),
    "ended": _("Pengangkatan diakhiri"),
    "leave_recorded": _("Cuti dicatat"),
    "leave_cancelled": _("Cuti dibatalkan"),
    "leave_asked": _("Cuti diminta"),
    "leave_withdrawn": _("Permintaan cuti ditarik"),
    "leave_viewed": _("Pertimbangan atasan atas cuti ditulis"),
    "leave_decided": _("Permintaan cuti diputuskan"),
    "leave_opening_set": _("Saldo awal cuti ditetapkan"),
    "leave_terms_loaded": _("Ketentuan cuti dimuat"),
    "holiday_added": _("Hari libur ditambahkan"),
    "holiday_dropped": _("Hari libur dihapus"),
    "calendar_link_made": _("Tautan kalender dibuat"),
    "calendar_link_dropped": _("Tautan kalender dicabut"),
}
