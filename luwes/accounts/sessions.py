"""
The session engine: sessions in the database, each read together with its account.

A cache in front of it would have to be shared: what one process of the site remembers, another
can't end.
"""

from contextvars import ContextVar
from typing import Any, cast

from django.contrib.sessions.backends import db

from luwes.accounts.models import Session, User

# The account of the session that was just read, for whoever asks next who it is; asked once.
_at_hand: ContextVar[User | None] = ContextVar("account of the session", default=None)


class SessionStore(db.SessionStore):
    """Django's store in the database, with the account of the session beside its row."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        known = data.get("_auth_user_id")
        row.user_id = int(known) if known else None
        return row

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        _at_hand.set(row.user if row else None)
        return row


def account_at_hand(user_id: Any) -> User | None:
    """The account as the session of this request has just read it, if it is this one."""
    account = _at_hand.get()
    _at_hand.set(None)
    return account if account and str(account.pk) == str(user_id) else None
