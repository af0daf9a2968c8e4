"""Teams and opportunities, their outputs and seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.core.forms import Dated, Form
from luwes.organisation.forms.picks import Units
from luwes.organisation.models import Agency, Competency, StaffGroup
from luwes.places.models import Area
from luwes.staffing.models import Need
from luwes.teamwork import models
from luwes.teamwork.actions.asking import Places, Terms
from luwes.teamwork.actions.opportunities import Offer, Work
from luwes.teamwork.actions.seats import SeatDraft
from luwes.teamwork.actions.teams import TeamDraft
from luwes.teamwork.models import TaskTeam, TeamSeat
from luwes.ui.picking import PickField

Areas = list[tuple[str, list[Area]]]


class _Owned(Dated):
    """Whose it is, when and where, by what, and whose people may take part."""

    unit = PickField(label=_("Unit pemilik"), help_text=_("Ketik sebagian nama unit, lalu pilih."))
    basis = forms.CharField(
        label=_("Dasar"), max_length=200,
        help_text=_("Seperti akan tertulis di surat tugas. Misalnya: Keputusan Kepala Dinas Nomor 12 Tahun 2026."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("Hari pertama"))
    last_day = forms.DateField(label=_("Hari terakhir"), help_text=_("Paling lama 12 bulan."))
    area = forms.ChoiceField(label=_("Tempat bekerja"))
    agencies = forms.ModelMultipleChoiceField(
        label=_("Instansi lain yang ikut serta"), queryset=Agency.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    agreement = forms.CharField(
        label=_("Nomor perjanjian kerja sama (PKS)"), max_length=120, required=False,
        help_text=_("Wajib sebelum orang dari pemerintah lain dipilih."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, areas: Areas, agency: Agency, units: Units | None, **kwargs: Any
    ) -> None:
        """`units`: among which the owner is picked; none where it stands."""
        super().__init__(*args, **kwargs)
        if units:
            units.offer(self.fields["unit"])  # type: ignore[arg-type]
        else:
            del self.fields["unit"]
        groups = [(name, [(str(a.pk), a.name) for a in rows]) for name, rows in areas]
        self.fields["area"].choices = groups  # type: ignore[attr-defined]
        others = Agency.objects.exclude(pk=agency.pk).order_by("name", "pk")
        self.fields["agencies"].queryset = others  # type: ignore[attr-defined]
        self._areas = {str(a.pk): a for _name, rows in areas for a in rows}

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    @property
    def chosen_area(self) -> Area:
        return self._areas[self.cleaned_data["area"]]


class Team(_Owned):
    name = forms.CharField(
        label=_("Nama tim"), max_length=160,
        help_text=_("Misalnya: Tim Satu Data Stunting Provinsi."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("Tujuan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sasaran unit yang dibantu tim ini."),
    )  # fmt: skip

    field_order = ["unit", "name", "purpose", "basis", "first_day", "last_day", "area"]

    @property
    def draft(self) -> TeamDraft:
        data = self.cleaned_data
        return TeamDraft(
            data["name"], data["purpose"], data["basis"], data["agreement"], self.chosen_area,
            data["period"], list(data["agencies"]),
        )  # fmt: skip

    @staticmethod
    def values_of(team: TaskTeam) -> dict[str, Any]:
        names = ("name", "purpose", "basis", "agreement")
        return {name: getattr(team, name) for name in names} | {
            "area": str(team.area_id), "first_day": team.period.start, "last_day": team.period.last_day,
            "agencies": _keys(team.agencies.exclude(pk=team.agency_id)),
        }  # fmt: skip


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


class Output(Form):
    output = forms.CharField(label=_("Hasil kerja"), max_length=200)
    indicator = forms.CharField(
        label=_("Ukuran"), max_length=200, help_text=_("Misalnya: 15 kabupaten dan kota terisi.")
    )
    due = forms.DateField(label=_("Tenggat"))


class Mark(Form):
    result = forms.CharField(label=_("Capaian"), max_length=300)


class _Terms(Form):
    """How much of whose time; what they must be able to do."""

    heads = forms.IntegerField(label=_("Jumlah orang"), initial=1, min_value=1, max_value=200)
    load = forms.IntegerField(
        label=_("Beban (% hari kerja)"), initial=20, min_value=1, max_value=100,
        help_text=_("20 berarti sehari dalam seminggu. Di bawah 100, tugas di unit asal berjalan terus."),
    )  # fmt: skip
    groups = forms.ModelMultipleChoiceField(
        label=_("Hanya untuk kelompok pegawai"), queryset=StaffGroup.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Kosong: semua kelompok."),
    )  # fmt: skip
    skill_1 = forms.ModelChoiceField(
        label=_("Syarat kompetensi"), queryset=Competency.objects.none(), required=False,
        empty_label=_("Tidak ada"),
    )  # fmt: skip
    level_1 = forms.IntegerField(label=_("Tingkat"), min_value=1, max_value=5, initial=1, required=False)  # fmt: skip
    skill_2 = forms.ModelChoiceField(
        label=_("Syarat kompetensi kedua"), queryset=Competency.objects.none(), required=False,
        empty_label=_("Tidak ada"),
    )  # fmt: skip
    level_2 = forms.IntegerField(label=_("Tingkat kedua"), min_value=1, max_value=5, initial=1, required=False)  # fmt: skip
    report_to = forms.CharField(
        label=_("Melapor kepada"), max_length=160, required=False,
        help_text=_("Nama dan cara menghubunginya, seperti akan tertulis di surat tugas."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = StaffGroup.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        known = Competency.objects.order_by("name", "pk")
        for name in ("skill_1", "skill_2", "learns"):
            if name in self.fields:
                self.fields[name].queryset = known  # type: ignore[attr-defined]

    @property
    def skills(self) -> tuple[tuple[int, int], ...]:
        data = self.cleaned_data
        asked = {
            data[f"skill_{n}"].pk: data[f"level_{n}"] or 1 for n in (1, 2) if data[f"skill_{n}"]
        }
        return tuple(asked.items())

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(
            data["heads"], data["load"], list(data["groups"]), self.skills, data["report_to"]
        )

    @staticmethod
    def terms_of(need: Need) -> dict[str, Any]:
        values: dict[str, Any] = {
            "heads": need.desired, "load": need.load, "report_to": need.report_to,
            "groups": _keys(need.groups),
        }  # fmt: skip
        for n, skill in enumerate(need.skills.order_by("pk")[:2], start=1):
            values |= {f"skill_{n}": skill.competency_id, f"level_{n}": skill.level}
        return values


class Seat(_Terms):
    role = forms.CharField(
        label=_("Peran"), max_length=120, help_text=_("Misalnya: Analis data kesehatan.")
    )
    is_leader = forms.BooleanField(label=_("Ini tempat ketua tim"), required=False)

    field_order = ["role", "is_leader", "heads", "load"]

    @property
    def draft(self) -> SeatDraft:
        data = self.cleaned_data
        return SeatDraft(data["role"].strip(), self.terms, data["is_leader"])

    @staticmethod
    def values_of(seat: TeamSeat) -> dict[str, Any]:
        return _Terms.terms_of(seat.need) | {"role": seat.need.role, "is_leader": seat.is_leader}


class OfferedPlaces(Form):
    """What may change of a place once people stand for it; a leader stays alone."""

    heads = forms.IntegerField(label=_("Jumlah orang"), min_value=1, max_value=200)
    report_to = forms.CharField(
        label=_("Melapor kepada"), max_length=160, required=False,
        help_text=_("Nama dan cara menghubunginya. Surat tugas yang sudah terbit tidak ikut berubah."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=300)

    def __init__(self, *args: Any, need: Need, taken: int, alone: bool, **kwargs: Any) -> None:
        """`taken`: those who serve or are chosen."""
        super().__init__(
            *args, initial={"heads": need.desired, "report_to": need.report_to}, **kwargs
        )
        if alone:
            del self.fields["heads"]
        elif taken:
            words = _("Paling sedikit %d: yang sudah bertugas atau terpilih.")
            self.fields["heads"].help_text = words % taken

    @property
    def places(self) -> Places:
        data = self.cleaned_data
        return Places(data.get("heads", 1), data["report_to"], data["reason"])


class _Offered(Form):
    title = forms.CharField(
        label=_("Judul"), max_length=120, help_text=_("Misalnya: Pendamping data posyandu.")
    )
    does = forms.CharField(
        label=_("Yang dikerjakan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    learning = forms.CharField(
        label=_("Yang dipelajari"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    learns = forms.ModelMultipleChoiceField(
        label=_("Kompetensi yang diperoleh"), queryset=Competency.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Setelah selesai, diusulkan sebagai bukti di berkas pegawai."),
    )  # fmt: skip
    apply_until = forms.DateField(label=_("Melamar sampai"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learns"].queryset = Competency.objects.order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def offer(self) -> Offer:
        data = self.cleaned_data
        return Offer(
            data["title"].strip(), data["does"], data["apply_until"], data["learning"],
            list(data["learns"]),
        )  # fmt: skip


class OfferSeat(_Offered):
    """What is said of a seat that is opened to whoever wants it."""


class Opportunity(_Offered, _Terms, _Owned):
    field_order = [
        "unit", "title", "does", "learning", "learns", "apply_until", "first_day", "last_day",
        "heads", "load", "area", "skill_1", "level_1", "skill_2", "level_2", "groups", "report_to",
        "basis",
    ]  # fmt: skip

    @property
    def work(self) -> Work:
        data = self.cleaned_data
        return Work(
            basis=data["basis"], agreement=data["agreement"], area=self.chosen_area,
            period=data["period"], terms=self.terms, agencies=list(data["agencies"]),
        )  # fmt: skip

    @staticmethod
    def values_of(row: models.Opportunity, need: Need) -> dict[str, Any]:
        names = ("title", "does", "learning", "apply_until", "basis", "agreement")
        return {name: getattr(row, name) for name in names} | _Terms.terms_of(need) | {
            "area": str(row.area_id), "first_day": row.period.start, "last_day": row.period.last_day,
            "agencies": _keys(row.agencies.exclude(pk=row.agency_id)), "learns": _keys(row.learns),
        }  # fmt: skip


class Deadline(Form):
    apply_until = forms.DateField(label=_("Melamar sampai"))


class Closing(Form):
    result = forms.CharField(
        label=_("Hasilnya"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
