"""A lesson: what happened, why, what to change, by whom and until when."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luwes.accounts.models import ROLE_LABELS
from luwes.accounts.rules import Role
from luwes.core.forms import Form
from luwes.core.numbers import whole
from luwes.mobilisation import lessons
from luwes.mobilisation.actions.lessons import Draft, Owner
from luwes.mobilisation.models import Lesson
from luwes.ui.picking import Pick, PickField


def _area(lines: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": lines})


class Write(Form):
    happened = forms.CharField(
        label=gettext_lazy("Apa yang terjadi"), max_length=1000, widget=_area(3),
        help_text=gettext_lazy("Satu hal. Tanpa nama orang dan tanpa menyalahkan."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Mengapa"), max_length=1000, widget=_area(3))
    change = forms.CharField(
        label=gettext_lazy("Apa yang diubah"), max_length=1000, widget=_area(3),
        help_text=gettext_lazy("Sesuatu yang dapat diselesaikan dan diperiksa."),
    )  # fmt: skip
    owner = PickField(
        label=gettext_lazy("Siapa yang mengubahnya"),
        help_text=gettext_lazy("Nama orang, unit, atau peran seperti “koordinator”."),
    )
    due = forms.DateField(label=gettext_lazy("Tenggat"))

    def __init__(self, *args: Any, url: str, on: date, lesson: Lesson | None = None, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, PickField)
        start = _key(lesson) if lesson else ""
        field.offer(
            url=url,
            search=lambda text: search(text, on),
            one=lambda key: one(key, on),
            initial=start,
        )

    def draft(self) -> Draft:
        data = self.cleaned_data
        return Draft(data["happened"], data["why"], data["change"], data["owner"], data["due"])


def _key(lesson: Lesson) -> str:
    if lesson.owner_id:
        return f"user-{lesson.owner_id}"
    return f"unit-{lesson.unit_id}" if lesson.unit_id else f"role-{lesson.role}"


def search(text: str, on: date) -> list[Pick]:
    """People with a role, units, and roles."""
    users = [
        Pick(f"user-{u.pk}", str(u), Owner(user=u), u.username)
        for u in lessons.users_named(text, on)
    ]
    roles = [_role(key) for key, _label in lessons.roles_named(text)]
    units = [
        Pick(f"unit-{s.unit_id}", s.name, Owner(unit=s.unit), s.agency.name)
        for s in lessons.units_named(text, on)
    ]
    return [*roles, *users, *units]


def _role(key: str) -> Pick:
    return Pick(f"role-{key}", str(ROLE_LABELS[key]), Owner(role=Role(key)), _("peran"))


def one(key: str, on: date) -> Pick | None:
    kind, _dash, pk = key.partition("-")
    if kind == "role" and pk in ROLE_LABELS:
        return _role(pk)
    if kind == "user":
        user = lessons.user(whole(pk), on)
        return Pick(key, str(user), Owner(user=user), user.username) if user else None
    shape = lessons.unit(whole(pk), on) if kind == "unit" else None
    return Pick(key, shape.name, Owner(unit=shape.unit), shape.agency.name) if shape else None


class Drop(Form):
    because = forms.CharField(label=gettext_lazy("Mengapa tidak dilanjutkan"), max_length=300)
