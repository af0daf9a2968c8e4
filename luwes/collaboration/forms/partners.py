"""Partners: what is written of them, their papers, who speaks for them, which is the same as which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luwes.collaboration.actions.papers import Paper
from luwes.collaboration.actions.partners import PartnerDraft
from luwes.collaboration.actions.representatives import Naming, NewAccount
from luwes.collaboration.models import DOCUMENT_LABELS, PARTNER_KIND_LABELS, Partner
from luwes.collaboration.rules.papers import ASKED
from luwes.collaboration.rules.states import PartnerKind
from luwes.core.errors import Refused
from luwes.core.forms import Form
from luwes.core.periods import through
from luwes.organisation.models import Agency
from luwes.services.documents import MOST_BYTES, Checked, checked
from luwes.ui.picking import PickField, Search

_FIELDS = (
    "kind", "name", "legal_number", "business_number", "tax_number", "address", "website", "phone",
    "email", "works", "government",
)  # fmt: skip


class PartnerForm(Form):
    agency = forms.ModelChoiceField(label=_("Dicatat oleh"), queryset=Agency.objects.none(), empty_label=None)  # fmt: skip
    kind = forms.ChoiceField(label=_("Jenis"), choices=list(PARTNER_KIND_LABELS.items()))
    government = forms.ModelChoiceField(
        label=_("Instansi dalam Luwes"), queryset=Agency.objects.none(), required=False,
        empty_label=_("Bukan salah satunya"),
        help_text=_("Untuk instansi pemerintah lain yang memakai Luwes: lewat PKS dengannya, pegawainya dapat bertugas dalam program."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Nama menurut akta"), max_length=160, help_text=_("Misalnya: PT Rekaan Sejahtera.")
    )
    tax_number = forms.CharField(
        label=_("NPWP"), max_length=30, required=False, help_text=_("15 atau 16 angka. Satu NPWP satu mitra.")
    )  # fmt: skip
    business_number = forms.CharField(label=_("Nomor induk berusaha (NIB)"), max_length=20, required=False)  # fmt: skip
    legal_number = forms.CharField(
        label=_("Nomor badan hukum"), max_length=80, required=False,
        help_text=_("Misalnya: AHU-0012345.AH.01.01.TAHUN 2019."),
    )  # fmt: skip
    works = forms.CharField(
        label=_("Bidang"), max_length=200, required=False, help_text=_("Misalnya: perkebunan, konstruksi jalan.")
    )  # fmt: skip
    address = forms.CharField(label=_("Alamat"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    website = forms.URLField(label=_("Situs"), required=False, assume_scheme="https")
    go_on = forms.BooleanField(label=_("Ini mitra lain, bukan yang tercatat di atas"), required=False)  # fmt: skip
    is_another = forms.CharField(
        label=_("Mengapa ini mitra lain?"), max_length=300, required=False,
        help_text=_("Misalnya: beda badan hukum, hanya namanya mirip."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: Sequence[Agency] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        governments = Agency.objects.order_by("name", "pk")
        self.fields["government"].queryset = governments  # type: ignore[attr-defined]
        if agencies:
            rows = Agency.objects.filter(pk__in=[one.pk for one in agencies]).order_by("name", "pk")
            self.fields["agency"].queryset = rows  # type: ignore[attr-defined]
            self.fields["agency"].initial = agencies[0].pk
        else:
            del self.fields["agency"]

    @property
    def draft(self) -> PartnerDraft:
        return PartnerDraft(**{name: self.cleaned_data[name] for name in _FIELDS})

    @property
    def why_another(self) -> str:
        """A reason counts once it is ticked that it is another."""
        return self.cleaned_data["is_another"] if self.cleaned_data["go_on"] else ""

    @staticmethod
    def values_of(partner: Partner) -> dict[str, Any]:
        return {name: getattr(partner, name) for name in _FIELDS}


class OneFile(forms.FileField):
    """One picture or document, looked through by its content; not read where too large."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"accept": "image/*,application/pdf"}
        super().__init__(widget=forms.FileInput(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Checked:
        file = super().clean(data, initial)
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Berkas ini terlalu besar; paling besar 10 MB."))
        try:
            return checked(file.name, file.read(), field="file")
        except Refused as refused:
            raise forms.ValidationError([p.message for p in refused.problems]) from refused


class _Lasting(Form):
    """From a day on, until another or for good."""

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Hari terakhir mendahului hari pertama."))
        elif first:
            data["period"] = through(first, last)
        return data


class PaperForm(_Lasting):
    kind = forms.ChoiceField(label=_("Jenis dokumen"), choices=list(DOCUMENT_LABELS.items()))
    number = forms.CharField(label=_("Nomor"), max_length=80, required=False)
    first_day = forms.DateField(label=_("Berlaku mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"), required=False, help_text=_("Kosongkan bila berlaku seterusnya."))  # fmt: skip
    file = OneFile(label=_("Berkas"), help_text=_("PDF atau foto, paling besar 10 MB."))

    def __init__(self, *args: Any, partner_kind: str, **kwargs: Any) -> None:
        """What is asked of this kind of partner stands first."""
        super().__init__(*args, **kwargs)
        asked = [kind.value for one in ASKED[PartnerKind(partner_kind)] for kind in one.kinds]
        rest = [key for key in DOCUMENT_LABELS if key not in asked]
        choices = [(key, DOCUMENT_LABELS[key]) for key in [*asked, *rest]]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    @property
    def paper(self) -> Paper:
        data = self.cleaned_data
        return Paper(data["kind"], data["number"], data["period"], data["file"])


class RepresentativeForm(_Lasting):
    title = forms.CharField(
        label=_("Jabatan di mitra"), max_length=120, help_text=_("Seperti akan tertulis di perjanjian. Misalnya: Direktur.")
    )  # fmt: skip
    may_sign = forms.BooleanField(label=_("Boleh menandatangani perjanjian"), required=False)
    first_day = forms.DateField(label=_("Mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"), required=False, help_text=_("Kosongkan bila belum ditentukan."))  # fmt: skip
    account = forms.CharField(
        label=_("Akun yang sudah ada"), max_length=200, required=False,
        help_text=_("Nama pengguna atau surelnya. Kosongkan untuk membuat akun baru di bawah."),
    )  # fmt: skip
    name = forms.CharField(label=_("Nama orangnya"), max_length=200, required=False)
    username = forms.CharField(label=_("Nama pengguna"), max_length=60, required=False, help_text=_("Tanpa spasi dan @."))  # fmt: skip
    email = forms.EmailField(
        label=_("Surel"), required=False,
        help_text=_('Kata sandi dibuatnya sendiri lewat "Lupa kata sandi"; tautannya dikirim ke surel ini.'),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("account"):
            return data
        for name in ("name", "username", "email"):
            if name in data and not data[name]:
                self.add_error(name, _("Wajib diisi untuk akun baru."))
        return data

    @property
    def naming(self) -> Naming:
        data = self.cleaned_data
        return Naming(data["title"], data["may_sign"], data["period"])

    @property
    def new_account(self) -> NewAccount:
        data = self.cleaned_data
        return NewAccount(data["username"], data["name"], data["email"])


class MergeForm(Form):
    kept = PickField(
        label=_("Catatan yang diteruskan"), help_text=_("Ketik sebagian nama mitra yang sama, lalu pilih.")
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan"), max_length=300)

    def __init__(self, *args: Any, search: Search, one: Any, near: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kept"]
        assert isinstance(field, PickField)
        field.offer(url=reverse("collaboration:find_partners"), search=search, one=one)
        field.suggest(near)
