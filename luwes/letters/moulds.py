"""A signature as pyHanko made it once, cast again for other letters of the same key.

Of a CMS signature (RFC 5652 §5) without a time in it only the digest of the file and the signature
itself differ from letter to letter. Encoding the rest anew takes longer than the whole page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from asn1crypto import cms

_SET = b"\x31"  # what is signed has this tag, inside the signature it has [0] (RFC 5652 §5.4)
_SAME_FOR_ALL = {"content_type", "signing_certificate_v2", "cms_algorithm_protection"}


@dataclass(frozen=True)
class Mould:
    """The bytes of a whole signature and of what was signed, cut where a letter differs."""

    signed: tuple[bytes, bytes]
    whole: tuple[bytes, bytes, bytes]
    sizes: tuple[int, int]

    @classmethod
    def of(cls, made: Any, digest: bytes) -> Self | None:
        """From a finished signature; None when more than the digest belongs to this one letter."""
        info = made["content"]["signer_infos"][0]
        kinds = {attribute["type"].native for attribute in info["signed_attrs"]}
        if kinds - {"message_digest"} - _SAME_FOR_ALL or info["unsigned_attrs"].native:
            return None
        signed = _SET + info["signed_attrs"].dump()[1:]
        signature, whole = info["signature"].native, made.dump()
        if signed.count(digest) != 1 or whole.count(digest) != 1 or whole.count(signature) != 1:
            return None
        before, rest = whole.split(digest)
        between, after = rest.split(signature)
        first, last = signed.split(digest)
        return cls((first, last), (before, between, after), (len(digest), len(signature)))

    def cast(self, digest: bytes, sign: Callable[[bytes], bytes]) -> Any:
        """The signature of a file with this digest; `sign` gets the bytes to be signed."""
        signature = sign(self.signed[0] + digest + self.signed[1])
        if (len(digest), len(signature)) != self.sizes:
            raise ValueError("a digest or signature of another size than the mould's")
        before, between, after = self.whole
        return cms.ContentInfo.load(before + digest + between + signature + after)
