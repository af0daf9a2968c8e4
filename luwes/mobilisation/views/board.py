"""The situation board, and its part that refreshes itself."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.mobilisation import situation
from luwes.mobilisation.models import Incident
from luwes.mobilisation.views import parts
from luwes.ui.tags.words import hour

PART = "mobilisation/parts/live.html"


@require_GET
def board(request: Request, incident_id: int) -> HttpResponse:
    """`?dinding=1` shows it for a wall: larger, and without what is pressed."""
    incident = parts.seen(request, incident_id)
    tag, part = _draw(request, incident)
    context = _pulse(incident, tag, part) | {"on_wall": "dinding" in request.GET}
    response = render(request, "mobilisation/board.html", context)
    patch_cache_control(response, no_cache=True, private=True)
    return response


@require_GET
def live(request: Request, incident_id: int) -> HttpResponse:
    """The part alone, or 304 and nothing when it is as the asker has it."""
    incident = parts.seen(request, incident_id)
    tag, part = _draw(request, incident)
    response: HttpResponse
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        pulse = _pulse(incident, tag, part)
        response = HttpResponse(render_to_string("mobilisation/parts/pulse.html", pulse, request))
    response["ETag"] = tag
    response["Luwes-Checked"] = quote(hour(clock.now()))
    patch_cache_control(response, no_cache=True, private=True)
    return response


def _pulse(incident: Incident, tag: str, part: SafeString) -> dict[str, Any]:
    """What the refreshing part needs; it sends back the tag of what it shows."""
    headers = json.dumps({"If-None-Match": tag})
    return {"incident": incident, "part": part, "headers": headers, "now": clock.now()}


def _draw(request: Request, incident: Incident) -> tuple[str, SafeString]:
    """The part and its tag; nothing in it may change while the situation does not."""
    now = clock.now()
    context = {
        "s": situation.of(incident, now), "incident": incident, "today": localdate(now),
        **parts.flags(request, incident),
    }  # fmt: skip
    part = render_to_string(PART, context)
    return f'"{hashlib.sha256(part.encode()).hexdigest()[:24]}"', part
