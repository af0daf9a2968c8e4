"""A person at the screens without a browser: sees a page's forms, fills them, presses buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.test import Client

from luwes.accounts.models import User


@dataclass
class Button:
    words: str
    name: str
    value: str


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    buttons: list[Button] = field(default_factory=list)


class _Reader(HTMLParser):
    """The forms of a page with what stands in them, its links, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._button: Button | None = None
        self._select = self._area = self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a":
            self._link = given.get("href", "")
        elif self._form is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: Mapping[str, str]) -> None:
        assert self._form
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "button":
            self._button = Button("", name, given.get("value", ""))
            self._form.buttons.append(self._button)
        elif tag == "input" and name:
            is_off = kind in ("checkbox", "radio") and "checked" not in given
            values = self._form.fields.setdefault(name, [])
            if kind == "hidden":
                self._form.hidden.add(name)
            if not is_off and kind != "file":
                values.append(given.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select" and name:
            self._select = name
            self._form.fields.setdefault(name, [])
        elif tag == "option" and self._select and "selected" in given:
            self._form.fields[self._select].append(given.get("value", ""))
        elif tag == "textarea" and name:
            self._area = name
            self._form.fields.setdefault(name, [""])

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._button is not None:
            self._button.words += data
        if self._area and self._form:
            self._form.fields[self._area] = [data.lstrip("\n")]
        if self._link:
            self.links.append((self._link, data.strip()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "button":
            self._button = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "a":
            self._link = ""


class Screen:
    """One person's window. `status` is how the last page answered, `text` its words."""

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        self.status, self.path, self.text = 0, "", ""
        self._read = _Reader()
        if user:
            self.client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])

    def open(self, path: str) -> "Screen":
        return self._show(self.client.get(path, follow=True))

    def _show(self, response: Any) -> "Screen":
        self.status, self.path = response.status_code, response.request["PATH_INFO"]
        self._read = _Reader()
        self._read.feed(response.content.decode())
        self.text = " ".join(" ".join(self._read.words).split())
        return self

    def has(self, words: str, **chosen: str) -> bool:
        return bool(self._found(words, chosen))

    def press(
        self, words: str, *, files: Mapping[str, Any] | None = None, **typed: str | list[str]
    ) -> "Screen":
        """
        Fill in the form that has a button with these words, and the fields typed in; press it.

        What is hidden in a form can be named to choose among several, never changed.
        """
        found = self._found(words, typed)
        assert found, f"{self.path} has no '{words}' with {sorted(typed)}: {self.text[:600]}"
        form, button = found[0]
        data: dict[str, Any] = {name: values for name, values in form.fields.items() if values}
        data |= {name: [v] if isinstance(v, str) else v for name, v in typed.items()}
        data |= {button.name: [button.value]} if button.name else {}
        action = form.action or self.path
        if form.method == "post":
            return self._show(self.client.post(action, data | dict(files or {}), follow=True))
        return self._show(self.client.get(action, data, follow=True))

    def _found(self, words: str, typed: Mapping[str, str | list[str]]) -> list[tuple[Form, Button]]:
        return [
            (form, button)
            for form in self._read.forms
            for button in form.buttons
            if " ".join(button.words.split()).startswith(words) and _fits(form, typed)
        ]  # fmt: skip


def _fits(form: Form, typed: Mapping[str, str | list[str]]) -> bool:
    """Whether the form has all these fields, and in hidden ones these very values."""
    return typed.keys() <= form.fields.keys() and all(
        form.fields[name] == [value] for name, value in typed.items() if name in form.hidden
    )
