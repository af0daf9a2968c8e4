"""Doors open to everybody: how often one address may come, and the page that says when to come again."""

from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luwes.accounts.throttling import address, seconds_left, too_many
from luwes.core import clock
from luwes.ui.http import private

QUARTER, HOUR, DAY = 15 * 60, 60 * 60, 24 * 60 * 60
VOICES_A_DAY = 10  # own rule: of one address about one thing, for a household or an office


def guessed_too_often(request: HttpRequest) -> HttpResponse | None:
    """Count a wrong guess of a secret."""
    return _counted(request, "guess", settings.LUWES_GUESSES_PER_QUARTER, QUARTER)


def came_too_often(request: HttpRequest, door: str, times: int = 1) -> HttpResponse | None:
    """Count this coming; an address may file so and so often an hour, or do `times` as much."""
    return _counted(request, door, times * settings.LUWES_FILINGS_PER_HOUR, HOUR)


def spoke_too_often(request: HttpRequest, about: str) -> HttpResponse | None:
    """Count an opinion about one thing, so that one address is not a crowd."""
    return _counted(request, about, VOICES_A_DAY, DAY)


def _counted(request: HttpRequest, door: str, most: int, seconds: int) -> HttpResponse | None:
    name, who, now = f"services.{door}", address(request), clock.now()
    if not too_many(name, who, most=most, seconds=seconds, now=now):
        return None
    left = seconds_left(name, who, seconds=seconds, now=now)
    context = {"minutes": ceil(left / 60)}
    answer = render(request, "services/slow_down.html", context, status=429)
    private(answer)
    answer.headers["Retry-After"] = str(left)
    return answer
