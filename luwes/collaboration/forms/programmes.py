"""Forms of programmes, milestones, claims and voices."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from luwes.collaboration.actions.indicators import Measure
from luwes.collaboration.actions.milestones import MilestoneDraft
from luwes.collaboration.actions.places import Spot
from luwes.collaboration.actions.programmes import ProgrammeDraft
from luwes.collaboration.models import (
    Agreement,
    Indicator,
    Milestone,
    Programme,
    ProgrammePartner,
    ProgrammePlace,
)
from luwes.collaboration.photos import PhotoDraft
from luwes.collaboration.rules.claiming import MOST_PHOTOS
from luwes.core.forms import Dated, Form
from luwes.organisation.forms.picks import Units
from luwes.organisation.models import Agency
from luwes.places.models import Area
from luwes.staffing.forms import Photos
from luwes.ui.picking import PickField

WHY = _("Wajib bila program sudah berjalan; dicatat dalam log.")
Areas = Sequence[tuple[str, Sequence[Area]]]
GOVERNMENT = "government"


class _Placed(Form):
    """With an area among those of a government."""

    _areas: dict[str, Area]

    def offer_areas(self, areas: Areas) -> None:
        groups = [(name, [(str(a.pk), a.name) for a in rows]) for name, rows in areas]
        self.fields["area"].choices = groups  # type: ignore[attr-defined]
        self._areas = {str(a.pk): a for _name, rows in areas for a in rows}

    @property
    def chosen_area(self) -> Area:
        return self._areas[self.cleaned_data["area"]]


class ProgrammeForm(Dated, _Placed):
    unit = PickField(label=_("Unit pengampu"), help_text=_("Ketik sebagian nama unit, lalu pilih."))
    name = forms.CharField(
        label=_("Nama program"), max_length=160, help_text=_("Misalnya: Jalan Tajab–Adijaya.")
    )
    goal = forms.CharField(
        label=_("Tujuan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Keadaan yang dicapai, bukan kegiatannya."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Ringkasan satu kalimat"), max_length=300, required=False,
        help_text=_("Dibaca warga di halaman umum."),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Keputusan, RPJMD, atau rencana kerja.")
    )
    first_day = forms.DateField(label=_("Hari pertama"))
    last_day = forms.DateField(label=_("Hari terakhir"))
    area = forms.ChoiceField(label=_("Wilayah"))
    agencies = forms.ModelMultipleChoiceField(
        label=_("Instansi lain yang ikut serta"), queryset=Agency.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pegawainya diusulkan bila ada PKS yang berlaku antara kedua pemerintah; dalam status darurat di wilayah program, tanpa PKS."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Tampilkan untuk umum"), required=False, initial=True,
        help_text=_("Tanpa akun: tujuan, tonggak, anggaran, dan foto yang sudah diperiksa."),
    )  # fmt: skip

    field_order = ["unit", "name", "goal", "summary", "basis", "first_day", "last_day", "area"]

    def __init__(
        self, *args: Any, areas: Areas, agency: Agency, units: Units | None, **kwargs: Any
    ) -> None:
        """`units`: among which the owner is picked; none where it stands."""
        super().__init__(*args, **kwargs)
        if units:
            units.offer(self.fields["unit"])  # type: ignore[arg-type]
        else:
            del self.fields["unit"]
        self.offer_areas(areas)
        others = Agency.objects.exclude(pk=agency.pk).order_by("name", "pk")
        self.fields["agencies"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        self.set_period(self.cleaned_data)
        return self.cleaned_data

    @property
    def draft(self) -> ProgrammeDraft:
        data = self.cleaned_data
        return ProgrammeDraft(
            data["name"], data["goal"], data["summary"], data["basis"], self.chosen_area,
            data["period"], data["is_public"], list(data["agencies"]),
        )  # fmt: skip

    @staticmethod
    def values_of(row: Programme) -> dict[str, Any]:
        names = ("name", "goal", "summary", "basis", "is_public")
        others = row.agencies.exclude(pk=row.agency_id).order_by("pk")
        return {name: getattr(row, name) for name in names} | {
            "area": str(row.area_id), "first_day": row.period.start, "last_day": row.period.last_day,
            "agencies": list(others.values_list("pk", flat=True)),
        }  # fmt: skip


class Closing(Form):
    closing = forms.CharField(
        label=_("Hasil, atau alasan berhenti"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Tampil di halaman umum."),
    )  # fmt: skip


class Join(Form):
    agreement = forms.ModelChoiceField(
        label=_("Perjanjian"), queryset=Agreement.objects.none(), empty_label=_("Pilih perjanjian"),
        help_text=_("Hanya perjanjian yang ditandatangani dan belum berakhir."),
    )  # fmt: skip
    brings = forms.CharField(
        label=_("Yang dibawa mitra"), max_length=200,
        help_text=_("Misalnya: lapis fondasi 2,5 km senilai Rp 3,5 miliar."),
    )  # fmt: skip

    def __init__(self, *args: Any, agreements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreement"]
        field.queryset = agreements
        field.label_from_instance = lambda row: f"{row.partner.name}: {row.title}"


class OtherAgreement(Form):
    agreement = forms.ModelChoiceField(
        label=_("Perjanjian"), queryset=Agreement.objects.none(), empty_label=_("Pilih perjanjian"),
        help_text=_("Hanya PKS lain dengan mitra ini yang berlaku hari ini."),
    )  # fmt: skip

    def __init__(self, *args: Any, agreements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreement"]
        field.queryset = agreements


class _Kept(Form):
    """With fields that are shown and stay."""

    def keep(self, names: Sequence[str], because: Any) -> None:
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = because


class IndicatorForm(Form):
    name = forms.CharField(
        label=_("Indikator"), max_length=160, help_text=_("Misalnya: jalan dalam keadaan mantap.")
    )
    unit_name = forms.CharField(
        label=_("Satuan"), max_length=40, help_text=_("Misalnya: km, persen, rumah.")
    )
    baseline = forms.DecimalField(label=_("Nilai awal"), max_digits=16, decimal_places=4, localize=True)  # fmt: skip
    target = forms.DecimalField(label=_("Sasaran"), max_digits=16, decimal_places=4, localize=True)
    source = forms.CharField(label=_("Sumber data"), max_length=200)

    @property
    def measure(self) -> Measure:
        return Measure(**{name: self.cleaned_data[name] for name in _MEASURE})

    @staticmethod
    def values_of(row: Indicator) -> dict[str, Any]:
        told = {name: getattr(row, name) for name in _MEASURE}
        return told | {"baseline": plain(row.baseline), "target": plain(row.target)}


def plain(value: Decimal) -> Decimal:
    """As somebody would write it: without noughts at its end."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


_MEASURE = ("name", "unit_name", "baseline", "target", "source")


class ChangedIndicator(_Kept, IndicatorForm):
    reason = forms.CharField(label=_("Alasan"), max_length=300, required=False, help_text=WHY)

    def __init__(self, *args: Any, is_measured: bool, **kwargs: Any) -> None:
        """What was measured by it keeps its unit, baseline and target."""
        super().__init__(*args, **kwargs)
        self.keep(
            ("unit_name", "baseline", "target") if is_measured else (),
            _("Tetap, karena nilai sudah diukur."),
        )


class ValueForm(Form):
    day = forms.DateField(label=_("Tanggal"))
    value = forms.DecimalField(label=_("Nilai"), max_digits=16, decimal_places=4, localize=True)
    words = forms.CharField(label=_("Catatan"), max_length=200, required=False)


class PartRemoval(Form):
    """Of an indicator or a place."""

    reason = forms.CharField(label=_("Alasan"), max_length=300, required=False, help_text=WHY)


class CorrectionForm(Form):
    value = forms.DecimalField(
        label=_("Nilai yang benar"), max_digits=16, decimal_places=4, localize=True, required=False,
        help_text=_("Kosongkan bila pada hari itu tidak ada yang diukur."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan koreksi"), max_length=300,
        help_text=_("Dibaca umum di samping nilai yang keliru; jangan sebut nama orang."),
    )  # fmt: skip


class PlaceForm(_Placed):
    name = forms.CharField(
        label=_("Lokasi"), max_length=160, help_text=_("Misalnya: ruas Tajab–Adijaya km 0–2,5.")
    )
    area = forms.ChoiceField(label=_("Wilayah"))
    lat = forms.FloatField(
        label=_("Lintang"), required=False, min_value=-11.5, max_value=6.5,
        help_text=_("Misalnya -4,4312. Kosong bila bukan satu titik."), localize=True,
    )  # fmt: skip
    lon = forms.FloatField(label=_("Bujur"), required=False, min_value=94.5, max_value=141.5, localize=True)  # fmt: skip

    def __init__(self, *args: Any, areas: Areas, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_areas(areas)

    @property
    def spot(self) -> Spot:
        data = self.cleaned_data
        return Spot(data["name"], self.chosen_area, data["lat"], data["lon"])

    @staticmethod
    def values_of(row: ProgrammePlace) -> dict[str, Any]:
        return {"name": row.name, "area": str(row.area_id), "lat": row.lat, "lon": row.lon}


class ChangedPlace(_Kept, PlaceForm):
    reason = forms.CharField(label=_("Alasan"), max_length=300, required=False, help_text=WHY)

    def __init__(self, *args: Any, is_used: bool, **kwargs: Any) -> None:
        """Where there are milestones or photos, area and point stay."""
        super().__init__(*args, **kwargs)
        self.keep(
            ("area", "lat", "lon") if is_used else (),
            _("Tetap, karena sudah ada tonggak atau foto."),
        )


class MilestoneForm(Form):
    title = forms.CharField(
        label=_("Tonggak"),
        max_length=160,
        help_text=_("Misalnya: lapis fondasi 2,5 km terpadatkan."),
    )
    evidence = forms.CharField(
        label=_("Bukti yang harus terlihat"), max_length=300,
        help_text=_("Apa yang diperiksa pihak lain di lapangan."),
    )  # fmt: skip
    doer = forms.ChoiceField(label=_("Dikerjakan oleh"))
    place = forms.ModelChoiceField(
        label=_("Lokasi"), queryset=Milestone.objects.none(), required=False,
        empty_label=_("Tidak di satu lokasi"),
    )  # fmt: skip
    due = forms.DateField(label=_("Tenggat"))
    weight = forms.IntegerField(
        label=_("Bobot"), initial=1, min_value=1, max_value=1000,
        help_text=_("Bagian tonggak ini dalam seluruh program, dibanding tonggak lain."),
    )  # fmt: skip
    waits_for = forms.ModelMultipleChoiceField(
        label=_("Menunggu tonggak"), queryset=Milestone.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Yang harus terverifikasi seluruhnya lebih dulu."),
    )  # fmt: skip
    residents = forms.BooleanField(label=_("Warga boleh menilai"), required=False, initial=True)

    def __init__(self, *args: Any, programme: Programme, row: Milestone | None = None, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        partners = programme.partners.select_related("partner", "agreement__partner").order_by("pk")
        self._partners: dict[str, ProgrammePartner] = {str(p.pk): p for p in partners}
        fields["doer"].choices = [(GOVERNMENT, programme.agency.name)] + [
            (key, partner.partner.name) for key, partner in self._partners.items()
        ]
        fields["place"].queryset = programme.places.order_by("name", "pk")
        others = programme.milestones.filter(dropped_because="").order_by("order", "pk")
        others = others.exclude(pk=row.pk) if row else others
        fields["waits_for"].queryset = others
        if not others.exists():
            del fields["waits_for"]

    @property
    def draft(self) -> MilestoneDraft:
        data = self.cleaned_data
        return MilestoneDraft(
            data["title"], data["evidence"], self._partners.get(data["doer"]), data["place"],
            data["due"], data["weight"], data["residents"], list(data.get("waits_for", [])),
        )  # fmt: skip

    @staticmethod
    def values_of(row: Milestone) -> dict[str, Any]:
        names = ("title", "evidence", "due", "weight", "residents")
        waits = row.waits_for.order_by("pk").values_list("pk", flat=True)
        return {name: getattr(row, name) for name in names} | {
            "doer": str(row.partner_id or GOVERNMENT), "place": row.place_id,
            "waits_for": list(waits),
        }  # fmt: skip


class _Seen(Form):
    """So much, in words and with photos."""

    percent = forms.IntegerField(label=_("Persen"))
    words = forms.CharField(
        label=_("Keterangan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    photos = Photos(label=_("Foto"), required=False)
    taken_on = forms.DateField(
        label=_("Foto diambil pada"), help_text=_("Dibandingkan dengan tanggal dalam kamera.")
    )
    photo_words = forms.CharField(
        label=_("Yang terlihat di foto"), max_length=200, required=False,
        help_text=_("Misalnya: fondasi km 1,2 ke arah Adijaya."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs |= {"accept": "image/*", "multiple": True}
        self.fields["photos"].help_text = _now("Paling banyak %d. Foto digambar ulang; tempat dan waktu dari kamera dicatat di sampingnya.") % MOST_PHOTOS  # fmt: skip

    @property
    def pictures(self) -> PhotoDraft:
        data = self.cleaned_data
        return PhotoDraft(data["photos"], data["photo_words"], data["taken_on"])


class ClaimForm(_Seen):
    field_order = ["percent", "words", "photos", "taken_on", "photo_words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].required = True
        self.fields["percent"].label = _("Selesai (%)")
        self.fields["words"].label = _("Yang dikerjakan")


class VerifyForm(_Seen):
    def __init__(self, *args: Any, claimed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["percent"].label = _("Terlihat (%)")
        self.fields["percent"].help_text = _now("Kurang dari %d berarti tidak sesuai; yang terlihat itulah yang terverifikasi.") % claimed  # fmt: skip
        self.fields["words"].label = _("Yang terlihat")


class VoiceForm(Form):
    is_so = forms.ChoiceField(
        label=_("Apakah benar begitu?"), widget=forms.RadioSelect,
        choices=[("yes", _("Ya, sesuai")), ("no", _("Tidak sesuai"))],
        error_messages={"required": _("Pilih salah satu."), "invalid_choice": _("Pilih salah satu.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Yang Anda lihat"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jangan tulis nama atau nomor telepon. Dibaca petugas dulu sebelum tampil."),
    )  # fmt: skip


class LookForm(Form):
    reason = forms.CharField(label=_("Alasan tidak ditampilkan"), max_length=200, required=False)
