"""Which papers a partner of each kind must show before it is active, and when they are asked for again."""

from collections.abc import Collection
from dataclasses import dataclass

from luwes.collaboration.rules.states import DocumentKind, PartnerKind

# Own rule: so many days before a paper ends, and the day after its last.
REMIND = (60, 14, -1)


@dataclass(frozen=True)
class Asked:
    """Any one of `kinds` is enough; `law` says who asks for it."""

    kinds: tuple[DocumentKind, ...]
    law: str


_TAX = Asked((DocumentKind.TAX_NUMBER,), "UU 28/2007 ps. 2")
_MANDATE = Asked((DocumentKind.MANDATE,), "PP 28/2018")

ASKED: dict[PartnerKind, tuple[Asked, ...]] = {
    PartnerKind.COMPANY: (
        Asked((DocumentKind.DEED,), "UU 40/2007 ps. 7"),
        Asked((DocumentKind.BUSINESS_NUMBER,), "PP 28/2025"),
        _TAX,
    ),
    PartnerKind.ASSOCIATION: (
        Asked((DocumentKind.LEGAL_ENTITY, DocumentKind.REGISTERED), "UU 17/2013 ps. 9–16"),
        Asked((DocumentKind.BOARD,), "UU 17/2013 ps. 29"),
        _TAX,
    ),
    PartnerKind.COMMUNITY: (
        Asked((DocumentKind.REGISTERED, DocumentKind.BOARD), "UU 17/2013 ps. 10"),
    ),
    PartnerKind.UNIVERSITY: (
        Asked((DocumentKind.DEED, DocumentKind.LEGAL_ENTITY, DocumentKind.OTHER), "UU 12/2012 ps. 60"),
        _MANDATE,
    ),
    PartnerKind.MEDIA: (
        Asked((DocumentKind.DEED, DocumentKind.LEGAL_ENTITY), "UU 40/1999 ps. 9"),
        _TAX,
    ),
    PartnerKind.GOVERNMENT: (_MANDATE,),
    PartnerKind.FOREIGN: (
        Asked((DocumentKind.LEGAL_ENTITY, DocumentKind.OTHER), "Permendagri 25/2020"),
        _MANDATE,
    ),
}  # fmt: skip


def missing(kind: PartnerKind, held: Collection[DocumentKind]) -> list[Asked]:
    """What is asked of this kind and not among the papers that hold."""
    return [asked for asked in ASKED[kind] if not set(asked.kinds) & set(held)]


def needs_tax_number(kind: PartnerKind) -> bool:
    return _TAX in ASKED[kind]
