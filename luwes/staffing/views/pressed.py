"""What a press of a button brought along."""

import uuid

from luwes.accounts.http import Request


def pressed(request: Request) -> uuid.UUID:
    """The press's own key, or a new one: the same press sent twice is written once."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def chosen(request: Request, name: str) -> int:
    """The key of the chosen row; nought, which no row has, for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0
