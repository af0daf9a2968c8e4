"""The points of the code at which the tests kill a worker."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def points(*kinds: str) -> list[str]:
    """Names whose first part is one of `kinds`, in order of file; without kinds all of them."""
    every = dict.fromkeys(_points())
    return [name for name in every if not kinds or name.partition(".")[0] in kinds]


def _points() -> Iterator[str]:
    for path in sorted((ROOT / "luwes").rglob("*.py")):
        if path.name == "faults.py" or "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_point(node.func):
                yield str(ast.literal_eval(node.args[0]))


def _is_point(function: ast.expr) -> bool:
    return getattr(function, "attr", getattr(function, "id", "")) == "point"
