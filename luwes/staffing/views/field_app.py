"""What makes the duty pages an app that a phone installs and opens without a network."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it lies at the top to serve every page below."""
    answer = render(request, "staffing/field/worker.js", content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """By which a phone installs Luwes as an app that opens at one's own duties."""
    kind = "application/manifest+json"
    return render(request, "staffing/field/manifest.json", content_type=kind)


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """In place of a page that the phone doesn't hold while there is no network."""
    return render(request, "staffing/field/offline.html")
