from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Form
from luwes.organisation.rules import workload as rules


class Task(Form):
    task = forms.CharField(
        label=_("Uraian tugas"), max_length=300,
        help_text=_("Satu tugas, misalnya: memverifikasi usulan kenaikan pangkat."),
    )  # fmt: skip
    output = forms.CharField(
        label=_("Satuan hasil"), max_length=80, required=False, help_text=_("Misalnya berkas, laporan, kunjungan."),
    )  # fmt: skip
    volume = forms.DecimalField(
        label=_("Volume setahun"), min_value=0, max_value=rules.MOST_VOLUME, decimal_places=2,
        help_text=_("Berapa hasil dalam satu tahun."),
    )  # fmt: skip
    norm_minutes = forms.DecimalField(
        label=_("Norma waktu (menit)"), min_value=0, max_value=rules.MOST_MINUTES, decimal_places=2,
        help_text=_("Menit yang diperlukan untuk satu hasil."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Bukti"), max_length=300, required=False,
        help_text=_("Dari mana volume dan waktunya diketahui, misalnya register berkas 2026."),
    )  # fmt: skip


class Headcount(Form):
    headcount = forms.IntegerField(
        label=_("Kebutuhan yang ditetapkan"), min_value=0, max_value=100_000
    )
    reason = forms.CharField(
        label=_("Alasan bila berbeda dari pembulatan biasa"), max_length=300, required=False
    )


class SendBack(Form):
    reason = forms.CharField(label=_("Yang perlu diperbaiki"), max_length=300)


class Decree(Form):
    decree = forms.CharField(
        label=_("Keputusan"), max_length=120,
        help_text=_("Nomor keputusan yang menetapkan kebutuhan, misalnya Kepgub G/123/2026."),
    )  # fmt: skip


class WorkingTime(Form):
    minutes = forms.IntegerField(
        label=_("Menit efektif setahun"), min_value=rules.LEAST_EFFECTIVE,
        max_value=rules.MOST_EFFECTIVE,
    )  # fmt: skip
    source = forms.CharField(label=_("Sumber"), max_length=200)
    first_day = forms.DateField(label=_("Berlaku mulai"))
    is_sure = forms.BooleanField(
        label=_("Angka lama ini memang yang dimaksud"), required=False,
        help_text=_("Hanya perlu bila Anda mengisi 72.000 atau 90.000 menit."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        is_sure = data.pop("is_sure", False)
        older = rules.OLDER_MINUTES.get(data.get("minutes", 0))
        if older and not is_sure:
            said = _("Angka ini dari aturan lama (%(source)s). PermenPANRB 1/2020 memakai 75.000.")
            self.add_error("minutes", said % {"source": older})
        return data
