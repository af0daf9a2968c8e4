"""Encrypted text columns, and the keyed hash by which they are found again.

AES-256-GCM of `cryptography`, a random 96-bit nonce before each text (NIST SP 800-38D §8.2.2);
the first of `LUWES_FIELD_KEYS` encrypts, all decrypt, the last keys the hash.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

_NONCE = 12  # bytes


def _derive(key: str, use: bytes) -> bytes:
    """32 bytes for one use of a configured key, so that no key serves two algorithms."""
    return HKDF(SHA256(), 32, salt=None, info=b"luwes " + use).derive(urlsafe_b64decode(key))


@lru_cache(maxsize=4)
def _boxes(keys: tuple[str, ...]) -> list[AESGCM]:
    return [AESGCM(_derive(key, b"columns")) for key in keys]


@lru_cache(maxsize=4)
def _hash_key(key: str) -> bytes:
    return _derive(key, b"search")


def seal(text: str) -> str:
    nonce = os.urandom(_NONCE)
    box = _boxes(tuple(settings.LUWES_FIELD_KEYS))[0]
    return urlsafe_b64encode(nonce + box.encrypt(nonce, text.encode(), None)).decode()


def unseal(token: str) -> str:
    """
    The text of a sealed token.

    :raises InvalidTag: when no key fits, or a single bit was changed
    """
    raw = urlsafe_b64decode(token)
    for box in _boxes(tuple(settings.LUWES_FIELD_KEYS)):
        try:
            return box.decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()
        except InvalidTag:
            continue
    raise InvalidTag


def fingerprint(text: str) -> str:
    """A keyed hash: equal texts are equal here, and without the key nothing can be guessed."""
    key = _hash_key(settings.LUWES_FIELD_KEYS[-1])
    return hmac.digest(key, text.strip().encode(), hashlib.sha256).hex()


class EncryptedField(models.TextField[Any, Any]):
    """Text that only leaves the database decrypted by the application; empty stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unseal(value) if value else value
