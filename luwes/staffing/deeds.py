"""What the log says of needs, plans and assignments, in words for people."""

from django.utils.translation import gettext_lazy as _

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
    "post_named": _("Pos diberi nama"),
}
