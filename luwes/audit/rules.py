"""How an entry is sealed: SHA-256 over its canonical text and the hash before it. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Sealed:
    """What is hashed of an entry. `at` is ISO 8601 in UTC with microseconds."""

    id: int
    chain: str
    number: int
    at: str
    by_id: int | None
    by_name: str
    deed: str
    object_kind: str
    object_id: str
    object_label: str
    reason: str
    details: dict[str, Any]


def seal(entry: Sealed, previous_hash: str) -> str:
    text = json.dumps(asdict(entry), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """A place where the chain does not hold."""

    chain: str
    number: int
    message: str


def faults(chain: Iterable[tuple[Sealed, str, str]]) -> list[Fault]:
    """Check one chain in order of number: (entry, previous hash as stored, hash as stored)."""
    found, before, expected_number = [], GENESIS, 1
    for entry, previous_hash, stored in chain:
        if entry.number != expected_number:
            found.append(Fault(entry.chain, entry.number, f"nomor {expected_number} hilang"))
        if previous_hash != before:
            found.append(
                Fault(entry.chain, entry.number, "tidak menyambung pada catatan sebelumnya")
            )
        if seal(entry, previous_hash) != stored:
            found.append(Fault(entry.chain, entry.number, "isinya berubah setelah disegel"))
        before, expected_number = stored, entry.number + 1
    return found
