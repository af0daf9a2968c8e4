"""When two partners are one: the same tax number, or the same name written otherwise."""

import re
import unicodedata

# What stands before or after a name and tells its form.
FORMS = frozenset(
    {
        "pt", "cv", "tbk", "persero", "perseroan", "terbatas", "ud", "firma", "fa", "koperasi", "kop",
        "yayasan", "yys", "perkumpulan", "lembaga", "lsm", "ormas", "perum", "perumda", "bumd",
    }
)  # fmt: skip


def name_key(name: str) -> str:
    """
    A name as it is compared: small letters, without marks and forms of company: of "PT. Gunung Madu
    Plantations, Tbk" stays "gunung madu plantations". A name of nothing but such words stays whole.
    """
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    bare = re.sub(r"\b(?:[a-z]\.){2,}", lambda dotted: dotted[0].replace(".", "") + " ", bare)
    words = re.sub(r"[^0-9a-z]+", " ", bare).split()
    return " ".join(word for word in words if word not in FORMS) or " ".join(words)


def tax_number(text: str) -> str:
    """
    An NPWP as 16 digits: the old 15 with a nought before them (PMK 112/2022); "" for anything else.
    """
    digits = re.sub(r"[ .\-/]", "", text)
    if not re.fullmatch(r"[0-9]{15,16}", digits) or not digits.strip("0"):
        return ""
    return digits.zfill(16)
