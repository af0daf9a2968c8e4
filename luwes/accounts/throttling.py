"""How often doors that are open to everybody may be used by one address."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from luwes.accounts.models import Tally
from luwes.core.secrets import fingerprint

OWN_NETWORK = (
    64  # of an IPv6 address: what one household or telephone is given (RFC 6177, RFC 7934)
)
_COUNT = """
    INSERT INTO accounts_tally (key, since, count) VALUES (%(key)s, %(now)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN accounts_tally.since <= %(old)s THEN 1 ELSE accounts_tally.count + 1 END,
        since = CASE WHEN accounts_tally.since <= %(old)s THEN %(now)s ELSE accounts_tally.since END
    RETURNING count
"""


def address(request: HttpRequest) -> str:
    """
    Where a request comes from; behind a proxy that is trusted, what it says last.

    Of an IPv6 address the network: whoever has one has all of its addresses.
    """
    said = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.LUWES_PROXY else ""
    text = said.rsplit(",", 1)[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))
    try:
        found = ip_address(text.partition("%")[0].strip("[]"))
    except ValueError:
        return text
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ip_network((int(found), OWN_NETWORK), strict=False))
    return str(found)


def seconds_left(door: str, who: str, *, seconds: int, now: datetime) -> int:
    """Until it is counted anew."""
    row = Tally.objects.filter(key=fingerprint(f"{door}:{who}")).first()
    gone = (now - row.since).total_seconds() if row else seconds
    return max(1, ceil(seconds - gone))


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
