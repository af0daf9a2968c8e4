"""What the log says of learning, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

DETAILS = {
    "employee": Detail(_("Nomor berkas pegawai")),
    "number": Detail(_("Nomor")),
    "claim": Detail(_("Nomor laporan jam")),
}
DEEDS = {
    "certificate_issued": _("Sertifikat diterbitkan"),
    "certificate_revoked": _("Sertifikat dicabut"),
    "hours_claimed": _("Jam belajar dari luar dilaporkan"),
    "hours_accepted": _("Jam belajar dari luar diakui"),
    "hours_refused": _("Jam belajar dari luar tidak diakui"),
}
