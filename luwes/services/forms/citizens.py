"""What citizens type on the page of their case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.services.forms.files import Files
from luwes.services.rules.satisfaction import Element

SCORES = {
    Element.REQUIREMENTS: (_("Persyaratannya"), (_("Tidak sesuai"), _("Kurang sesuai"), _("Sesuai"), _("Sangat sesuai"))),
    Element.PROCEDURE: (_("Kemudahan prosedurnya"), (_("Tidak mudah"), _("Kurang mudah"), _("Mudah"), _("Sangat mudah"))),
    Element.TIME: (_("Kecepatannya"), (_("Tidak cepat"), _("Kurang cepat"), _("Cepat"), _("Sangat cepat"))),
    Element.COST: (_("Kewajaran biayanya"), (_("Sangat mahal"), _("Cukup mahal"), _("Murah"), _("Gratis"))),
    Element.PRODUCT: (_("Kesesuaian hasil dengan yang dijanjikan"), (_("Tidak sesuai"), _("Kurang sesuai"), _("Sesuai"), _("Sangat sesuai"))),
    Element.COMPETENCE: (_("Kemampuan petugas"), (_("Tidak mampu"), _("Kurang mampu"), _("Mampu"), _("Sangat mampu"))),
    Element.BEHAVIOUR: (_("Kesopanan dan keramahan petugas"), (_("Tidak ramah"), _("Kurang ramah"), _("Ramah"), _("Sangat ramah"))),
    Element.COMPLAINTS: (_("Penanganan pengaduan"), (_("Tidak ada"), _("Ada, tidak berfungsi"), _("Berfungsi, kurang baik"), _("Dikelola baik"))),
    Element.FACILITIES: (_("Sarana dan prasarananya"), (_("Buruk"), _("Cukup"), _("Baik"), _("Sangat baik"))),
}  # fmt: skip


class OneOfSeveral(Form):
    """Stands beside others on its page: its fields go by names of their own there."""

    called = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": f"{self.called}_%s"} | kwargs))


class WithFiles(OneOfSeveral):
    """A form whose field `attached` brings pictures and documents."""

    attached = Files(
        label=_("Foto atau PDF"), required=False,
        help_text=_("Paling banyak lima, masing-masing 10 MB. Letak dan waktu di dalam foto kami hapus."),
    )  # fmt: skip


class Find(Form):
    number = forms.CharField(
        label=_("Nomor"), max_length=24, help_text=_("Misalnya: LPG-26-004530."),
    )  # fmt: skip
    secret = forms.CharField(
        label=_("Kode rahasia"), max_length=40,
        help_text=_("Dua belas huruf dan angka di tanda terima Anda."),
    )  # fmt: skip


class Say(WithFiles):
    called = "tulis"
    text = forms.CharField(
        label=_("Tambah keterangan"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    field_order = ["text", "attached"]

    def __init__(self, *args: Any, answers: bool = False, **kwargs: Any) -> None:
        """`answers`: the office has asked something."""
        super().__init__(*args, **kwargs)
        if answers:
            self.fields["text"].label = _("Jawaban Anda")


class Reopen(WithFiles):
    called = "buka_lagi"
    text = forms.CharField(
        label=_("Apa yang belum beres?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ["text", "attached"]


class Thank(OneOfSeveral):
    called = "ucapan"
    words = forms.CharField(
        label=_("Ucapan untuk petugas"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Petugas yang menanganinya membacanya dan tahu dari siapa. Bila nama Anda dirahasiakan, orang lain tidak."),
    )  # fmt: skip


class Survey(OneOfSeveral):
    called = "survei"
    words = forms.CharField(
        label=_("Saran Anda"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for element, (label, words) in SCORES.items():
            self.fields[element.value] = forms.TypedChoiceField(
                label=label, widget=forms.RadioSelect, coerce=int,
                choices=[(n, word) for n, word in enumerate(words, 1)],
                error_messages={"required": _("Pilih salah satu.")},
            )  # fmt: skip
        self.order_fields([*(e.value for e in SCORES), "words"])

    @property
    def scores(self) -> dict[Element, int]:
        return {element: self.cleaned_data[element.value] for element in Element}
