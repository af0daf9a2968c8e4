"""Sessions read from the database once, and then as they were: whatever a visitor does is undone anyway."""

from copy import copy, deepcopy
from typing import Any

from luwes.accounts import sessions
from luwes.accounts.models import User

_read: dict[str, tuple[dict[str, Any], User]] = {}


class SessionStore(sessions.SessionStore):
    """The engine of the site that everybody knocks at; with the account, as the site's own has it."""

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        if key not in _read:
            data = super().load()
            account = sessions.account_at_hand(data.get("_auth_user_id"))
            if account is None:
                return data
            _read[key] = data, account
        data, account = _read[key]
        sessions._at_hand.set(copy(account))
        return deepcopy(data)
