"""Whose data the rows of a file are: the agency chosen for it, or the one that each row names."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from luwes.core.errors import Problem, refuse
from luwes.imports.cells import text
from luwes.imports.checking import Findings, Values
from luwes.imports.registry import Context, Owner
from luwes.imports.rules import Field
from luwes.organisation.models import Agency
from luwes.places.rules import name_key

AGENCY_FIELDS = (
    Field("agency", "INSTANSI INDUK NAMA",
          ("instansi induk", "kode instansi", "instansi induk kode", "instansi", "nama instansi",
           "pemerintah daerah", "pemda", "agency", "agency code"), text(200)),
    Field("agency_id", "INSTANSI INDUK ID", ("id instansi induk", "id instansi", "instansi id"),
          text(200)),
)  # fmt: skip
Pair = tuple[str, str]  # the name and the ID in a row

_SHORT = {
    "pemprov": "provinsi", "prov": "provinsi", "propinsi": "provinsi", "pemkab": "kabupaten",
    "kab": "kabupaten", "pemkot": "kota", "pemerintah": "", "daerah": "", "pemda": "",
}  # fmt: skip
_OPAQUE = re.compile(r"[0-9a-f]{32}")  # an ID of SIASN: what it stands for nobody here knows


def owners() -> list[Owner]:
    rows = Agency.objects.order_by("name", "pk").values_list("pk", "code", "name")
    return [Owner(str(pk), code, name) for pk, code, name in rows]


def government_key(name: str) -> str:
    """Names of governments for comparing: Pemkot Metro = Pemerintah Kota Metro = Kota Metro."""
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return "".join(_SHORT.get(word, word) for word in words)


class _Agencies:
    """The agencies on file by name and by code."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        for owner in owners():
            self._codes[name_key(owner.code)] = int(owner.key)
            self._names[government_key(owner.label)] = int(owner.key)

    def find(self, name: str, code: str) -> int | None:
        """The agency of a row's name, else of its ID; None where neither is known."""
        return self._named(name) or (self._codes.get(name_key(code)) if code else None)

    def _named(self, name: str) -> int | None:
        if not name:
            return None
        return self._codes.get(name_key(name)) or self._names.get(government_key(name))


def agency_of_rows(values: Values, findings: Findings, context: Context) -> list[int]:
    """
    The agency of each row: the owner chosen for the file, else what the row names.

    A row that names another agency than the owner, known or not, is refused. Where every row names
    one and the same agency that is not known, its name may just be written otherwise: whoever chose
    the owner is warned once, and without a choice nothing goes in. 0 stands for none.

    :raises Refused: when neither the file nor the user says whose data it is
    """
    pairs = list(zip(values.of("agency", ""), values.of("agency_id", ""), strict=True))
    if context.owner:
        _check_owner(Counter(pairs), pairs, context.owner, findings, context)
        return [int(context.owner.key)] * len(pairs)
    known = _Agencies()
    meant = {pair: known.find(*pair) or 0 for pair in set(pairs)}
    if not values.has("agency") and not any(meant.values()):
        refuse([Problem(_("Pilih instansi pemilik berkas ini (--agency KODE)."), "agency")])
    if not all(meant.values()):
        for row, pair in enumerate(pairs):
            if not meant[pair]:
                _refuse(findings, row, pair, "instansi tidak dikenal", "nama atau kode instansi")
    return [meant[pair] for pair in pairs]


def _check_owner(
    counts: Counter[Pair], pairs: list[Pair], owner: Owner, findings: Findings, context: Context
) -> None:
    foreign = _foreign(set(counts), int(owner.key))
    if not foreign:
        return
    names = {government_key(name) for name, _code in counts}
    if len(foreign) == len(counts) and len(names) == 1 and not any(foreign.values()):
        name = pairs[0][0]
        if not context.chosen:
            said = _(
                "Berkas ini menyebut instansi %(found)s, bukan %(owner)s. Pilih --agency KODE."
            )
            refuse([Problem(said % {"found": name, "owner": owner.label}, "agency")])
        said = (
            "semua baris menyebut instansi yang belum dikenal; dimasukkan ke instansi yang dipilih"
        )
        findings.warn(0, "agency", said, owner.label, name)
        return
    for row, pair in enumerate(pairs):
        if pair in foreign:
            _refuse(findings, row, pair, "milik instansi lain", owner.label)


def _refuse(findings: Findings, row: int, pair: Pair, said: str, expected: str) -> None:
    name, code = pair
    findings.refuse(
        row, "agency" if name or not code else "agency_id", said, expected, name or code
    )


def _foreign(pairs: set[Pair], mine: int) -> dict[Pair, int | None]:
    """What names another agency than mine: the agency, None for one that is not on file."""
    known = _Agencies()
    found = {pair: known.find(*pair) for pair in pairs}
    my_ids = {code for (name, code), agency in found.items() if name and code and agency == mine}
    foreign: dict[Pair, int | None] = {}
    for pair, agency in found.items():
        name, code = pair
        if agency is None:
            named = name and not _OPAQUE.fullmatch(name_key(name))
            other_id = code and my_ids and code not in my_ids
            if named or other_id:
                foreign[pair] = None
        elif agency != mine:
            foreign[pair] = agency
    return foreign
