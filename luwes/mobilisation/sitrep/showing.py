"""A report's content as people read it. What the content does not hold is not shown: a cleared part of one is drawn by this too."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.mobilisation.models import FIGURE_LABELS, HAZARD_LABELS, LEVEL_LABELS, STATUS_LABELS
from luwes.mobilisation.papers.document import (
    Cell,
    Column,
    Document,
    Fact,
    Section,
    Table,
    numbers,
    texts,
)
from luwes.mobilisation.sitrep import changes, tables
from luwes.mobilisation.sitrep.content import Content
from luwes.ui import formats
from luwes.ui.tags.words import number


def document(content: Content, *, title: str, about: list[tuple[str, str]], foot: str) -> Document:
    found = content["incident"]
    return Document(
        title=title, subtitle=found["name"], issuer=found["agency"],
        about=[*about, *_about(content)], foot=foot,
        sections=[section for section in _sections(content) if not section.is_empty],
    )  # fmt: skip


def _about(content: Content) -> Iterator[tuple[str, str]]:
    found = content["incident"]
    yield _("Keadaan per"), _moment(content["as_of"])
    if later := content.get("as_of_now"):
        words = {
            "needs": _("kebutuhan"), "people": _("orang yang dikirim"),
            "units": _("unit di batas minimumnya"), "open": _("yang masih terbuka"),
        }  # fmt: skip
        told = {
            "what": ", ".join(words[key] for key in later),
            "at": _moment(content["written_at"]),
        }
        yield _("Kecuali"), _("%(what)s: seperti saat laporan ini ditulis, %(at)s") % told
    yield _("Kejadian"), ", ".join([str(HAZARD_LABELS[found["hazard"]]), found["area"]])
    yield _("Tingkat"), str(LEVEL_LABELS[found["level"]])
    yield _("Mulai"), _moment(found["started_at"])


def _sections(content: Content) -> Iterator[Section]:
    yield _words("highlights", _("Yang terpenting"), content)
    yield Section("status", _("Status darurat"), tables=list(_statuses(content)))
    yield Section("impact", _("Dampak"), facts=list(_totals(content)), tables=list(tables.figures(content)))  # fmt: skip
    yield Section("changes", _changes_title(content), _no_changes(content), tables=list(_changes(content)))  # fmt: skip
    yield Section("needs", tables.needs_title(content), tables=list(tables.needs(content)))
    yield Section("people", _("Orang yang dikirim"), tables=list(tables.people(content)))
    yield Section("units", _("Unit yang mencapai batas minimumnya"), tables=list(tables.units(content)))  # fmt: skip
    yield Section("field", _("Laporan dari lapangan"), facts=list(_field(content)))
    yield Section("open", _("Yang masih terbuka"), tables=list(_open(content)), is_written=True)
    yield _words("constraints", _("Kendala"), content)
    yield _words("tomorrow", _("Rencana untuk besok"), content)
    yield Section("next", _("Laporan berikutnya"), _next(content))


def _words(key: str, title: str, content: Content) -> Section:
    """Paragraphs as they were typed."""
    lines = [line for line in content.get(key, "").splitlines() if line.strip()]
    return Section(key, title, lines, is_written=True)


def _moment(text: str | None) -> str:
    if not text:
        return ""
    return formats.moment(localtime(datetime.fromisoformat(text)), get_language() or "id")


def _statuses(content: Content) -> Iterator[Table]:
    rows: list[list[Cell]] = [
        [
            str(STATUS_LABELS[row["status"]]), row["authority"],
            row["decree"] or _("lisan, keputusan menyusul"), date.fromisoformat(row["first_day"]),
            date.fromisoformat(row["last_day"]) if row["last_day"] else None,
            _("ya") if row["in_force"] else _("tidak"),
        ]
        for row in content.get("statuses", [])
    ]  # fmt: skip
    if rows:
        day, days = content["status_day"]
        title = _("Hari ke-%(day)d dari %(days)d") % {"day": day, "days": days}
        columns = texts(
            _("Status"), _("Ditetapkan oleh"), _("Nomor keputusan"), _("Mulai"), _("Sampai"), _("Berlaku")
        )  # fmt: skip
        yield Table(
            title if day else _("Belum ada status darurat yang berlaku."), columns, rows,
            name=_("Status"),
        )  # fmt: skip


def _totals(content: Content) -> Iterator[Fact]:
    for kind, total in totals(content):
        notes, value = [_sources(total)], number(total["reported"])
        if total["estimated"] and total["reported"]:
            whole = number(total["reported"] + total["estimated"])
            notes.append(_("Dengan perkiraan %s") % whole)
        elif total["estimated"]:
            value = f"± {number(total['estimated'])}"
            notes.append(_("perkiraan"))
        if total["without"] and kind in tables.COUNTED_EVERYWHERE:
            notes.append(_("%s wilayah belum melapor") % number(total["without"]))
        yield Fact(str(FIGURE_LABELS[kind]), value, ". ".join(notes))


def totals(content: Content) -> Iterator[tuple[str, Content]]:
    """By kind in the one order of kinds: the database keeps none."""
    told = content.get("totals", {})
    return ((kind, told[kind]) for kind in FIGURE_LABELS if kind in told)


def _sources(total: Content) -> str:
    names = total["sources"]
    said = names[0] if len(names) == 1 else _("%s sumber") % number(len(names))
    return f"{said}, {_moment(total['reported_at'])}"


# ── what changed ─────────────────────────────────────────────────────


def _changes_title(content: Content) -> str:
    since = content.get("since")
    return str(_("Perubahan sejak laporan %d") % since) if since else str(_("Perubahan"))


def _no_changes(content: Content) -> list[str]:
    if "changes" not in content or content["changes"]:
        return []
    if content["since"]:
        return [_("Tidak ada angka, kebutuhan, atau jumlah orang yang berubah.")]
    return [_("Ini laporan pertama; belum ada yang dapat dibandingkan.")]


def _changes(content: Content) -> Iterator[Table]:
    titles = {
        "total": _("Jumlah dampak"), "figure": _("Angka per wilayah"), "need": _("Kebutuhan"),
        "people": _("Orang per instansi"),
    }  # fmt: skip
    columns = [*texts(_("Apa")), *numbers(_("Sebelum"), _("Sesudah"), _("Selisih"))]
    for what, title in titles.items():
        rows: list[list[Cell]] = [
            [_changed(row), row["before"], row["after"], _difference(row)]
            for row in content.get("changes", [])
            if row["what"] == what
        ]
        if rows:
            yield Table(title, columns, rows, name=_("Perubahan: %s") % title)


def _difference(row: changes.Change) -> Cell:
    difference = (row["after"] or 0) - (row["before"] or 0)
    return f"+{number(difference)}" if difference > 0 else number(difference)


def _changed(row: changes.Change) -> str:
    """What a change is about, in words."""
    match row["what"], row["of"]:
        case "total", [kind, part]:
            label = str(FIGURE_LABELS[kind])
            return _("%s (perkiraan)") % label if part == "estimated" else label
        case "figure", [_code, area, kind]:
            return f"{area}: {FIGURE_LABELS[kind]}"
        case "need", [_tier, role, stage]:
            return f"{role}: {tables.stage_labels()[stage]}"
        case _, [name, part]:
            return f"{name}: {tables.part_labels()[part]}"
    raise ValueError(f"no such change: {row}")


# ── the rest ─────────────────────────────────────────────────────────


def _field(content: Content) -> Iterator[Fact]:
    if found := content.get("field"):
        labels = {
            "news": _("Keadaan di pos"), "more": _("Minta tambahan"), "hurt": _("Cedera atau sakit"),
        }  # fmt: skip
        for kind, label in labels.items():
            today = _("%s di antaranya hari ini") % number(found[f"{kind}_since"])
            yield Fact(label, number(found[kind]), today)
        unread = _("%s belum dibaca") % number(found["unread"]) if found["unread"] else ""
        yield Fact(_("Tambahan orang yang diminta"), number(found["heads"]), unread)


def _open(content: Content) -> Iterator[Table]:
    rows: list[list[Cell]] = [
        [row["what"], row["how"], row["who"], datetime.fromisoformat(row["until"]) if row["until"] else None]
        for row in content.get("open", [])
    ]  # fmt: skip
    if rows:
        labels = (_("Apa"), _("Keterangan"), _("Siapa memutuskan"))
        written = [Column(label, is_written=True) for label in labels]
        columns = [*written, *texts(_("Batas"))]
        yield Table(_("Menunggu keputusan atau tindakan"), columns, rows, name=_("Terbuka"))


def _next(content: Content) -> list[str]:
    return [_moment(content["next_at"])] if content.get("next_at") else []
