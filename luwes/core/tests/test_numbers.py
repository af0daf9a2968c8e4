import pytest

from luwes.core.numbers import whole, wholes


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "١٢", "1 2", "9" * 19, "9" * 5000, "abc"])
def test_what_is_no_plain_number_is_nobodys_key(text: str) -> None:
    assert whole(text) == 0
    assert whole(text, 7) == 7


def test_keys_keep_their_order_and_the_rest_falls_out() -> None:
    assert whole("0042") == 42
    assert wholes(["3", "x", "1", "9" * 5000, "0"]) == [3, 1]
