"""What an order is to become."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.staffing import changes
from luwes.staffing.models import BECAUSE_LABELS, Assignment, Need


class Amend(Form):
    """`posts` are where else of the same owner people may go."""

    last_day = forms.DateField(
        label=_("Hari terakhir"), required=False,
        help_text=_("Kosongkan bila tetap. Lebih lama dari semula: instansi asal memutuskan dahulu."),
    )  # fmt: skip
    need = forms.ModelChoiceField(
        Need.objects.none(), label=_("Pos tugas"), required=False, empty_label=_("Tetap di pos ini"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tertulis di surat sesudah kata “bahwa”. Jangan sebut keadaan kesehatan."),
    )  # fmt: skip
    beyond_policy = forms.BooleanField(
        label=_("Tetap lanjutkan walau melampaui satu giliran (kebijakan Luwes)"), required=False
    )

    def __init__(self, *args: Any, posts: list[Need], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["need"]
        field.queryset = Need.objects.filter(pk__in=[n.pk for n in posts]).select_related("area").order_by("role", "pk")  # fmt: skip
        field.label_from_instance = lambda need: f"{need.post or need.area}: {need.role}"
        if not posts:
            del self.fields["need"]


class Relieve(Form):
    """`others` come to the post or serve there; only one person relieved names who goes on."""

    last_day = forms.DateField(label=_("Hari tugas terakhir"), help_text=_("Hari ini: langsung selesai."))  # fmt: skip
    because = forms.TypedChoiceField(
        label=_("Sebab"), choices=list(BECAUSE_LABELS.items()), coerce=changes.Because,
        widget=forms.RadioSelect, error_messages={"required": _("Pilih sebabnya.")},
    )  # fmt: skip
    substitute = forms.ModelChoiceField(
        Assignment.objects.none(), label=_("Digantikan oleh"), required=False,
        empty_label=_("Tanpa pengganti"), help_text=_("Disebut di surat."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["substitute"]
        if others is None:
            del self.fields["substitute"]
            return
        field.queryset = others
        field.label_from_instance = lambda row: row.employee.full_name


class Decide(Form):
    answer = forms.CharField(
        label=_("Alasan"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila ditolak."),
    )  # fmt: skip
    below_minimum = forms.CharField(
        label=_("Mengapa unit asal boleh di bawah minimum"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hanya untuk penyelamatan jiwa. Nama Anda dan alasan ini tercatat di log keputusan."),
    )  # fmt: skip

    def __init__(self, *args: Any, overrides: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not overrides:
            del self.fields["below_minimum"]
