"""What every template keeps: nothing inline, a token in every form that posts, none left over."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "luwes").glob("*/templates/**/*.html"))
# Looked up by name in Django and allauth, never in our code.
FOUND_BY_FRAMEWORKS = ("account/", "allauth/", "mfa/", "django/", "registration/", "usersessions/")
FOUND_BY_NAME = {"403.html", "403_csrf.html", "404.html", "500.html"}
THE_SAME_IN_EVERY_LANGUAGE = ["Bahasa Indonesia", "English", "Luwes", "NIP", "NIK", "PDF", "SK"]
SHOWS_EXAMPLES = "ui/components.html"


def source(path: str) -> str:
    """The template without its comments."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", "", text, flags=re.DOTALL)


def name_of(path: str) -> str:
    return path.split("/templates/", 1)[1]


@pytest.mark.parametrize("path", TEMPLATES)
def test_nothing_is_inline(path: str) -> None:
    """The content security policy would refuse it: a style, a script, a handler, a script address."""
    text = source(path)
    assert not re.search(r"\sstyle\s*=", text), "style= is refused by the browser: use a class"
    assert not re.search(r"<style\b", text), "a style sheet inline is refused: use components/*.css"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"'{]", text), (
        "an inline handler is refused: use a module"
    )
    assert "javascript:" not in text, "a script address is refused: use a module"
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag, f"{tag} is an inline script"


@pytest.mark.parametrize("path", TEMPLATES)
def test_every_form_that_posts_carries_a_token(path: str) -> None:
    forms = re.findall(r"<form\b.*?</form>", source(path), flags=re.DOTALL | re.IGNORECASE)
    for form in forms:
        if re.search(r"method\s*=\s*[\"']?post", form, flags=re.IGNORECASE):
            assert "csrf_token" in form, f"{path}: {form[:80]}… has no {{% csrf_token %}}"


@pytest.fixture(scope="module")
def all_sources() -> str:
    files = [
        path
        for path in (ROOT / "luwes").rglob("*")
        if path.suffix in {".py", ".html"} and "tests" not in path.parts
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("path", TEMPLATES)
def test_the_template_is_used(path: str, all_sources: str) -> None:
    name = name_of(path)
    if name in FOUND_BY_NAME or name.startswith(FOUND_BY_FRAMEWORKS):
        return
    names = [name]
    if name.startswith("ui/parts/"):
        names.append(Path(name).stem)  # a component's tag names its part
    is_used = any(re.search(rf"[\"']{re.escape(n)}[\"'#]", all_sources) for n in names)
    assert is_used, f"nothing renders {name}"


@pytest.mark.parametrize("path", TEMPLATES)
def test_no_text_is_left_untranslated_in_a_common_place(path: str) -> None:
    """Headings, buttons and table heads hold words only inside a translation tag."""
    if name_of(path) == SHOWS_EXAMPLES:
        return
    text = re.sub(r"\{% blocktrans.*?endblocktrans %\}|\{% blocktranslate.*?endblocktranslate %\}", "", source(path), flags=re.DOTALL)  # fmt: skip
    for tag in ("h1", "h2", "h3", "th", "button", "label", "legend", "summary"):
        for inner in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", text, flags=re.DOTALL):
            words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|&\w+;", "", inner, flags=re.DOTALL)
            words = re.sub("|".join(THE_SAME_IN_EVERY_LANGUAGE), "", words)
            assert not re.search(r"[A-Za-z]{3,}", words), f"{path}: <{tag}> holds {words.strip()!r}"
