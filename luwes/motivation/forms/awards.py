"""Awards: writing one down, naming the committee, putting forward, scoring, deciding."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core.forms import Dated, Form
from luwes.core.numbers import whole
from luwes.motivation.access import recognition as access
from luwes.motivation.actions.awards import AwardDraft
from luwes.motivation.forms.recognition import as_pick
from luwes.motivation.models import Award, AwardCriterion, Contribution
from luwes.motivation.queries import officers
from luwes.motivation.queries import thanks as colleagues
from luwes.motivation.rules.awards import HIGHEST, LOWEST, MOST_CRITERIA, MOST_WINNERS, Ranked
from luwes.organisation import access as organisation
from luwes.organisation.forms.picks import Units
from luwes.organisation.models import Agency, OrgUnit
from luwes.people.models import Employee
from luwes.ui.picking import Pick, PickField


def units(user: User, on: date) -> Units:
    """The picker of a unit for whose people an award is."""
    return Units(access.award_units(user, on), on, reverse("motivation:find_award_units"))


class AwardForm(Dated):
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Untuk pegawai"), required=False)
    unit = PickField(
        label=_("Hanya untuk unit"), required=False,
        help_text=_("Kosongkan bila untuk seluruh pemerintah."),
    )  # fmt: skip
    name = forms.CharField(label=_("Nama penghargaan"), max_length=120, help_text=_("Misalnya: Pegawai Teladan 2026."))  # fmt: skip
    purpose = forms.CharField(
        label=_("Untuk apa diberikan"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=_("Tertulis pada piagam."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("Pencalonan mulai"))
    last_day = forms.DateField(label=_("Pencalonan sampai"))
    how_many = forms.IntegerField(label=_("Jumlah penerima"), min_value=1, max_value=MOST_WINNERS)

    def __init__(
        self, *args: Any, user: User, on: date, award: Award | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for n in range(MOST_CRITERIA):
            self.fields[f"words_{n}"] = forms.CharField(
                label=gettext("Kriteria %d") % (n + 1), max_length=160, required=n == 0
            )
            self.fields[f"weight_{n}"] = forms.IntegerField(
                label=gettext("Bobot %d (%%)") % (n + 1), min_value=1, max_value=100,
                required=n == 0,
            )  # fmt: skip
            for name in ("words", "weight"):
                self.fields[f"{name}_{n}"].is_due = True  # type: ignore[attr-defined]
        if award is not None:
            del self.fields["agency"], self.fields["unit"]
            return
        agencies = organisation.agencies_with_rights(user, Right.MANAGE_AWARDS)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.initial.setdefault("agency", agencies[0].pk)
        units(user, on).offer(self.fields["unit"])  # type: ignore[arg-type]

    @staticmethod
    def values_of(award: Award, criteria: Iterable[AwardCriterion]) -> dict[str, Any]:
        values = {
            "name": award.name, "purpose": award.purpose, "how_many": award.how_many,
            "first_day": award.nominations.start, "last_day": award.nominations.last_day,
        }  # fmt: skip
        for n, row in enumerate(criteria):
            values |= {f"words_{n}": row.words, f"weight_{n}": row.weight}
        return values

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The criteria beside their weights."""
        return [(self[f"words_{n}"], self[f"weight_{n}"]) for n in range(MOST_CRITERIA)]

    @property
    def plain(self) -> list[Any]:
        return [field for field in self if not field.name.startswith(("words_", "weight_"))]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self.set_period(data)
        if "unit" in self.fields and not (data.get("unit") or data.get("agency")):
            self.add_error("agency", gettext("Pilih pemerintah atau unitnya."))
        for n in range(MOST_CRITERIA):
            if bool(data.get(f"words_{n}")) != bool(data.get(f"weight_{n}")):
                self.add_error(f"weight_{n}", gettext("Isi kriteria dan bobotnya."))
        return data

    @property
    def scope(self) -> tuple[Agency, OrgUnit | None]:
        unit: OrgUnit | None = self.cleaned_data.get("unit")
        return (unit.agency if unit else self.cleaned_data["agency"]), unit

    @property
    def draft(self) -> AwardDraft:
        data = self.cleaned_data
        criteria = [
            (data[f"words_{n}"], data[f"weight_{n}"])
            for n in range(MOST_CRITERIA)
            if data.get(f"words_{n}")
        ]
        return AwardDraft(data["name"], data["purpose"], data["period"], data["how_many"], criteria)

    def add_error(self, field: str | None, error: Any) -> None:
        """What is said of all criteria stands beside the first."""
        super().add_error("weight_0" if field == "criteria" else field, error)


# ── people ───────────────────────────────────────────────────────────


def find_judges(award: Award, text: str, on: date) -> list[Pick]:
    """Accounts of people of that government, and those with the role there."""
    rows = Employee.objects.filter(
        agency_id=award.agency_id, is_current=True, user__isnull=False, user__is_active=True
    )
    found = [_judge(one) for one in colleagues.colleagues_named(rows, text, on)]
    known = {pick.key for pick in found}
    words = text.lower().split()
    with_role = [u for u in _with_role(award, on) if all(w in u.name.lower() for w in words)]
    return found + [_account(u) for u in with_role if str(u.pk) not in known]


def _with_role(award: Award, on: date) -> list[User]:
    return officers.holders(Right.JUDGE_AWARDS, award.agency_id, award.unit_id, on)


def _judge(one: colleagues.Colleague) -> Pick:
    user = one.employee.user
    return Pick(str(user.pk if user else ""), one.employee.full_name, user, one.note)


def _account(user: User) -> Pick:
    return Pick(str(user.pk), user.name, user, gettext("Panitia penghargaan"))


def one_judge(award: Award, key: str, on: date) -> Pick | None:
    rows = Employee.objects.filter(
        user_id=whole(key), agency_id=award.agency_id, is_current=True, user__is_active=True
    )
    found = colleagues.with_posts(list(rows.values_list("pk", flat=True)), on)
    if found:
        return _judge(found[0])
    return next((_account(u) for u in _with_role(award, on) if str(u.pk) == key), None)


class NameJudge(Form):
    user = PickField(label=_("Anggota panitia"), help_text=_("Ketik sebagian namanya, lalu pilih."))

    def __init__(self, *args: Any, award: Award, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(  # type: ignore[attr-defined]
            url=reverse("motivation:find_judges", args=[award.pk]),
            search=lambda text: find_judges(award, text, on),
            one=lambda key: one_judge(award, key, on),
        )  # fmt: skip


class LetGo(Form):
    """Why somebody leaves the committee; before it was opened nobody asks."""

    because = forms.CharField(label=_("Mengapa anggota ini keluar"), max_length=300, required=False)


def find_nominees(award: Award, user: User, text: str, on: date) -> list[Pick]:
    rows = access.eligible(award, on).exclude(user_id=user.pk)
    return [as_pick(one) for one in colleagues.colleagues_named(rows, text, on)]


def one_nominee(award: Award, user: User, key: str, on: date) -> Pick | None:
    rows = access.eligible(award, on).exclude(user_id=user.pk).filter(pk=whole(key))
    found = colleagues.with_posts(list(rows.values_list("pk", flat=True)), on)
    return next((as_pick(one) for one in found), None)


class Whom(Form):
    """Who is put forward comes first: what may be pointed to depends on it."""

    nominee = PickField(label=_("Siapa?"), help_text=_("Ketik sebagian namanya, lalu pilih."))

    def __init__(self, *args: Any, award: Award, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominee"].offer(  # type: ignore[attr-defined]
            url=reverse("motivation:find_nominees", args=[award.pk]),
            search=lambda text: find_nominees(award, user, text, on),
            one=lambda key: one_nominee(award, user, key, on),
        )  # fmt: skip


class Nominate(Form):
    reasons = forms.CharField(
        label=_("Mengapa pantas menerimanya?"), max_length=1500,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Ceritakan yang Anda lihat sendiri, menurut kriteria di atas. Terbaca oleh calon, panitia, dan pejabat yang memutuskan."),
    )  # fmt: skip
    evidence = forms.MultipleChoiceField(
        label=_("Bukti yang boleh Anda tunjuk"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hanya pekerjaan yang juga terlihat oleh Anda; calon dapat menambahkan yang lain."),
    )  # fmt: skip

    def __init__(self, *args: Any, evidence: Iterable[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, evidence)


class Stand(Form):
    evidence = forms.MultipleChoiceField(
        label=_("Bukti kerja yang boleh dibaca panitia"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Anda yang memilih. Yang tidak dipilih tidak terlihat oleh panitia."),
    )  # fmt: skip

    def __init__(self, *args: Any, evidence: Iterable[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, evidence)


def _offer(form: Form, evidence: Iterable[Contribution]) -> None:
    told = [(str(row.pk), row.words) for row in evidence]
    form.fields["evidence"].choices = told  # type: ignore[attr-defined]
    if not told:
        del form.fields["evidence"]


# ── judging ──────────────────────────────────────────────────────────


class Score(Form):
    """By every criterion a score and its reason."""

    def __init__(self, *args: Any, criteria: list[AwardCriterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for row in criteria:
            self.fields[f"score_{row.pk}"] = forms.TypedChoiceField(
                label=gettext("%(words)s (bobot %(weight)d%%)") % {"words": row.words, "weight": row.weight},
                coerce=int, widget=forms.RadioSelect,
                choices=[(n, str(n)) for n in range(LOWEST, HIGHEST + 1)],
                help_text=gettext("1 = jauh dari kriteria, 5 = sepenuhnya menunjukkannya."),
            )  # fmt: skip
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label=gettext("Alasan nilai: %s") % row.words, max_length=300,
                widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    @property
    def scores(self) -> dict[int, tuple[int, str]]:
        data = self.cleaned_data
        return {
            row.pk: (data[f"score_{row.pk}"], data[f"reason_{row.pk}"]) for row in self.criteria
        }


class Declare(Form):
    words = forms.CharField(label=_("Mengapa Anda tidak menilai calon ini"), max_length=300)


class Decide(Form):
    chosen = forms.TypedMultipleChoiceField(
        label=_("Penerima"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Alasan bila lain dari peringkat"), max_length=600, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Wajib bila penerimanya bukan yang teratas, lebih sedikit, atau tidak ada. Terbaca oleh panitia dan pengelola."),
    )  # fmt: skip
    digest = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self, *args: Any, ranked: list[Ranked], names: dict[int, str], how_many: int, digest: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(r.key, names[r.key]) for r in ranked]  # type: ignore[attr-defined]
        first = [r.key for r in ranked if r.place <= how_many]
        if len(first) <= how_many:  # between equals nobody is chosen for the one who decides
            self.initial.setdefault("chosen", first)
        self.initial["digest"] = digest


class CancelAward(Form):
    because = forms.CharField(label=_("Alasan"), max_length=300)
