"""What the log says of incidents, in words for people."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "declared": _("Kejadian ditetapkan"),
    "status_set": _("Status darurat dicatat"),
    "status_extended": _("Status darurat diperpanjang"),
    "decree_registered": _("Nomor keputusan dicatat"),
    "figures_entered": _("Laporan dampak dicatat"),
    "figure_corrected": _("Angka dampak dikoreksi"),
    "figure_chosen": _("Angka yang dipakai dipilih"),
    "closed": _("Kejadian ditutup"),
}
