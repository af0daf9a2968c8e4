"""How often doors that are open to everybody may be used by one address."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from luwes.accounts.models import Tally
from luwes.core.secrets import fingerprint

_COUNT = """
    INSERT INTO accounts_tally (key, since, count) VALUES (%(key)s, %(now)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN accounts_tally.since <= %(old)s THEN 1 ELSE accounts_tally.count + 1 END,
        since = CASE WHEN accounts_tally.since <= %(old)s THEN %(now)s ELSE accounts_tally.since END
    RETURNING count
"""


def address(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy that is trusted, what it says last."""
    said = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.LUWES_PROXY else ""
    return said.rsplit(",", 1)[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))


def is_over(door: str, who: str, *, most: int, seconds: int, now: datetime) -> bool:
    """Whether more than `most` were counted within so many seconds; this coming is not."""
    since = now - timedelta(seconds=seconds)
    rows = Tally.objects.filter(key=fingerprint(f"{door}:{who}"), since__gt=since, count__gt=most)
    return rows.exists()


def too_many(door: str, who: str, *, most: int, seconds: int, now: datetime) -> bool:
    """
    Count this coming, and say whether it is one more than `most` within so many seconds.

    The row holds until the transaction ends: two at once are both counted.
    """
    values: dict[str, str | datetime] = {
        "key": fingerprint(f"{door}:{who}"), "now": now, "old": now - timedelta(seconds=seconds)
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        count: int = cursor.fetchone()[0]
    return count > most
