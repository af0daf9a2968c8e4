"""Addresses that open something by a secret in them: no log, no history and no report keeps the secret."""

import re
from collections.abc import MutableMapping
from typing import Any

from django.conf import settings
from pghistory.middleware import HistoryMiddleware

HIDDEN = "…"


def masked(text: str) -> str:
    """`/lacak/LPG-26-004530/…/tulis/`: whatever follows one of the settings' paths is left out."""
    for path in settings.LUWES_SECRET_PATHS:
        text = re.sub(rf"({path})[^/\s?\"'>]+", rf"\1{HIDDEN}", text)
    return text


def mask_event(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """For structlog: every text of a log line."""
    return {key: masked(value) if isinstance(value, str) else value for key, value in event.items()}


def mask_report(event: Any, _hint: dict[str, Any]) -> Any:
    """For reports of errors to another server: the request's address and what was said about it."""
    request = event.get("request")
    if request:
        event["request"] = {"method": request.get("method"), "url": masked(request.get("url", ""))}
    for name in ("transaction", "message"):
        if isinstance(event.get(name), str):
            event[name] = masked(event[name])
    return event


class History(HistoryMiddleware):
    """Row history names the page of a change, not the secret in its address."""

    def get_context(self, request: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        return context | {"url": masked(context["url"])}
