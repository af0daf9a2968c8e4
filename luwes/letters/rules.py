"""States and numbers of letters. Pure."""

from enum import StrEnum


class State(StrEnum):
    ISSUED = "issued"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What verification says of a paper."""

    GENUINE = "genuine"  # sah
    WITHDRAWN = "withdrawn"  # dicabut
    NOT_OURS = "not_ours"  # bukan surat kami
    ALTERED = "altered"  # isi diubah
    PENDING = "pending"  # bernomor, belum ditandatangani
