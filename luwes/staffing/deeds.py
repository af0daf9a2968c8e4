"""What the log says of needs, plans and assignments, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

NEED_WORDS = {
    "minimum": _("minimum"), "desired": _("diminta"), "tier": _("prioritas"), "load": _("beban"),
    "first_day": _("mulai"), "last_day": _("sampai"),
}  # fmt: skip
DETAILS = {
    "version": Detail(_("Versi")),
    "template": Detail(_("Templat")),
    "needs": Detail(_("Kebutuhan")),
    "heads": Detail(_("Orang yang diminta")),
    "desired": Detail(_("Orang yang diminta")),
    "before": Detail(_("Sebelum"), NEED_WORDS),
    "after": Detail(_("Sesudah"), NEED_WORDS),
    "refills": Detail(_("Mengisi ulang rencana nomor")),
    "employee": Detail(_("Nomor pegawai")),
    "need": Detail(_("Nomor kebutuhan")),
    "rule": Detail(_("Ketetapan"), {"pin": _("ditetapkan"), "exclude": _("dikeluarkan")}),
    "line": Detail(_("Nomor baris rencana")),
    "agency": Detail(_("Nomor instansi")),
    "inputs": Detail(_("Sidik masukan rencana")),
    "assignments": Detail(_("Penugasan")),
    "left_out": Detail(_("Tidak jadi ditugaskan")),
    "post": Detail(_("Pos")),
    "shifts": Detail(_("Shift")),
    "missing": Detail(_("Tempat kosong")),
}
DEEDS = {
    "template_defined": _("Templat kebutuhan ditetapkan"),
    "needs_stated": _("Kebutuhan dihitung dari templat"),
    "need_stated": _("Kebutuhan ditambahkan"),
    "need_changed": _("Kebutuhan diubah"),
    "need_cancelled": _("Kebutuhan dihapus"),
    "plan_made": _("Rencana disusun"),
    "plan_discarded": _("Rancangan dibuang"),
    "pin": _("Orang ditetapkan dalam rencana"),
    "exclude": _("Orang dikeluarkan dari rencana"),
    "rule_lifted": _("Penetapan atau pengecualian dicabut"),
    "plan_submitted": _("Rencana diajukan"),
    "objected": _("Keberatan diajukan"),
    "objection_accepted": _("Keberatan diterima"),
    "objection_overruled": _("Keberatan ditolak"),
    "plan_approved": _("Rencana disetujui"),
    "plan_sent_back": _("Rencana dikembalikan"),
    "plan_issued": _("Surat tugas diterbitkan"),
    "issue_refused": _("Penerbitan surat gagal"),
    "accepted": _("Penugasan diterima"),
    "declined": _("Penugasan ditolak"),
    "reminded": _("Jawaban ditagih"),
    "completed": _("Penugasan selesai"),
    "returned": _("Kembali ke unit asal dicatat"),
    "withdrawn": _("Penugasan ditarik"),
    "shortened": _("Masa tugas dipersingkat"),
    "ended_by_time": _("Masa tugas lewat, dicatat selesai"),
    "post_named": _("Pos diberi nama"),
    "pattern_set": _("Pola shift ditetapkan"),
    "leaders_set": _("Pemimpin regu ditetapkan"),
    "rota_set": _("Jadwal shift ditetapkan"),
}
