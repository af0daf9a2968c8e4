"""The electronic signature on a PDF: PAdES baseline, one for the whole file, no change allowed."""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from luwes.letters.keys import Key

FIELD = "Tanda_tangan"
ROOM = 16_384  # bytes kept for the signature and its certificates; twice that in hexadecimal


def sign(pdf: bytes, key: Key, *, reason: str, address: str) -> bytes:
    """The signed file. `address`, where it can be verified, is written into the signature too."""
    about = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=key.name,
        reason=reason, contact_info=address, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
    )  # fmt: skip
    signer = PdfSigner(about, key.signer, new_field_spec=SigFieldSpec(FIELD))
    signed = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=signed, bytes_reserved=ROOM)
    return signed.getvalue()
