"""How a lower area tells the areas above it what happened, without importing them.

Handlers run at once, in the same transaction. Slow or outside work goes in a job row.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def listen(fact: type[F], handler: Callable[[F], None]) -> None:
    if handler not in _handlers[fact]:
        _handlers[fact].append(handler)


def announce(fact: object) -> None:
    for handler in list(_handlers[type(fact)]):
        handler(fact)


def wiring() -> dict[type, list[Callable[[Any], None]]]:
    """Who listens to what, for `docs/wiring.md`."""
    return {fact: list(handlers) for fact, handlers in _handlers.items() if handlers}
