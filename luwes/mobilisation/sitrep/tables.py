"""The larger tables of a situation report: figures by area, needs, people, units."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from luwes.mobilisation.models import FIGURE_LABELS, TIER_LABELS
from luwes.mobilisation.papers.document import Cell, Table, numbers, texts
from luwes.mobilisation.sitrep.changes import PEOPLE, STAGES
from luwes.mobilisation.sitrep.content import Content
from luwes.mobilisation.situation.impact import COUNTED_EVERYWHERE as COUNTED_EVERYWHERE
from luwes.staffing.models import BODY_LABELS
from luwes.ui.tags.words import number


def stage_labels() -> dict[str, str]:
    return {
        "asked": _("Dibutuhkan"), "planned": _("Direncanakan"), "ordered": _("Diperintahkan"),
        "accepted": _("Menyanggupi"), "present": _("Hadir"), "done": _("Selesai"),
        "outside": _("Unsur luar ASN"), "short": _("Kurang"),
    }  # fmt: skip


def part_labels() -> dict[str, str]:
    return {
        "asked": _("Belum menjawab"), "coming": _("Di jalan"), "here": _("Hadir"), "done": _("Selesai"),
    }  # fmt: skip


# ── impact ───────────────────────────────────────────────────────────


def figures(content: Content) -> Iterator[Table]:
    """An area, a source and a time: a row. Then where other sources tell another number."""
    told = content.get("figures", [])
    kinds = [kind for kind in FIGURE_LABELS if any(row["kind"] == kind for row in told)]
    grouped: dict[tuple[str, str, bool, str, str], dict[str, Cell]] = defaultdict(dict)
    for row in told:
        key = (row["code"], row["source"], row["is_estimate"], row["reported_at"], row["area"])
        grouped[key][row["kind"]] = _("tidak dibuka") if row["value"] is None else row["value"]
    rows: list[list[Cell]] = [
        [
            area, _("%s (perkiraan)") % source if is_estimate else source,
            datetime.fromisoformat(at), *(values.get(kind) for kind in kinds),
        ]
        for (_code, source, is_estimate, at, area), values in sorted(grouped.items())
    ]  # fmt: skip
    if rows:
        labels = [str(FIGURE_LABELS[kind]) for kind in kinds]
        columns = [*texts(_("Wilayah"), _("Sumber"), _("Waktu")), *numbers(*labels)]
        note = _("Angka yang dipakai, per wilayah. Jumlah di atas dihitung dari tabel ini; angka kota memuat angka kecamatannya.")  # fmt: skip
        yield Table(_("Angka per wilayah"), columns, rows, note, _("Dampak"))
    yield from _conflicts(content)


def _conflicts(content: Content) -> Iterator[Table]:
    rows: list[list[Cell]] = [
        [
            row["area"], str(FIGURE_LABELS[row["kind"]]), row["value"], row["source"], rival["value"],
            _("%s (perkiraan)") % rival["source"] if rival["is_estimate"] else rival["source"],
            row["because"] or None,
        ]
        for row in content.get("figures", [])
        for rival in row.get("rivals", [])
    ]  # fmt: skip
    if rows:
        used, other = numbers(_("Dipakai"), _("Angka lain"))
        area, kind, source, its, why = texts(
            _("Wilayah"), _("Ukuran"), _("Sumbernya"), _("Menurut"), _("Mengapa dipakai")
        )
        yield Table(
            _("Angka yang berbeda menurut sumbernya"),
            [area, kind, used, source, other, its, why], rows, name=_("Angka berbeda"),
        )  # fmt: skip


# ── needs and people ─────────────────────────────────────────────────


def needs_title(content: Content) -> str:
    rows = content.get("needs", [])
    short, asked = sum(row["short"] for row in rows), sum(row["asked"] for row in rows)
    if not short:
        return _("Kebutuhan orang")
    return _("%(filled)s dari %(asked)s kebutuhan terisi, %(short)s masih kurang") % {
        "filled": number(asked - short), "asked": number(asked), "short": number(short)}  # fmt: skip


def needs(content: Content) -> Iterator[Table]:
    """A table a tier, and the sum of all."""
    rows = content.get("needs", [])
    stages = [stage for stage in STAGES if all(stage in row for row in rows)]
    labels = stage_labels()
    columns = [*texts(_("Peran")), *numbers(*(labels[stage] for stage in stages))]
    for tier in sorted({row["tier"] for row in rows}):
        own = [row for row in rows if row["tier"] == tier]
        yield Table(
            str(TIER_LABELS[tier]), columns, [[row["role"], *(row[s] for s in stages)] for row in own],
            name=_("Kebutuhan %d") % tier,
        )  # fmt: skip
    if rows:
        note = _("Dari kiri ke kanan setiap kolom memuat kolom berikutnya; yang selesai sudah tidak di pos. Direncanakan memuat rencana yang sedang berjalan.")  # fmt: skip
        if "outside" in stages:
            note += " " + _("Semuanya ASN, kecuali kolom unsur luar ASN: dibutuhkan = diperintahkan + unsur luar ASN + kurang.")  # fmt: skip
        total = [_("Semua peran"), *(sum(row[stage] for row in rows) for stage in stages)]
        yield Table(_("Seluruhnya"), columns, [total], note, _("Kebutuhan seluruhnya"))


def people(content: Content) -> Iterator[Table]:
    labels = part_labels()
    for key, title, first in (
        ("agencies", _("Menurut instansi asal"), _("Instansi")),
        ("regencies", _("Menurut kabupaten atau kota asal"), _("Kabupaten atau kota")),
    ):
        found = content.get(key, [])
        rows: list[list[Cell]] = [
            [row["name"] or _("tidak diketahui"), *(row[p] for p in PEOPLE), sum(row[p] for p in PEOPLE)]
            for row in found
        ]  # fmt: skip
        if rows:
            total = [sum(row[part] for row in found) for part in PEOPLE]
            rows.append([_("Seluruhnya"), *total, sum(total)])
            columns = [*texts(first), *numbers(*labels.values(), _("Semua"))]
            yield Table(title, columns, rows, name=title)
    yield from _outside(content)


def _outside(content: Content) -> Iterator[Table]:
    """TNI, Polri, PMI and others: how many were sent, how many of them are counted, how many are there."""
    told = content.get("outside", [])
    kinds = ("heads", "counted", "came", "present")
    rows: list[list[Cell]] = [
        [str(BODY_LABELS[row["body"]]), row["groups"], *(row[kind] for kind in kinds)]
        for row in told
    ]
    if rows:
        if len(rows) > 1:
            sums = [sum(row[kind] for row in told) for kind in ("groups", *kinds)]
            rows.append([_("Seluruhnya"), *sums])
        columns = [
            *texts(_("Jenis")),
            *numbers(_("Rombongan"), _("Orang"), _("Dihitung"), _("Pernah hadir"), _("Di pos")),
        ]
        note = _("Dihitung: ada di semua hari yang tersisa dan cocok dengan syarat; yang lain membantu dan tidak mengisi kebutuhan.")  # fmt: skip
        yield Table(_("Unsur luar ASN"), columns, rows, note, _("Unsur luar ASN"))


def units(content: Content) -> Iterator[Table]:
    rows: list[list[Cell]] = [
        [
            row["name"], row["group"] or _("semua"), row["present"], row["taken"],
            row["present"] - row["taken"], row["minimum"],
        ]
        for row in content.get("units", [])
    ]  # fmt: skip
    if rows:
        columns = [
            *texts(_("Unit"), _("Kelompok")),
            *numbers(_("Ada"), _("Dikirim"), _("Tinggal"), _("Minimum")),
        ]
        note = _("Menurut rencana terbit terakhir yang mengambil orang dari unit itu; paling banyak 20 unit.")  # fmt: skip
        yield Table(
            _("Tepat pada batas, atau di bawahnya"), columns, rows, note, _("Unit di batas")
        )
