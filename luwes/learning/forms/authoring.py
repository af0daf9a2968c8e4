"""What is written of a module: its description, pages, pictures, questions with their keys."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.learning.actions.modules import Description, Terms
from luwes.learning.actions.pages import Asking
from luwes.learning.models import Module, ModulePage, ModuleVersion, Question
from luwes.learning.rules import testing
from luwes.learning.rules.states import QuestionKind
from luwes.learning.rules.writing import MOST_OPTIONS, MOST_POINTS
from luwes.organisation.forms.picks import Units
from luwes.organisation.models import Competency
from luwes.ui.picking import PickField

NUMERIC = {"inputmode": "numeric"}
LONGEST_PAGE = 20_000
DUE = {
    *(f"option_{n}" for n in range(MOST_OPTIONS)),
    "number",
    "words",
}  # asked for before it is kept, with better words
CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)


def _number(**words: Any) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.NumberInput(attrs=NUMERIC), **words)


class Shown(Form):
    """What passing shows, and for how long."""

    competency = forms.ModelChoiceField(
        label=_("Kompetensi yang ditunjukkan bila lulus"), queryset=Competency.objects.none(),
        required=False, empty_label=_("Tidak ada"),
    )  # fmt: skip
    level = forms.TypedChoiceField(
        label=_("Tingkat"), required=False, coerce=int, empty_value=None,
        choices=[("", "–"), *((n, str(n)) for n in range(1, 6))],
        help_text=_("Kebijakan Luwes: lewat modul sendiri paling tinggi 2; di atasnya lewat kelas."),
    )  # fmt: skip
    valid_months = _number(
        label=_("Sertifikat berlaku berapa bulan"), min_value=1, max_value=120, required=False,
        help_text=_("Kosong: selama kata katalog kompetensi. Yang lebih pendek berlaku."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competency"].queryset = Competency.objects.order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def terms(self) -> Terms:
        return Terms(is_open=True, **{n: self.cleaned_data[n] for n in Shown.base_fields})


class New(Shown):
    title = forms.CharField(label=_("Judul"), max_length=120)
    unit = PickField(label=_("Unit penyelenggara"))
    field_order = ("title", "unit", "competency", "level", "valid_months")

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units.offer(self.fields["unit"])  # type: ignore[arg-type]


class Run(Shown):
    is_open = forms.BooleanField(
        label=_("Dapat mulai dipelajari"), required=False,
        help_text=_("Yang sudah mulai tetap dapat menyelesaikan."),
    )  # fmt: skip

    @classmethod
    def of(cls, module: Module, posted: Any) -> "Run":
        names = ("level", "valid_months", "is_open")
        known = {name: getattr(module, name) for name in names}
        return cls(posted, initial={**known, "competency": module.competency_id})

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in Run.base_fields})


class Describe(Form):
    title = forms.CharField(label=_("Judul"), max_length=120)
    summary = forms.CharField(
        label=_("Ringkasan"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
        help_text=_("Setelah belajar, orang dapat apa? Satu atau dua kalimat."),
    )  # fmt: skip
    minutes = _number(
        label=_("Lama belajar (menit)"), min_value=5, max_value=2000,
        help_text=_("45 menit dihitung 1 JP."),
    )  # fmt: skip
    drawn = _number(
        label=_("Jumlah soal di setiap tes"), min_value=1, max_value=100,
        help_text=_("Diambil acak dari bank soal."),
    )  # fmt: skip
    pass_percent = _number(label=_("Nilai lulus (%)"), min_value=1, max_value=100)
    attempts = _number(
        label=_("Paling banyak mencoba"), min_value=0, max_value=100,
        help_text=_("0: boleh berapa kali pun."),
    )  # fmt: skip
    pause_hours = _number(
        label=_("Jeda antara percobaan (jam)"), min_value=0, max_value=720,
        help_text=_("0: boleh langsung mencoba lagi."),
    )  # fmt: skip

    @classmethod
    def of(cls, draft: ModuleVersion, posted: Any) -> "Describe":
        return cls(posted, initial={name: getattr(draft, name) for name in cls.base_fields})

    @property
    def description(self) -> Description:
        return Description(**self.cleaned_data)


class PageText(Form):
    title = forms.CharField(label=_("Judul halaman"), max_length=120)
    text = forms.CharField(
        label=_("Isi"), max_length=LONGEST_PAGE, required=False,
        widget=forms.Textarea(attrs={"rows": 18, "lang": "id"}),
        help_text=_("Baris kosong: paragraf baru. ## Subjudul. - butir. 1. langkah. > contoh. **tebal**. [kata](https://alamat)."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].is_due = True  # type: ignore[attr-defined]

    @classmethod
    def of(cls, page: ModulePage | None, posted: Any) -> "PageText":
        return cls(posted, initial={"title": page.title, "text": page.text} if page else None)


class Picture(Form):
    photos = forms.FileField(
        label=_("Berkas gambar"), help_text=_("JPEG, PNG, atau WebP; dikecilkan dan dibersihkan dari data lokasi."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("Yang terlihat"), max_length=200,
        help_text=_("Dibacakan untuk yang tidak dapat melihat, misalnya: layar antrean dengan tiga perkara."),
    )  # fmt: skip


class QuestionForm(Form):
    """Only what the kind has."""

    text = forms.CharField(
        label=_("Pertanyaan"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
    )  # fmt: skip

    def __init__(self, posted: Any, *, kind: QuestionKind, question: Question | None) -> None:
        self.kind = kind
        super().__init__(posted, initial=_initial(question) if question else {"points": 1})
        self.fields |= _answers(kind) | {
            "why": forms.CharField(
                label=_now("Penjelasan"), max_length=1000, required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
                help_text=_now("Dibaca setelah tes dikumpulkan: mengapa itu yang benar."),
            ),
            "points": _number(label=_now("Bobot"), min_value=1, max_value=MOST_POINTS),
        }  # fmt: skip
        for name in DUE & set(self.fields):
            self.fields[name].is_due = True  # type: ignore[attr-defined]

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        if self.kind not in CHOICES:
            return []
        return [(self[f"option_{n}"], self[f"right_{n}"]) for n in range(MOST_OPTIONS)]

    @property
    def others(self) -> list[forms.BoundField]:
        """Fields of the answer that stand alone."""
        return [self[n] for n in ("number", "tolerance", "words") if n in self.fields]

    @property
    def asking(self) -> Asking:
        said = self.cleaned_data
        options: list[str] = []
        right: list[int] = []
        for n in range(MOST_OPTIONS if self.kind in CHOICES else 0):
            if said[f"option_{n}"]:
                right += [len(options)] if said[f"right_{n}"] else []
                options.append(said[f"option_{n}"])
        lines = [row.strip() for row in said.get("words", "").splitlines() if row.strip()]
        return Asking(
            kind=self.kind, text=said["text"], options=tuple(options), right=tuple(right),
            number=said.get("number"), tolerance=said.get("tolerance") or Decimal(0),
            words="\n".join(lines), points=said["points"], why=said["why"],
        )  # fmt: skip


class NumberField(forms.CharField):
    """A number as people here write it: 1.500,5."""

    default_error_messages = {
        "no_number": _("Tulis angka, misalnya 1.500 atau 2,5."),
        "too_large": _("Angka ini terlalu besar; paling banyak 14 digit di depan koma."),
    }
    LIMIT = 10**14  # what the column holds

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        found = testing.read_number(text) if text else None
        if text and found is None:
            raise forms.ValidationError(self.error_messages["no_number"])
        if found is None:
            return None
        if abs(found) >= self.LIMIT:
            raise forms.ValidationError(self.error_messages["too_large"])
        return (Decimal(found.numerator) / Decimal(found.denominator)).quantize(Decimal("0.000001"))


def _answers(kind: QuestionKind) -> dict[str, forms.Field]:
    if kind in CHOICES:
        found: dict[str, forms.Field] = {}
        for n in range(MOST_OPTIONS):
            found[f"option_{n}"] = forms.CharField(label=_now("Pilihan %d") % (n + 1), max_length=300, required=False)  # fmt: skip
            found[f"right_{n}"] = forms.BooleanField(label=_now("Benar"), required=False)
        return found
    decimal = forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short"})
    if kind is QuestionKind.NUMBER:
        return {
            "number": NumberField(label=_now("Angka yang benar"), max_length=20, required=False, widget=decimal),
            "tolerance": NumberField(
                label=_now("Selisih yang masih benar"), max_length=20, required=False, widget=decimal,
                help_text=_now("0: harus tepat."),
            ),
        }  # fmt: skip
    return {
        "words": forms.CharField(
            label=_now("Jawaban yang benar"), max_length=500, required=False,
            widget=forms.Textarea(attrs={"rows": 3, "lang": "id"}),
            help_text=_now("Satu di setiap baris. Huruf besar, tanda baca, dan spasi ganda tidak dihiraukan."),
        )
    }  # fmt: skip


def _initial(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(question, name) for name in ("text", "points", "why", "words")
    }
    for n, option in enumerate(question.options):
        found |= {f"option_{n}": option, f"right_{n}": n in question.right}
    return found | {
        "number": testing.written(question.number), "tolerance": testing.written(question.tolerance),
    }  # fmt: skip
