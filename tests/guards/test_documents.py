"""The documents tell what the program does: glossary, laws, settings, wiring, translations."""

import ast
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from luwes.appointments.rules.moves import TABLE
from luwes_planner.exchange.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def tool(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / f"{name}.py"))


def rows(page: str) -> list[list[str]]:
    """The cells of every row of every table of a page, heads left out."""
    lines = [
        line for line in (DOCS / page).read_text(encoding="utf-8").splitlines() if line[:1] == "|"
    ]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    is_rule = [set("".join(row)) <= set("-: ") for row in cells]
    heads = {i - 1 for i, rule in enumerate(is_rule) if rule}
    return [row for i, row in enumerate(cells) if i not in heads and not is_rule[i]]


def our_models() -> list[str]:
    """Names of our tables; the history tables beside them carry the name of their model."""
    models = [model for model in apps.get_models() if model.__module__.startswith("luwes.")]
    return sorted({m.__name__ for m in models if not hasattr(m, "pgh_tracked_model")})


def test_every_model_has_a_row_in_the_glossary() -> None:
    explained = {row[0].strip("`") for row in rows("glossary.md")}
    missing = [name for name in our_models() if name not in explained]
    assert not missing, f"docs/glossary.md has no row for {missing}"


def test_no_word_of_the_glossary_is_explained_twice() -> None:
    words = [row[0] for row in rows("glossary.md")]
    assert not {word for word in words if words.count(word) > 1}


def test_every_model_of_the_glossary_exists() -> None:
    words = {row[0].strip("`") for row in rows("glossary.md")}
    models = {word for word in words if re.fullmatch(r"(?:[A-Z][a-z]+){1,3}", word)}
    assert models <= set(our_models()), f"no longer in the code: {models - set(our_models())}"


def laws_in_code() -> dict[str, set[str]]:
    """The laws that refusals name (`Problem(…, law)`), and the files that name them."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "luwes").rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                named = [word.value for word in node.keywords if word.arg == "law"]
                for value in [*named, *node.args[2:3]]:
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        found.setdefault(value.value, set()).add(str(path.relative_to(ROOT)))
    found.pop("", None)
    return found


def test_every_law_that_a_refusal_names_is_in_the_table_of_laws() -> None:
    explained = {row[0] for row in rows("laws.md")}
    missing = {law: sorted(where) for law, where in laws_in_code().items() if law not in explained}
    assert not missing, f"docs/laws.md has no row for {missing}"


def test_every_law_that_judges_moves_is_in_the_table_of_laws() -> None:
    explained = {row[0] for row in rows("laws.md")}
    assert {row.law for row in TABLE} - explained == {"kebijakan Luwes"}


def test_every_row_of_the_laws_has_its_rule_and_its_test() -> None:
    for law, _, rule, proof in (row[:4] for row in rows("laws.md")):
        for reference in re.findall(r"`([^`]+)`", f"{rule} {proof}"):
            file, _, name = reference.partition("::")
            assert (ROOT / file).exists(), f"{law}: {file} is not there"
            assert name in (ROOT / file).read_text(encoding="utf-8"), (
                f"{law}: {reference} is not there"
            )
        assert "test_" in proof, f"{law} has no test"


def variables_in_code() -> set[str]:
    pattern = re.compile(
        r"(?:environ(?:\.get\(|\.setdefault\(|\[)|_secret\(|_flag\()\s*\"([A-Z][A-Z0-9_]+)\""
    )
    files = [p for p in (ROOT / "luwes").rglob("*.py") if "tests" not in p.parts]
    return {name for path in files for name in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_environment_variable_is_explained() -> None:
    explained = {row[0].strip("`") for row in rows("running.md")}
    missing = variables_in_code() - explained - {"DJANGO_SETTINGS_MODULE"}
    assert not missing, f"docs/running.md does not explain {sorted(missing)}"


def test_every_environment_variable_explained_exists() -> None:
    explained = {row[0].strip("`") for row in rows("running.md")}
    tools = "\n".join(
        p.read_text() for p in [*(ROOT / "tools").iterdir(), ROOT / "Makefile"] if p.is_file()
    )
    known = {name for name in explained if name in variables_in_code() or name in tools}
    assert explained == known, f"nothing reads {sorted(explained - known)}"


def test_the_wiring_page_is_fresh() -> None:
    """In a process of its own: here tests may have registered things."""
    done = subprocess.run([sys.executable, "tools/wiring.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "make wiring"


def test_the_guides_say_what_the_pages_help_says() -> None:
    assert tool("panduan")["stale"]() == [], "make panduan"


def test_the_english_catalogue_is_complete() -> None:
    problems: Callable[[], list[str]] = tool("messages")["problems"]
    found = problems()
    assert not found, "make messages, then translate:\n" + "\n".join(found)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    "page",
    sorted(p.relative_to(ROOT).as_posix() for p in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]),
)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / target).exists(), f"{page} points to {target}"


def test_documents_named_in_the_code_exist() -> None:
    named = {
        name
        for folder in ("luwes", "luwes_planner", "bench", "tools", "tests")
        for path in (ROOT / folder).rglob("*.py")
        for name in re.findall(r"docs/[a-z0-9_/-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert named
    missing = sorted(name for name in named if not (ROOT / name).exists())
    assert not missing, f"named in the code, and not there: {missing}"


def test_the_exchange_format_is_documented_column_by_column() -> None:
    documented = {
        row[0].split("`")[1]: re.findall(r"`(\w+)`", row[1])
        for row in rows("planner-format.md")
        if row[0].split("`")[1] in TABLES
    }
    assert documented == {
        name: [column.name for column in table.columns] for name, table in TABLES.items()
    }
