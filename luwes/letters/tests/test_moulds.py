"""A signature cast in the mould of the first is as good as one that pyHanko made from scratch."""

import io

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from luwes.accounts.tests.builders import a_user
from luwes.letters import keys, paper, signing
from luwes.letters.moulds import Mould
from luwes.letters.tests.builders import a_signed_letter


@pytest.mark.django_db
def test_the_first_and_the_later_signatures_hold_for_their_own_files_only() -> None:
    letter, key = a_signed_letter(a_user()), keys.key()
    plain = paper.render(letter, sample=True, certified=False)
    files = [signing.sign(plain, key, reason=f"nomor {n}", address="x") for n in range(3)]
    trusted = ValidationContext(trust_roots=[key.signer.signing_cert])
    digests = set()
    for file in files:
        signature = PdfFileReader(io.BytesIO(file)).embedded_signatures[0]
        found = validate_pdf_signature(signature, trusted)
        assert found.bottom_line
        digests.add(signature.compute_digest())
    assert len(digests) == 3
    spoilt = files[2].replace(b"nomor 2", b"nomor 7")
    found = validate_pdf_signature(
        PdfFileReader(io.BytesIO(spoilt)).embedded_signatures[0], trusted
    )
    assert not found.intact


def test_a_mould_refuses_a_signature_of_another_size() -> None:
    mould = Mould((b"a", b"b"), (b"x", b"y", b"z"), (32, 256))
    with pytest.raises(ValueError, match="size"):
        mould.cast(b"0" * 32, lambda data: b"short")
