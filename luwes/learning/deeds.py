"""What the log says of learning, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

DETAILS = {"employee": Detail(_("Nomor berkas pegawai")), "number": Detail(_("Nomor"))}
DEEDS = {
    "certificate_issued": _("Sertifikat diterbitkan"),
    "certificate_revoked": _("Sertifikat dicabut"),
}
