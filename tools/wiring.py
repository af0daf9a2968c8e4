"""Writes docs/wiring.md: who listens to which fact, and who adds what to which registry.

`python tools/wiring.py` writes it, `--check` fails when it is stale.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "wiring.md"
INTRODUCTION = """\
# Wiring

How lower areas reach upper ones without importing them. Made by `make wiring` from the running
program; don't edit. Areas import downwards only (docs/architecture.md); upwards there are two ways:
*facts*, announced by an action and heard at once in the same transaction, and *registries*, lists
that a lower area owns and upper areas add to in their `apps.py`.
"""


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luwes.project.settings")
    import django

    django.setup()
    if "--check" in sys.argv:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        print(
            "docs/wiring.md is fresh." if fresh else "docs/wiring.md is stale: run `make wiring`."
        )
        return 0 if fresh else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    return "\n".join([INTRODUCTION, *_facts(), "", *_registries()]) + "\n"


def _facts() -> Iterator[str]:
    from luwes.core.facts import wiring

    yield "## Facts\n"
    yield "| fact | what it tells | heard by |"
    yield "|---|---|---|"
    for fact in sorted(wiring(), key=_name):
        heard = ", ".join(f"`{_name(handler)}`" for handler in wiring()[fact])
        yield f"| `{_name(fact)}` | {_first_line(fact)} | {heard} |"


def _registries() -> Iterator[str]:
    from luwes.core.registry import registries

    yield "## Registries\n"
    for name, registry in registries().items():
        yield f"### {name}\n"
        yield "| key | added by |"
        yield "|---|---|"
        yield from sorted(
            f"| `{entry.key}` | `{_area(registry.adder(entry.key))}` |" for entry in registry
        )
        yield ""


def _area(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _name(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}".removeprefix("luwes.")


def _first_line(thing: Any) -> str:
    text = (thing.__doc__ or "").strip()
    if text.startswith(f"{thing.__name__}("):  # what a dataclass writes when nobody else did
        return ""
    return text.splitlines()[0] if text else ""


if __name__ == "__main__":
    sys.exit(main())
