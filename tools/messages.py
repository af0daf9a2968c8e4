"""Brings the English catalogue up to date with the texts in code and templates.

`python tools/messages.py` writes luwes/locale/en/LC_MESSAGES/django.po: new texts come in without
a translation, texts that are no more go. `--check` only says what is missing. The texts are found by
Python's own parser and by Django's, so GNU gettext need not be installed.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "luwes" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
HEADER = {
    "Project-Id-Version": "luwes",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True)
class Text:
    msgid: str
    plural: str = ""
    context: str | None = None


def main() -> int:
    if not settings.configured:
        settings.configure()
        django.setup()
    if "--check" in sys.argv:
        missing = problems()
        print("\n".join(missing) or "The English catalogue is complete.")
        return 1 if missing else 0
    merged = merge(read(), texts())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    merged.save(str(CATALOGUE))
    empty = [entry for entry in merged if not _translated(entry)]
    print(f"{len(merged)} texts, {len(empty)} without a translation: {CATALOGUE.relative_to(ROOT)}")
    return 0


def problems() -> list[str]:
    """What is missing, empty or doubtful in the catalogue, in words."""
    known = {_text(entry): entry for entry in read()}
    found = texts()
    lines = [f"not in the catalogue: {text.msgid!r} ({where[0]})" for text, where in found.items()
             if text not in known]  # fmt: skip
    lines += [f"no translation: {text.msgid!r}" for text, e in known.items() if not _translated(e)]
    lines += [f"doubtful (fuzzy): {text.msgid!r}" for text, e in known.items() if e.fuzzy]
    lines += [f"no longer used: {text.msgid!r}" for text in known if text not in found]
    lines += [f"other placeholders: {text.msgid!r}" for text, e in known.items() if _differ(e)]
    return lines


def texts() -> dict[Text, list[str]]:
    """Every text to translate with the files it is in, sorted by text."""
    found: dict[Text, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "luwes").rglob("*")):
        if "tests" in path.parts or "migrations" in path.parts or "node_modules" in path.parts:
            continue
        name = str(path.relative_to(ROOT))
        if path.suffix == ".py":
            for text in in_python(path.read_text(encoding="utf-8")):
                found[text].append(name)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            for text in in_template(path.read_text(encoding="utf-8"), name):
                found[text].append(name)
    for text in [text for text in found if text.plural]:
        # gettext knows one entry for a text with and without its plural
        found[text] += found.pop(Text(text.msgid), [])
    return {
        t: sorted(set(found[t])) for t in sorted(found, key=lambda t: (t.msgid, t.context or ""))
    }


def in_python(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node)


def in_template(source: str, name: str) -> Iterator[Text]:
    """Django turns a template into lines of gettext calls; read the calls."""
    calls = templatize(source, origin=name)
    for start in re.finditer(r"\b(?:n?p?gettext|_)\(", calls):
        call = _first_call(calls[start.start() :])
        if call is not None:
            yield from _of_call(call)


def _first_call(text: str) -> ast.Call | None:
    for end in re.finditer(r"\)", text):
        try:
            tree = ast.parse(text[: end.end()].strip(), mode="eval")
        except SyntaxError:
            continue
        return tree.body if isinstance(tree.body, ast.Call) else None
    return None


def _of_call(node: ast.Call) -> Iterator[Text]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    constants = [a for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    words = [str(a.value) for a in constants]
    if name in PLAIN and len(words) == 1 and words[0]:
        yield Text(words[0])
    elif name in {"Problem", "Said"} and words and node.args[0] in constants:
        yield Text(words[0])  # it asks for its own translation
    elif name in PLURAL and len(words) >= 2:
        yield Text(words[0], words[1])
    elif name in CONTEXT and len(words) == 2:
        yield Text(words[1], context=words[0])


def read() -> polib.POFile:
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()


def merge(old: polib.POFile, found: dict[Text, list[str]]) -> polib.POFile:
    known = {_text(entry): entry for entry in old}
    new = polib.POFile(wrapwidth=100)
    new.metadata = HEADER
    for text, where in found.items():
        entry = known.get(text) or polib.POEntry(
            msgid=text.msgid, msgid_plural=text.plural, msgctxt=text.context,
            msgstr_plural={0: "", 1: ""} if text.plural else {},
        )  # fmt: skip
        entry.occurrences = [(name, "") for name in where]
        entry.flags = ["python-format"] if _placeholders(text.msgid) else []
        new.append(entry)
    return new


def _text(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural, entry.msgctxt)


def _translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))


def _differ(entry: polib.POEntry) -> bool:
    """Whether a translation fills in other things than its text."""
    said = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    asked = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    return any(text and not _placeholders(text) <= asked for text in said) or any(
        text and not entry.msgid_plural and _placeholders(text) != asked for text in said
    )


if __name__ == "__main__":
    sys.exit(main())
