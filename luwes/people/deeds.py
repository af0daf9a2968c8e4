"""What the log says of people, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.people.models import Employee

FIELD_WORDS = {
    **{field.name: field.verbose_name for field in Employee._meta.fields},
    "home_area": _("wilayah tempat tinggal"), "languages": _("bahasa"),
    "channels": _("saluran pemberitahuan"),
}  # fmt: skip
DETAILS = {
    "fields": Detail(_("Yang berubah"), FIELD_WORDS),
    "before": Detail(_("Nomor instansi sebelumnya")),
    "competency": Detail(_("Kompetensi")),
    "level": Detail(_("Tingkat")),
    "user": Detail(_("Nomor akun")),
}
DEEDS = {
    "employee_added": _("Berkas pegawai dibuka"),
    "employee_corrected": _("Data pegawai diperbaiki"),
    "declared": _("Kontak atau batasan dinyatakan"),
    "agency_changed": _("Instansi pegawai berubah"),
    "competency_added": _("Kompetensi dicatat"),
    "competency_ended": _("Kompetensi diakhiri"),
    "evidence_taken": _("Pengalaman diterima sebagai bukti kompetensi"),
    "evidence_left": _("Pengalaman tidak dipakai sebagai bukti kompetensi"),
    "account_linked": _("Akun ditautkan"),
}
