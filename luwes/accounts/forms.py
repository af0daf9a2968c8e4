from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luwes.accounts import scopes
from luwes.accounts.models import ROLE_LABELS
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.forms import Form
from luwes.core.periods import through


class Name(Form):
    name = forms.CharField(label=_("Nama"), max_length=200)


class Password(Form):
    password = forms.CharField(
        label=_("Kata sandi baru"),
        strip=False,
        help_text=_("Paling sedikit 10 karakter, bukan angka saja, bukan yang umum dipakai."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewUser(Form):
    username = forms.CharField(
        label=_("Nama pengguna"), max_length=60, help_text=_("Misalnya NIP. Tanpa spasi dan @.")
    )
    name = forms.CharField(label=_("Nama"), max_length=200)
    email = forms.EmailField(label=_("Surel"), required=False)
    password = forms.CharField(
        label=_("Kata sandi awal"),
        strip=False,
        required=False,
        help_text=_('Kosongkan bila orangnya akan membuatnya sendiri lewat "Lupa kata sandi".'),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if len(username.split()) > 1:
            raise forms.ValidationError(_("Nama pengguna tidak boleh memuat spasi."))
        return username

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "password" in data and not data["password"] and not data.get("email"):
            self.add_error(
                "password", _("Isi kata sandi awal, atau surel untuk membuatnya sendiri.")
            )
        return data


class ChangeUser(Form):
    name = forms.CharField(label=_("Nama"), max_length=200)
    email = forms.EmailField(label=_("Surel"), required=False)
    is_active = forms.BooleanField(label=_("Akun ini boleh masuk"), required=False)


def _kind_choices() -> list[tuple[str, str]]:
    return [(kind.key, str(kind.label)) for kind in scopes.kinds]


class GiveGrant(Form):
    """`scope_text` searches; what it finds are the choices of `scope_id`."""

    role = forms.TypedChoiceField(label=_("Peran"), choices=list(ROLE_LABELS.items()), coerce=Role)
    scope_kind = forms.ChoiceField(label=_("Jenis lingkup"), choices=_kind_choices)
    scope_text = forms.CharField(
        label=_("Cari lingkup"),
        required=False,
        help_text=_("Ketik sebagian namanya, lalu tekan Cari. Tidak perlu untuk semua instansi."),
    )
    scope_id = forms.ChoiceField(label=_("Lingkup"), required=False, widget=forms.RadioSelect)
    first_day = forms.DateField(label=_("Berlaku mulai"))
    last_day = forms.DateField(label=_("Sampai dengan"), required=False)
    reason = forms.CharField(label=_("Dasar"), max_length=200, help_text=_("Misalnya nomor SK."))

    def __init__(
        self, *args: Any, found: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = found if found is not None else self._find() if self.is_bound else []
        self.fields["scope_id"].choices = self.found  # type: ignore[attr-defined]

    def _find(self) -> list[tuple[str, str]]:
        """What the search found, and what was picked before."""
        kind = scopes.kinds.get(self.data.get("scope_kind", ""))
        if kind is None or kind.key == EVERYWHERE:
            return []
        found = kind.choices(self.data.get("scope_text", "").strip())
        picked = self.data.get("scope_id", "")
        if picked and picked not in {key for key, _label in found}:
            label = kind.label_of(picked)
            found = [(picked, label), *found] if label else found
        return found

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        data.pop("scope_text", None)
        if data.get("scope_kind") == EVERYWHERE:
            data["scope_id"] = ""
        first, last = data.pop("first_day", None), data.pop("last_day", None)
        if first:
            try:
                data["period"] = through(first, last)
            except ValueError:
                self.add_error("last_day", _("Tanggal akhir mendahului tanggal mulai."))
        return data


class EndGrant(Form):
    on = forms.DateField(label=_("Hari pertama tanpa kewenangan ini"))
    reason = forms.CharField(label=_("Alasan"), max_length=200)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
