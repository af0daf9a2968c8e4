"""Numbers, days and names the way people here write them; never by the system's locale."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from luwes.core.periods import Period

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
WEEKDAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
WORDS = {
    "id": {
        "to": "s.d.", "since": "sejak", "at": "pukul", "clock": "%H.%M", "yesterday": "kemarin",
        "tomorrow": "besok", "day": "hari", "hour": "jam", "minute": "menit",
    },
    "en": {
        "to": "to", "since": "since", "at": "at", "clock": "%H:%M", "yesterday": "yesterday",
        "tomorrow": "tomorrow", "day": "d", "hour": "h", "minute": "min",
    },
}  # fmt: skip
# thousands, decimals
MARKS = {"id": (".", ","), "en": (",", ".")}


def number(value: int | float | Decimal, digits: int | None = None, lang: str = "id") -> str:
    """1234.5 → "1.234,5". Without `digits`, at most two decimals and no idle noughts."""
    thousands, point = MARKS[_known(lang)]
    text = f"{abs(value):,.{2 if digits is None else digits}f}"
    whole, _, rest = text.partition(".")
    if digits is None:
        rest = rest.rstrip("0")
    shown = whole.replace(",", thousands) + (point + rest if rest else "")
    return f"−{shown}" if value < 0 and re.search("[1-9]", shown) else shown


def day(value: date, lang: str = "id", *, weekday: bool = False) -> str:
    """24 November 2026; with its weekday: Selasa, 24 November 2026."""
    lang = _known(lang)
    text = f"{value.day} {MONTHS[lang][value.month - 1]} {value.year}"
    return f"{WEEKDAYS[lang][value.weekday()]}, {text}" if weekday else text


def short_day(value: date, lang: str = "id") -> str:
    """24 Nov 2026."""
    return f"{value.day} {SHORT_MONTHS[_known(lang)][value.month - 1]} {value.year}"


def column_day(value: date, lang: str = "id") -> str:
    """Sel 24: a day at the head of a column."""
    return f"{WEEKDAYS[_known(lang)][value.weekday()][:3]} {value.day}"


def clock(value: datetime, lang: str = "id") -> str:
    """10.04 WIB. `value` is already in the zone to show, and aware."""
    return f"{value.strftime(WORDS[_known(lang)]['clock'])} {value.tzname()}"


def hours(begins: datetime, ends: datetime, lang: str = "id") -> str:
    """08.00–11.00 WIB, of one day. Both are already in the zone to show, and aware."""
    return f"{begins.strftime(WORDS[_known(lang)]['clock'])}–{clock(ends, lang)}"


def moment(value: datetime, lang: str = "id") -> str:
    """24 Nov 2026 pukul 10.04 WIB. `value` is already in the zone to show, and aware."""
    return f"{short_day(value, lang)} {WORDS[_known(lang)]['at']} {clock(value, lang)}"


def near(value: datetime, today: date, lang: str = "id") -> str:
    """
    A moment as short as one says it on the day: 10.04 · besok 10.04 · 24 Nov 10.04.

    Another year is told. `value` is already in the zone to show.
    """
    words = WORDS[_known(lang)]
    hour = value.strftime(words["clock"])
    away = (value.date() - today).days
    if away == 0:
        return hour
    if abs(away) == 1:
        return f"{words['tomorrow' if away > 0 else 'yesterday']} {hour}"
    text = short_day(value, lang)
    return f"{text.removesuffix(f' {today.year}')} {hour}"


def days(first: date, last: date | None, lang: str = "id") -> str:
    """Both days as people say them, without saying the month or year twice.

    25 s.d. 28 Februari 2025 · 25 Februari s.d. 1 Maret 2025 · sejak 25 Februari 2025
    """
    lang = _known(lang)
    words = WORDS[lang]
    if last is None:
        return f"{words['since']} {day(first, lang)}"
    if first == last:
        return day(first, lang)
    start = day(first, lang)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
        if first.month == last.month:
            start = str(first.day)
    return f"{start} {words['to']} {day(last, lang)}"


def period(value: Period, lang: str = "id") -> str:
    return days(value.start, value.last_day, lang)


def duration(value: timedelta, lang: str = "id") -> str:
    """A length of time by its two largest parts: 35 menit · 2 jam 10 menit · 3 hari 4 jam."""
    words = WORDS[_known(lang)]
    minutes = round(value.total_seconds() / 60)
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    first = next((n for n, (count, _) in enumerate(parts) if count), 2)
    told = [f"{count} {words[unit]}" for count, unit in parts[first : first + 2] if count]
    return " ".join(told) or f"0 {words['minute']}"


def nip(value: str) -> str:
    """199004122015022003 → 19900412 201502 2 003; anything else as it came."""
    figures = re.sub(r"\D", "", value)
    if len(figures) != 18:
        return value
    return f"{figures[:8]} {figures[8:14]} {figures[14]} {figures[15:]}"


def initials(name: str) -> str:
    """Two letters for the round face: of the first and last word, titles aside."""
    plain = name.split(",")[0]
    bare = [w.lstrip("'’‘`\"") for w in plain.split()]
    words = [w for w in bare if w[:1].isalpha() and not w.endswith(".")]
    words = words or plain.split() or ["?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def _known(lang: str) -> str:
    return "en" if lang.startswith("en") else "id"
