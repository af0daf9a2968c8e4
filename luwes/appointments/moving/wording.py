"""What rules say, put into the reader's language; days as people write them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.appointments.rules.moves import Said
from luwes.ui import formats

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def words(said: Said) -> str:
    return kept_words(said.as_json())


def kept_words(kept: Mapping[str, Any]) -> str:
    """The same of what a judgement keeps."""
    values = {name: _shown(value) for name, value in kept["values"].items()}
    return str(_(kept["text"]) % values)


def _shown(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return formats.day(date.fromisoformat(value), get_language() or "id")
    if isinstance(value, float):
        return formats.number(value, 1, get_language() or "id")
    return value
