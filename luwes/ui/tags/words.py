"""Filters: numbers, days and names as people here write them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from luwes.core import clock
from luwes.ui import formats
from luwes.ui.tags.drawing import lang

register = template.Library()


@register.filter
def number(value: int | float | Decimal | None, digits: int | None = None) -> str:
    return "" if value is None else formats.number(value, digits, lang())


@register.filter
def day(value: date | None) -> str:
    return "" if value is None else formats.day(_local_day(value), lang())


@register.filter
def weekday(value: date | None) -> str:
    return "" if value is None else formats.day(_local_day(value), lang(), weekday=True)


@register.filter
def short_day(value: date | None) -> str:
    return "" if value is None else formats.short_day(_local_day(value), lang())


@register.filter
def column_day(value: date | None) -> str:
    return "" if value is None else formats.column_day(_local_day(value), lang())


@register.filter
def moment(value: datetime | None) -> str:
    return "" if value is None else formats.moment(timezone.localtime(value), lang())


@register.filter
def near(value: datetime | None) -> str:
    """As short as one says it today: 10.04, besok 10.04, 24 Nov 10.04."""
    if value is None:
        return ""
    return formats.near(timezone.localtime(value), clock.today(), lang())


@register.filter
def hour(value: datetime | None) -> str:
    return "" if value is None else formats.clock(timezone.localtime(value), lang())


@register.simple_tag
def hours(begins: datetime, ends: datetime) -> str:
    """From when to when, within a day."""
    return formats.hours(timezone.localtime(begins), timezone.localtime(ends), lang())


@register.filter
def nip(value: str | None) -> str:
    return formats.nip(value or "")


@register.filter
def letter_number(value: str) -> SafeString:
    """A letter's number, which breaks after a slash and nowhere else."""
    return format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in value.split("/")))


@register.filter
def initials(name: str) -> str:
    return formats.initials(name)


def _local_day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
