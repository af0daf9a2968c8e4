"""A page of a form, as its definition says. Everything typed is taken; the rules tell what is no answer."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from luwes.core.errors import Problem
from luwes.organisation import queries as organisation
from luwes.services.models import CHANNEL_LABELS, DraftFile, Service
from luwes.services.queries import forms as queries
from luwes.services.rules.asking import Kind, Question
from luwes.services.rules.states import Channel
from luwes.ui.picking import PickField, Typed

PREFIX = "j_"  # so that no question is called like something else on the page
KNOWN = {"nama": "name", "hp": "tel", "surel": "email"}


class Taken(forms.Field):
    """Takes whatever came."""

    def clean(self, value: Any) -> Any:
        return value


class AreaField(PickField):
    """What the text can mean is shown; nothing is refused here."""

    def clean(self, value: Any) -> dict[str, str]:
        text = value.text if isinstance(value, Typed) else ""
        try:
            code = super().clean(value)
        except forms.ValidationError:
            code = None
        return {"code": code or "", "text": text}


class PointWidget(forms.Widget):
    """Latitude and longitude, typed or by the browser's position."""

    template_name = "services/widgets/point.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}_{part}", "")) for part in ("lat", "lon")}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_lat"

    def format_value(self, value: Any) -> Any:
        return value if isinstance(value, dict) else {}


class FilesWidget(forms.Widget):
    """What is attached already, each with a box to take it off; and more."""

    template_name = "services/widgets/files.html"

    def __init__(self, kept: list[DraftFile]) -> None:
        super().__init__()
        self.kept = kept

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"kept": self.kept}


class PageForm(forms.Form):
    """`answers` as they were typed before; `posted` what comes now."""

    use_required_attribute = False

    def __init__(
        self, questions: Iterable[Question], answers: Mapping[str, Any],
        files: Iterable[DraftFile] = (), posted: Any = None,
    ) -> None:  # fmt: skip
        self.questions = list(questions)
        data = posted if posted is not None else _as_posted(self.questions, answers)
        super().__init__(data)
        for question in self.questions:
            kept = [one for one in files if one.key == question.key]
            self.fields[PREFIX + question.key] = _field(question, kept)

    def typed(self) -> dict[str, Any]:
        """What came, by the keys of the questions; files come another way."""
        self.full_clean()
        came = {q.key: self.cleaned_data.get(PREFIX + q.key) for q in self.questions}
        files = {q.key for q in self.questions if q.kind is Kind.FILE}
        return {
            key: "on" if value is True else value or ""
            for key, value in came.items() if key not in files
        }  # fmt: skip

    def tell(self, problems: Mapping[str, Problem]) -> None:
        for question in self.questions:
            if problem := problems.get(question.key):
                self.add_error(PREFIX + question.key, problem.message)

    def tell_of(self, problems: Iterable[Problem]) -> None:
        """Problems of files that were not kept."""
        for problem in problems:
            self.add_error(PREFIX + (problem.field or ""), problem.message)


def _field(question: Question, kept: list[DraftFile]) -> forms.Field:
    label = f"{question.label} ({question.unit})" if question.unit else question.label
    words: dict[str, Any] = {
        "label": label,
        "help_text": question.hint,
        "required": question.required,
    }
    if question.kind is Kind.AREA:
        found = AreaField(**words)
        found.offer(url=str(reverse_lazy("services:find_area")), search=queries.areas, one=queries.area)  # fmt: skip
        return found
    return Taken(widget=_widget(question, kept), **words)


def _widget(question: Question, kept: list[DraftFile]) -> forms.Widget:
    choices = [(option.key, option.label) for option in question.options]
    match question.kind:
        case Kind.LONG:
            return forms.Textarea(attrs={"rows": 6})
        case Kind.DATE:
            return forms.DateInput()
        case Kind.ONE:
            return forms.RadioSelect(choices=choices)
        case Kind.MANY:
            return forms.CheckboxSelectMultiple(choices=choices)
        case Kind.CONSENT:
            return forms.CheckboxInput()
        case Kind.FILE:
            return FilesWidget(kept)
        case Kind.POINT:
            return PointWidget()
        case Kind.NUMBER:
            return forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short"})
        case Kind.NIK:
            return forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short", "autocomplete": "off"})  # fmt: skip
        case Kind.PHONE:
            return forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "class": "input-short", "autocomplete": "tel"})  # fmt: skip
        case _:
            return forms.TextInput(attrs={"autocomplete": KNOWN.get(question.key, "off")})


def _as_posted(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers that were kept, as the page would post them."""
    found: dict[str, Any] = {}
    for question in questions:
        name, raw = PREFIX + question.key, answers.get(question.key, "")
        if question.kind is Kind.AREA:
            kept = raw if isinstance(raw, dict) else {}
            found[name] = kept.get("code", "")
            found[f"{name}_text"] = found[f"{name}_searched"] = kept.get("text", "")
        elif question.kind is Kind.POINT:
            kept = raw if isinstance(raw, dict) else {}
            found |= {f"{name}_lat": kept.get("lat", ""), f"{name}_lon": kept.get("lon", "")}
        else:
            found[name] = raw
    return found


class Offered(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Services by the names under which they are published, with the unit that gives them."""

    units: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.called} ({self.units.get(obj.unit_id, obj.agency.name)})"


class Record(forms.Form):
    """What an officer writes down for a citizen, and how the citizen came."""

    service = Offered(Service.objects.none(), label=_("Layanan"), empty_label=None, widget=forms.RadioSelect)  # fmt: skip
    channel = forms.ChoiceField(label=_("Warga datang lewat"), widget=forms.RadioSelect)

    def __init__(self, posted: Any, services: QuerySet[Service], on: date) -> None:
        super().__init__(posted)
        field = self.fields["service"]
        assert isinstance(field, Offered)
        field.queryset = queries.by_name(services)
        unit_ids = services.order_by().values_list("unit_id", flat=True).distinct()
        field.units = organisation.unit_names(list(unit_ids), on)
        offered = [key for key in CHANNEL_LABELS if key != Channel.ONLINE.value]
        channel = self.fields["channel"]
        assert isinstance(channel, forms.ChoiceField)
        channel.choices = [(key, CHANNEL_LABELS[key]) for key in offered]
