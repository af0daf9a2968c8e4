"""A list that a lower area owns and areas above add to, in their `apps.py`."""

import sys
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)

_all: dict[str, "Registry[Keyed]"] = {}


class Registry(Generic[K]):
    """Entries by their key, in the order of adding; a key is taken once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, K] = {}
        self._adders: dict[str, str] = {}
        _all[name] = self  # type: ignore[assignment]

    def add(self, entry: K) -> None:
        known = self._entries.setdefault(entry.key, entry)
        if known is not entry and known != entry:
            raise ValueError(f"{self.name}: '{entry.key}' is registered twice")
        self._adders.setdefault(entry.key, _adder())

    def adder(self, key: str) -> str:
        """The module that added the entry, for `docs/wiring.md`."""
        return self._adders[key]

    def __getitem__(self, key: str) -> K:
        return self._entries[key]

    def get(self, key: str) -> K | None:
        return self._entries.get(key)

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)


def _adder() -> str:
    """The `apps.py` that is wiring its area now, or the module that adds while it is loaded."""
    frame = sys._getframe(2)
    while frame.f_back:
        name = str(frame.f_globals.get("__name__", ""))
        if frame.f_code.co_name == "<module>" or name.endswith(".apps"):
            return name
        frame = frame.f_back
    return ""


def registries() -> dict[str, "Registry[Keyed]"]:
    """All of them by name, for `docs/wiring.md`."""
    return dict(sorted(_all.items()))
