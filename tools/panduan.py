"""Writes docs/panduan: for each role a guide, made of the same texts as the pages' *Bantuan*.

Such a text is `luwes/<area>/templates/<area>/bantuan/<page>.html`; its first line says for whom it
is, where it stands and what it is called: `{# panduan: coordinator, approver | 30 | Meninjau rencana #}`
(`everyone` for all). `python tools/panduan.py` writes the guides, `--check` fails when they are stale.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "panduan"
TEXTS = "*/templates/*/bantuan/*.html"
HEAD = re.compile(r"\{# panduan: (?P<roles>[a-z_, ]+) \| (?P<order>\d+) \| (?P<title>.+?) #\}")
EVERYONE = "everyone"
NOTE = "Dibuat dari teks *Bantuan* di setiap halaman dengan `make panduan`; ubahlah teks itu, bukan ini."


@dataclass(frozen=True)
class Text:
    """One help text: for whom, where in the guide, and its template's name."""

    roles: tuple[str, ...]
    order: int
    title: str
    template: str


def texts() -> list[Text]:
    """:raises SystemExit: for a text whose first line does not say for whom it is"""
    found = [_text(path) for path in (ROOT / "luwes").glob(TEXTS)]
    return sorted(found, key=lambda text: (text.order, text.template))


def _text(path: Path) -> Text:
    head = HEAD.match(path.read_text(encoding="utf-8"))
    if head is None:
        raise SystemExit(f"{path.relative_to(ROOT)}: the first line must be {{# panduan: … #}}")
    roles = tuple(role.strip() for role in head["roles"].split(","))
    strange = set(roles) - set(labels())
    if strange:
        raise SystemExit(f"{path.relative_to(ROOT)}: nobody has the role {sorted(strange)}")
    template = path.as_posix().split("/templates/", 1)[1]
    return Text(roles, int(head["order"]), head["title"], template)


def labels() -> dict[str, str]:
    from luwes.accounts.models import ROLE_LABELS

    return {EVERYONE: "Semua orang", **{role: str(label) for role, label in ROLE_LABELS.items()}}


class Markdown(HTMLParser):
    """The few tags that help texts use; any other fails, so that nothing is lost in silence."""

    PLAIN = {"b": "**", "strong": "**", "em": "*", "i": "*", "code": "`", "kbd": "`"}
    SILENT = {"span", "abbr", "a"}

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.PLAIN:
            self.lines[-1] += self.PLAIN[tag]
        elif tag in {"ol", "ul"}:
            self.lists.append(0 if tag == "ol" else None)
            self.lines.append("")
        elif tag == "li":
            self.lines.append(self._mark())
        elif tag in {"p", "h3"}:
            self.lines += ["", "### " if tag == "h3" else ""]
        elif tag not in self.SILENT:
            raise SystemExit(f"a help text uses <{tag}>, which no guide can show")

    def _mark(self) -> str:
        indent = "   " * (len(self.lists) - 1)
        if self.lists[-1] is None:
            return f"{indent}- "
        self.lists[-1] += 1
        return f"{indent}{self.lists[-1]}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in self.PLAIN:
            self.lines[-1] += self.PLAIN[tag]
        elif tag in {"ol", "ul"}:
            self.lists.pop()
            self.lines += ["", ""]

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s+", " ", data)
        line = self.lines[-1]
        at_start = not line or re.fullmatch(r" *(- |\d+\. |### )", line)
        self.lines[-1] += text.lstrip() if at_start else text

    def text(self) -> str:
        joined = "\n".join(line.rstrip() for line in self.lines)
        return re.sub(r"\n{3,}", "\n\n", joined).strip()


def as_markdown(html: str) -> str:
    parser = Markdown()
    parser.feed(html)
    return parser.text()


def guides() -> dict[str, str]:
    """The whole folder: file name → text."""
    from django.template.loader import render_to_string
    from django.utils import translation

    known = texts()
    with translation.override("id"):
        bodies = {t.template: as_markdown(render_to_string(t.template)) for t in known}
        names = labels()
    pages = {}
    for role, label in names.items():
        mine = [text for text in known if role in text.roles]
        if mine:
            parts = [f"## {t.title}\n\n{bodies[t.template]}" for t in mine]
            pages[f"{role.replace('_', '-')}.md"] = "\n\n".join([f"# {label}", *parts]) + "\n"
    return {**pages, "README.md": "\n".join(_index(pages, names)) + "\n"}


def _index(pages: dict[str, str], names: dict[str, str]) -> Iterator[str]:
    yield "# Panduan"
    yield ""
    yield NOTE
    yield ""
    for role, label in names.items():
        name = f"{role.replace('_', '-')}.md"
        if name in pages:
            yield f"- [{label}]({name})"


def stale() -> list[str]:
    """What differs between the folder and the texts."""
    fresh = guides()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(
        name for name in fresh.keys() | there.keys() if fresh.get(name) != there.get(name)
    )


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luwes.project.settings")
    import django

    django.setup()
    differing = stale()
    if "--check" in sys.argv:
        print(f"stale: {', '.join(differing)}; run `make panduan`." if differing else "fresh")
        return bool(differing)
    FOLDER.mkdir(parents=True, exist_ok=True)
    fresh = guides()
    for name in differing:
        if name in fresh:
            (FOLDER / name).write_text(fresh[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
