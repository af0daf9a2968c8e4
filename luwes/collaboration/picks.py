"""What pickers of partners find."""

from datetime import date

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import Partner
from luwes.collaboration.queries import partners as queries
from luwes.core.numbers import whole
from luwes.ui.picking import MOST, Pick


def partner_pick(row: Partner) -> Pick:
    return Pick(str(row.pk), row.name, row, str(row.get_kind_display()))


def partners(user: User, text: str, on: date) -> list[Pick]:
    """Of the governments whose secretariat this user belongs to."""
    rows = queries.listed(access.checked_by(user), queries.Wanted(words=text), on)
    return [partner_pick(row) for row in rows[:MOST]]


def partner(user: User, key: str) -> Pick | None:
    row = access.checked_by(user).filter(pk=whole(key)).first()
    return partner_pick(row) if row else None
