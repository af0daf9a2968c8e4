"""Where things are done: data change only in actions, the clock is read only at the doors."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITES = {
    "save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "_raw_delete", "aupdate", "asave", "adelete", "acreate",
}  # fmt: skip
SAVE_WORDS = {"update_fields", "force_insert", "force_update", "using"}  # others save files
# An import is one long action; it may have a file of its own.
WRITERS = {"actions", "importing"}
ALSO_WRITE = {
    "luwes/core/bulk.py",  # how actions and imports write many rows
    "luwes/imports/engine.py",  # the engine that runs such imports
    "luwes/imports/mappings.py",  # and what it remembers for the next one
}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
BELOW_THE_DOORS = {"rules", "models", "access", "queries", "actions", "forms"}
ALSO_READ_THE_CLOCK = {
    "luwes/motivation/access/goals.py",  # as collaboration: who reads a letter, and the menu, know no day
    "luwes/accounts/access.py",  # rights are those of this moment, whoever asks
    "luwes/accounts/queries.py",
    "luwes/collaboration/access.py",
    "luwes/teamwork/access.py",
    "luwes/teamwork/actions/following.py",
    "luwes/staffing/access.py",  # so is where the units under a head stand
    "luwes/audit/actions.py",  # an entry is dated by its writing
    "luwes/staffing/actions/following.py",  # hears facts, which carry no time
}


def modules() -> list[str]:
    paths = sorted((ROOT / "luwes").rglob("*.py"))
    return [
        str(path.relative_to(ROOT))
        for path in paths
        if not {"tests", "migrations"} & set(path.parts)
    ]


def is_in(path: str, names: set[str]) -> bool:
    """Whether a file, or a folder it lies in, has one of these names."""
    return bool(names & {Path(part).stem for part in Path(path).parts})


def calls(path: str) -> Iterator[ast.Call]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr == "update":
        # `filter(…).update(field=…)`; a dict's update looks different
        owner = call.func.value
        is_query = isinstance(owner, ast.Call) or (
            isinstance(owner, ast.Attribute) and owner.attr == "objects"
        )
        return is_query and bool(call.keywords) and not call.args
    if call.func.attr == "save":
        return not call.args and {word.arg for word in call.keywords} <= SAVE_WORDS
    return call.func.attr in WRITES


@pytest.mark.parametrize(
    "path", [path for path in modules() if not is_in(path, WRITERS) and path not in ALSO_WRITE]
)
def test_data_change_only_in_actions(path: str) -> None:
    lines = [call.lineno for call in calls(path) if writes(call)]
    assert not lines, f"{path}: lines {lines} write; move them to actions.py"


@pytest.mark.parametrize(
    "path", [p for p in modules() if is_in(p, BELOW_THE_DOORS) and p not in ALSO_READ_THE_CLOCK]
)
def test_the_clock_is_read_only_at_the_doors(path: str) -> None:
    lines = [
        call.lineno
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in CLOCKS
        and getattr(call.func.value, "id", "") in {"clock", "timezone", "datetime", "date"}
    ]
    assert not lines, f"{path}: lines {lines} read the clock; let the door pass `on=` or `now=`"


@pytest.mark.parametrize("path", modules())
def test_no_signals(path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    assert "django.db.models.signals" not in source, "announce a fact instead (luwes.core.facts)"
    assert "@receiver" not in source, "announce a fact instead (luwes.core.facts)"


@pytest.mark.parametrize("path", [p for p in modules() if "core.errors" in (ROOT / p).read_text()])
def test_a_refusal_names_its_words_where_the_catalogue_finds_them(path: str) -> None:
    """In `Problem(…)` itself, or through gettext."""
    if "gettext" in (ROOT / path).read_text(encoding="utf-8"):
        return
    lines = [
        call.lineno
        for call in calls(path)
        if getattr(call.func, "id", "") == "Problem"
        and not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert not lines, f"{path}: lines {lines} refuse in words that nobody translates"
