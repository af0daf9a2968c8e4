"""Encrypted text columns, and the keyed hash by which they are found again.

AES through Fernet of `cryptography`; the newest of `LUWES_FIELD_KEYS` encrypts, all decrypt.
"""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> str:
    return _box(tuple(settings.LUWES_FIELD_KEYS)).encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    return _box(tuple(settings.LUWES_FIELD_KEYS)).decrypt(token.encode()).decode()


def fingerprint(text: str) -> str:
    """A keyed hash: equal texts are equal here, and without the key nothing can be guessed."""
    key = settings.LUWES_FIELD_KEYS[-1].encode()
    return hmac.new(key, text.strip().encode(), hashlib.sha256).hexdigest()


class EncryptedField(models.TextField[Any, Any]):
    """Text that only leaves the database decrypted by the application; empty stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unseal(value) if value else value
