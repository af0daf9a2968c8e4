"""What the cells of a position map say: kinds and career levels, in the ways people write them."""

from typing import Any

from luwes.imports.cells import choice
from luwes.imports.rules import header_key
from luwes.organisation.models import POSITION_KIND_LABELS
from luwes.organisation.rules import CAREER_LEVELS, PositionKind

_MORE_KINDS = {
    "jpt": PositionKind.TOP_LEADER, "jptpratama": PositionKind.TOP_LEADER,
    "jptmadya": PositionKind.TOP_LEADER, "pimpinantinggipratama": PositionKind.TOP_LEADER,
    "jabatanpimpinantinggi": PositionKind.TOP_LEADER, "eselonii": PositionKind.TOP_LEADER,
    "eseloniii": PositionKind.ADMINISTRATOR, "eseloniv": PositionKind.SUPERVISOR,
    "jfkeahlian": PositionKind.EXPERT, "keahlian": PositionKind.EXPERT,
    "fungsionalahli": PositionKind.EXPERT, "jfketerampilan": PositionKind.SKILLED,
    "keterampilan": PositionKind.SKILLED, "fungsionalterampil": PositionKind.SKILLED,
    "fungsionalumum": PositionKind.EXECUTIVE, "jabatanpelaksana": PositionKind.EXECUTIVE,
}  # fmt: skip
LEVELS = {
    header_key(level): level for levels in CAREER_LEVELS.values() for level in levels if level
}
LEVELS |= {f"ahli{level}": level for level in ("pertama", "muda", "madya", "utama")}
KIND_EXPECTED = (
    "Pimpinan tinggi, Administrator, Pengawas, Fungsional keahlian/keterampilan, Pelaksana"
)


def read_kind(raw: Any) -> Any:
    labels = {header_key(label): value for value, label in POSITION_KIND_LABELS.items()}
    codes = {kind.value.replace("_", ""): kind.value for kind in PositionKind}
    more = {key: kind.value for key, kind in _MORE_KINDS.items()}
    return choice({**more, **codes, **labels}, KIND_EXPECTED)(raw)
