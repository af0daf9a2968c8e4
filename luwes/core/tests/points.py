"""The points of the code at which the tests kill a worker."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def points(*kinds: str) -> list[str]:
    """Names whose first part is one of `kinds`, in order of file; without kinds all of them."""
    every = _every_point()
    return [name for name in every if not kinds or name.partition(".")[0] in kinds]


@cache
def _every_point() -> list[str]:
    return list(dict.fromkeys(_points()))


def _points() -> Iterator[str]:
    for path in sorted((ROOT / "luwes").rglob("*.py")):
        if path.name == "faults.py" or "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if "point(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _is_point(node.func):
                yield str(ast.literal_eval(node.args[0]))


def _is_point(function: ast.expr) -> bool:
    return getattr(function, "attr", getattr(function, "id", "")) == "point"
