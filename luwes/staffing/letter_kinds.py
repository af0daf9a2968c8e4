"""The letters by which an order is changed, for the registry of letters."""

from django.utils.translation import gettext_lazy as _

from luwes.letters.kinds import LetterKind, kinds
from luwes.staffing.changes import Kind


def add() -> None:
    names = "Daftar nama"
    kinds.add(
        LetterKind(
            Kind.AMENDMENT.value, _("Surat perubahan"), "SURAT PERUBAHAN SURAT PERINTAH TUGAS",
            "MEMUTUSKAN", "Atas nama", "Mengubah", annex=names, stands_alone=False,
        )
    )  # fmt: skip
    kinds.add(
        LetterKind(
            Kind.RELIEF.value, _("Surat pembebasan tugas"), "SURAT PEMBEBASAN TUGAS",
            "MEMUTUSKAN", "Kepada", "Untuk", annex=names, stands_alone=False,
        )
    )  # fmt: skip
    kinds.add(
        LetterKind(
            Kind.RETURN.value, _("Surat pengembalian"), "SURAT PENGEMBALIAN PEGAWAI",
            "MEMUTUSKAN", "Kepada", "Untuk", annex=names, stands_alone=False,
        )
    )  # fmt: skip
