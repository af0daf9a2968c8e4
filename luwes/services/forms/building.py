"""What officers write when they make a form: pages, questions, purpose and consent."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luwes.core.forms import Form
from luwes.services.models import FormVersion
from luwes.services.rules.asking import (
    CHOICES,
    COMPARED,
    HINT_LENGTH,
    LABEL_LENGTH,
    RESERVED,
    Condition,
    Definition,
    Kind,
    Option,
    Page,
    Question,
)

KIND_LABELS = {
    Kind.TEXT: gettext_lazy("Teks pendek"),
    Kind.LONG: gettext_lazy("Teks panjang"),
    Kind.NUMBER: gettext_lazy("Angka"),
    Kind.DATE: gettext_lazy("Tanggal"),
    Kind.ONE: gettext_lazy("Pilihan, satu"),
    Kind.MANY: gettext_lazy("Pilihan, boleh beberapa"),
    Kind.PHONE: gettext_lazy("Nomor HP"),
    Kind.EMAIL: gettext_lazy("Surel"),
    Kind.NIK: gettext_lazy("NIK"),
    Kind.AREA: gettext_lazy("Wilayah"),
    Kind.POINT: gettext_lazy("Titik di peta"),
    Kind.FILE: gettext_lazy("Berkas"),
    Kind.CONSENT: gettext_lazy("Kotak persetujuan"),
}
# Questions whose answers mean something to the case: how they are offered.
MEANINGS = {
    "nama": gettext_lazy("Nama pemohon"),
    "hp": gettext_lazy("Nomor HP pemohon"),
    "surel": gettext_lazy("Surel pemohon"),
    "nik": gettext_lazy("NIK pemohon"),
    "rahasia": gettext_lazy("Rahasiakan nama"),
    "wilayah": gettext_lazy("Wilayah kejadian (menentukan yang berwenang)"),
    "letak": gettext_lazy("Letak dalam kata-kata"),
    "titik": gettext_lazy("Titik di peta (mencari laporan yang sama)"),
    "uraian": gettext_lazy("Uraian"),
    "foto": gettext_lazy("Foto dan dokumen"),
    "tanggal_lahir": gettext_lazy("Tanggal lahir (dicocokkan dengan NIK)"),
    "jenis_kelamin": gettext_lazy("Jenis kelamin (dicocokkan dengan NIK)"),
}
KINDS_OF_MEANINGS = RESERVED | COMPARED


class PageWords(Form):
    title = forms.CharField(label=gettext_lazy("Judul halaman"), max_length=LABEL_LENGTH, help_text=gettext_lazy("Sebaiknya pertanyaan, misalnya: Di mana jalannya?"))  # fmt: skip
    hint = forms.CharField(label=gettext_lazy("Keterangan"), max_length=HINT_LENGTH, required=False)

    @classmethod
    def of(cls, page: Page | None, posted: Any) -> "PageWords":
        return cls(posted, initial={"title": page.title, "hint": page.hint} if page else None)


class Words(Form):
    purpose = forms.CharField(label=gettext_lazy("Untuk apa data ini diminta"), max_length=300, required=False, widget=forms.Textarea, help_text=gettext_lazy("Warga membacanya sebelum mengisi. Misalnya: untuk menerbitkan surat pindah."))  # fmt: skip
    consent = forms.CharField(label=gettext_lazy("Kalimat yang disetujui warga"), max_length=500, required=False, widget=forms.Textarea)  # fmt: skip
    keep_days = forms.IntegerField(label=gettext_lazy("Disimpan berapa hari setelah selesai"), help_text=gettext_lazy("365 hari setahun. Sesudahnya isian, nama, dan berkas warga dihapus dengan sendirinya."))  # fmt: skip

    @classmethod
    def of(cls, form: FormVersion, posted: Any) -> "Words":
        names = ("purpose", "consent", "keep_days")
        return cls(posted, initial={name: getattr(form, name) for name in names})


class QuestionForm(Form):
    """Only what the kind has: options of a choice, bounds of a number or a date."""

    label = forms.CharField(label=gettext_lazy("Pertanyaan"), max_length=LABEL_LENGTH)
    hint = forms.CharField(label=gettext_lazy("Petunjuk dengan contoh"), max_length=HINT_LENGTH, required=False, help_text=gettext_lazy("Tulis satu contoh, misalnya: 0812 3456 7890."))  # fmt: skip
    required = forms.BooleanField(label=gettext_lazy("Harus diisi"), required=False)

    def __init__(
        self, posted: Any, *, kind: Kind, key: str, before: Iterable[Question],
        question: Question | None = None,
    ) -> None:  # fmt: skip
        self.kind, self.key = kind, key
        super().__init__(posted, initial=_initial(question) if question else None)
        if kind in CHOICES and key != "jenis_kelamin":
            self.fields["options"] = forms.CharField(label=_("Pilihan, satu di setiap baris"), widget=forms.Textarea)  # fmt: skip
        if kind is Kind.NUMBER:
            for name, label in (("least", _("Paling sedikit")), ("most", _("Paling banyak")), ("unit", _("Satuan"))):  # fmt: skip
                self.fields[name] = forms.CharField(label=label, max_length=20, required=False)
        if kind is Kind.DATE:
            for name, label in (("first_day", _("Paling awal")), ("last_day", _("Paling akhir"))):
                self.fields[name] = forms.DateField(label=label, required=False)
        pairs = [*_pairs(before)]
        if pairs:
            self.fields["when"] = forms.MultipleChoiceField(
                label=_("Hanya ditanyakan bila"), choices=pairs, required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Kosongkan bila selalu ditanyakan. Beberapa pilihan dari satu pertanyaan berarti salah satunya."),
            )  # fmt: skip

    def clean_when(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["when"]
        if len({pair.split(":")[0] for pair in chosen}) > 1:
            raise forms.ValidationError(_("Pilih jawaban dari satu pertanyaan saja."))
        return chosen

    def question(self, definition: Definition) -> Question:
        """As it was written; a new one gets a key from its words."""
        said = self.cleaned_data
        taken = set(definition.by_key)
        days = {name: said[name].isoformat() for name in ("first_day", "last_day") if said.get(name)}  # fmt: skip
        return Question(
            self.key or _free(slug(said["label"]), taken), self.kind, said["label"], said["hint"],
            said["required"], _options(self.key, said.get("options", "")), _condition(said.get("when")),
            said.get("least", ""), said.get("most", ""), said.get("unit", ""), **days,
        )  # fmt: skip


def _initial(question: Question) -> dict[str, Any]:
    when = question.when
    return {
        "label": question.label, "hint": question.hint, "required": question.required,
        "options": "\n".join(option.label for option in question.options),
        "least": question.least, "most": question.most, "unit": question.unit,
        "first_day": question.first_day, "last_day": question.last_day,
        "when": [f"{when.key}:{value}" for value in when.values] if when else [],
    }  # fmt: skip


def _pairs(before: Iterable[Question]) -> Iterable[tuple[str, str]]:
    for question in before:
        if question.kind in CHOICES:
            for option in question.options:
                yield f"{question.key}:{option.key}", f"{question.label} → {option.label}"
        elif question.kind is Kind.CONSENT:
            yield f"{question.key}:ya", f"{question.label} → {_('dicentang')}"


def _options(key: str, text: str) -> tuple[Option, ...]:
    if key == "jenis_kelamin":
        return Option("l", _("Laki-laki")), Option("p", _("Perempuan"))
    found: list[Option] = []
    for line in dict.fromkeys(row.strip() for row in text.splitlines() if row.strip()):
        found.append(Option(_free(slug(line), {one.key for one in found}), line[:LABEL_LENGTH]))
    return tuple(found)


def _condition(chosen: list[str] | None) -> Condition | None:
    if not chosen:
        return None
    pairs = [pair.split(":", 1) for pair in chosen]
    return Condition(pairs[0][0], tuple(value for _key, value in pairs))


def slug(text: str) -> str:
    """A key from words: "Seberapa parah?" is seberapa_parah."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:30].strip("_")
    return plain if plain[:1].isalpha() else f"p_{plain}".strip("_")


def _free(key: str, taken: set[str]) -> str:
    """Never a reserved one: that is chosen, not hit upon."""
    names = (key if n == 1 else f"{key}_{n}" for n in range(1, 1000))
    return next(name for name in names if name not in taken and name not in KINDS_OF_MEANINGS)
