"""What the log says of people, in words for people."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "employee_added": _("Berkas pegawai dibuka"),
    "employee_corrected": _("Data pegawai diperbaiki"),
    "declared": _("Kontak atau batasan dinyatakan"),
    "agency_changed": _("Instansi pegawai berubah"),
    "competency_added": _("Kompetensi dicatat"),
    "competency_ended": _("Kompetensi diakhiri"),
    "account_linked": _("Akun ditautkan"),
}
