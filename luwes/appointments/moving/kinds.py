"""The letters and messages of moves, for the registries of lower areas."""

from django.utils.translation import gettext_lazy as _

from luwes.appointments.moving.papers import CORRECTION, DECREE, MANDATE
from luwes.letters.kinds import LetterKind, kinds
from luwes.notifications.kinds import MessageKind
from luwes.notifications.kinds import kinds as messages


def add() -> None:
    annex = "Daftar pegawai yang dipindahkan atau diangkat"
    kinds.add(
        LetterKind(
            DECREE, _("Keputusan mutasi"), "SURAT KEPUTUSAN", "MEMUTUSKAN", "Atas nama", "Menetapkan",
            annex=annex, stands_alone=False, basis="Mengingat", duty="Jabatan baru",
        )
    )  # fmt: skip
    kinds.add(
        LetterKind(
            MANDATE, _("Surat perintah Plt./Plh."), "SURAT PERINTAH", stands_alone=False,
            basis="Dasar", duty="Jabatan",
        )
    )  # fmt: skip
    kinds.add(
        LetterKind(
            CORRECTION, _("Keputusan pembetulan"), "SURAT KEPUTUSAN PEMBETULAN", "MEMUTUSKAN",
            "Atas nama", "Menetapkan", annex=annex, stands_alone=False, basis="Mengingat",
            duty="Jabatan baru",
        )
    )  # fmt: skip
    for key, label, template in (
        ("appointments.moves_asked", _("Usul mutasi menunggu Anda"), ""),
        ("appointments.moves_went_on", _("Perkembangan usul mutasi"), ""),
        ("appointments.moved", _("Keputusan tentang jabatan Anda"), "keputusan_jabatan"),
        ("appointments.mandate_ends", _("Masa Plt./Plh. segera berakhir"), ""),
    ):
        messages.add(MessageKind(key, label, template))
