"""Whatever the log is told of has words: no page shows a bare key."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from luwes.audit.deeds import DETAILS, deeds
from tests.guards.test_code import ROOT, modules

# Keys that are put together where they are written, and all that they can be.
PUT_TOGETHER = {
    "accounts.{fact.what}": [
        "accounts.user_added", "accounts.user_changed", "accounts.password_reset",
        "accounts.second_factor_removed",
    ],
    "staffing.{rule}": ["staffing.pin", "staffing.exclude"],
    "staffing.objection_{objection.state}": [
        "staffing.objection_accepted", "staffing.objection_overruled",
    ],
}  # fmt: skip


def written(path: str) -> Iterator[str]:
    """The keys that a module tells the log."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "record" and len(node.args) > 1:
            yield from _keys(node.args[1], node, tree)


def details(path: str) -> Iterator[str]:
    """The names of what a module tells the log beside a deed."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in {"record", "_log"}:
            names = {word.arg for word in node.keywords if word.arg}
            yield from names - {"chain", "reason"}


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _keys(value: ast.expr, call: ast.Call, tree: ast.Module) -> Iterator[str]:
    match value:
        case ast.Constant(value=str() as key):
            yield key
        case ast.IfExp():
            yield from _keys(value.body, call, tree)
            yield from _keys(value.orelse, call, tree)
        case ast.JoinedStr():
            yield from PUT_TOGETHER[ast.unparse(value)[2:-1]]
        case ast.Name():
            yield from _handed_on(value.id, call, tree)
        case _:
            raise AssertionError(f"line {value.lineno}: the guard cannot tell which deed this is")


def _handed_on(name: str, call: ast.Call, tree: ast.Module) -> Iterator[str]:
    """The key is a parameter of the function around: what its callers in the module hand in."""
    around = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and call in ast.walk(node)
    )
    place = [argument.arg for argument in around.args.args].index(name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == around.name:
            yield from _keys(node.args[place], node, tree)


SPEAKING = [path for path in modules() if list(written(path))]


@pytest.mark.parametrize("path", SPEAKING)
def test_every_deed_that_is_logged_has_words(path: str) -> None:
    bare = sorted(set(written(path)) - {deed.key for deed in deeds})
    area = Path(path).parts[1]
    assert not bare, f"{path} logs {bare}; give them words in luwes/{area}/deeds.py"


@pytest.mark.parametrize("path", SPEAKING)
def test_every_detail_of_a_deed_has_words(path: str) -> None:
    area = Path(path).parts[1].replace("audit", "accounts")
    known = {name for deed in deeds if deed.key.startswith(f"{area}.") for name in deed.details}
    bare = sorted(set(details(path)) - known - set(DETAILS))
    assert not bare, f"{path} logs {bare}; give them words in luwes/{area}/deeds.py"


def test_the_guard_finds_the_areas_that_log() -> None:
    areas = {Path(path).parts[1] for path in SPEAKING}
    assert areas >= {"appointments", "audit", "imports", "letters", "mobilisation", "organisation",
                     "people", "staffing"}  # fmt: skip
