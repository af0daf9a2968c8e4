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
    """For reports of errors to another server: no secret, nothing that was typed, no row of the database."""
    request = event.get("request")
    if request:
        event["request"] = {"method": request.get("method"), "url": request.get("url", "")}
    for fault in (event.get("exception") or {}).get("values", []):
        fault["value"] = str(fault.get("value") or "").partition("\n")[
            0
        ]  # PostgreSQL's DETAIL: the row
    return _all_masked(event)


def _all_masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: _all_masked(one) for key, one in value.items()}
    return [_all_masked(one) for one in value] if isinstance(value, list | tuple) else value


# For sentry_sdk: what a function had in its hands, or did before, is not told.
REPORTS: dict[str, Any] = {
    "send_default_pii": False, "include_local_variables": False, "max_breadcrumbs": 0,
    "before_send": mask_report,
}  # fmt: skip


class History(HistoryMiddleware):
    """Row history names the page of a change, not the secret in its address."""

    def get_context(self, request: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        return context | {"url": masked(context["url"])}
