"""The number by which a case is named, and the secret by which it is followed without an account."""

import re
import secrets

# Without what is mistaken for another when read aloud or written by hand: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
SECRET_LENGTH = 12  # 23^12, over 54 bits


def number(prefix: str, year: int, serial: int) -> str:
    """LPG-26-004530."""
    return f"{prefix}-{year % 100:02}-{serial:06}"


def new_secret() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))


def spelled(secret: str) -> str:
    """In fours, as it is read aloud."""
    return "-".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def read_secret(text: str) -> str:
    """As somebody typed it: any case, with hyphens or spaces."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:40]


def read_number(text: str) -> str:
    """As somebody typed it; a serial without leading noughts is filled up."""
    text = "".join(c for c in text if c.isprintable()).strip()
    found = re.fullmatch(r"([A-Za-z]{2,6})[\s-]*(\d{2})[\s-]*(\d{1,9})", text, re.ASCII)
    if not found:
        return text.upper()[:24]
    return f"{found[1].upper()}-{found[2]}-{int(found[3]):06}"
