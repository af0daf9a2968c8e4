"""Encrypted columns: nothing readable is stored, nothing altered is read, keys can be changed."""

from base64 import urlsafe_b64encode

import pytest
from cryptography.exceptions import InvalidTag

from luwes.core.secrets import fingerprint, seal, unseal

OLD, NEW = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def test_the_same_text_is_sealed_differently_each_time_and_read_back():
    tokens = {seal("1871010101900001") for _ in range(3)}
    assert len(tokens) == 3
    assert not any("1871" in token for token in tokens)
    assert {unseal(token) for token in tokens} == {"1871010101900001"}


def test_an_altered_token_is_refused():
    token = seal("Jalan Wolter Monginsidi 1")
    other = token[:20] + ("A" if token[20] != "A" else "B") + token[21:]
    with pytest.raises(InvalidTag):
        unseal(other)


def test_a_new_key_in_front_writes_and_the_old_one_still_reads(settings):
    settings.LUWES_FIELD_KEYS = [OLD]
    written, found = seal("0812"), fingerprint("0812")
    settings.LUWES_FIELD_KEYS = [NEW, OLD]
    assert unseal(written) == "0812"
    assert fingerprint("0812") == found
    fresh = seal("0812")
    settings.LUWES_FIELD_KEYS = [OLD]
    with pytest.raises(InvalidTag):
        unseal(fresh)


def test_the_hash_needs_the_key(settings):
    settings.LUWES_FIELD_KEYS = [OLD]
    one = fingerprint("1871010101900001")
    settings.LUWES_FIELD_KEYS = [NEW]
    assert fingerprint("1871010101900001") != one
