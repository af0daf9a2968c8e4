"""A review as a document: what the page shows, and one PDF and one workbook of the whole."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.mobilisation import lessons
from luwes.mobilisation.models import FIGURE_LABELS, HAZARD_LABELS, LESSON_STATE_LABELS
from luwes.mobilisation.papers import printing
from luwes.mobilisation.papers.document import (
    Cell,
    Chart,
    Document,
    Fact,
    Section,
    Table,
    numbers,
    texts,
)
from luwes.mobilisation.review_after import drawing, people
from luwes.mobilisation.review_after.hourly import KINDS, Course
from luwes.mobilisation.review_after.whole import Review
from luwes.ui import formats
from luwes.ui.tags.words import moment, number


def document(found: Review, *, title: str) -> Document:
    incident = found.incident
    about = [
        (_("Kejadian"), ", ".join([str(HAZARD_LABELS[incident.hazard]), incident.area.name])),
        (_("Ditetapkan"), moment(incident.declared_at)),
        (_("Ditutup"), moment(incident.closed_at))
        if incident.closed_at
        else (_("Sampai"), _("%s, masih berlangsung") % moment(found.until)),
    ]
    foot = _("%(incident)s, %(title)s per %(at)s") % {
        "incident": incident, "title": title.lower(), "at": moment(found.until)}  # fmt: skip
    return Document(
        title=title, subtitle=incident.name, issuer=incident.agency.name, about=about, foot=foot,
        sections=[section for section in _sections(found) if not section.is_empty],
    )  # fmt: skip


def pdf(found: Review) -> bytes:
    title = _("Kaji setelah tindakan")
    return printing.pdf(_with_lessons(found, document(found, title=title)), at=found.until)


def xlsx(found: Review) -> bytes:
    """With every hour and role beside what the page shows."""
    shown = _with_lessons(found, document(found, title=_("Kaji setelah tindakan")))
    hours = Section("hours", _("Setiap jam"), tables=[_hours(found)])
    whole = Document(
        shown.title, shown.subtitle, shown.issuer, shown.about, [*shown.sections, hours], shown.foot
    )
    return printing.xlsx(whole, at=found.until)


def _with_lessons(found: Review, shown: Document) -> Document:
    taught = Section("lessons", _("Pelajaran"), tables=list(_lessons(found)))
    sections = [*shown.sections, *([] if taught.is_empty else [taught])]
    return Document(shown.title, shown.subtitle, shown.issuer, shown.about, sections, shown.foot)


def _sections(found: Review) -> Iterator[Section]:
    hourly = found.hourly
    if hourly.roles:
        yield Section("course", _course_title(found), charts=_course_charts(found), tables=[_by_role(found), _by_day(found)])  # fmt: skip
    yield Section("speed", _("Seberapa cepat"), tables=list(people.speeds(found)))
    yield Section("responses", _("Jawaban menurut asal"), tables=list(people.responses(found)))
    yield Section("units", _units_title(found), _units_words(found), tables=list(people.units(found)))  # fmt: skip
    if found.load.people:
        yield Section("load", _("Jam dan malam per orang"), charts=people.load(found), facts=people.load_facts(found))  # fmt: skip
    yield Section("outside", _("Unsur luar ASN"), _outside_words(found), tables=list(people.outside(found)))  # fmt: skip
    yield Section("rota", _("Shift dan laporan lapangan"), facts=list(_counts(found)))
    yield Section("growth", _("Bagaimana angka dampak bertambah"), tables=list(_growth(found)))


# ── the course ───────────────────────────────────────────────────────


def kind_labels() -> dict[str, str]:
    return {
        "planned": _("Direncanakan"), "ordered": _("Diperintahkan"), "accepted": _("Menyanggupi"),
        "filled": _("Terisi"), "present": _("Hadir"),
    }  # fmt: skip


def _course_title(found: Review) -> str:
    values = found.hourly.whole.lines["present"]
    most = max(values)
    if not most:
        return _("Belum ada yang hadir")
    at = found.hourly.hours[values.index(most)]
    return _("Paling banyak %(people)s orang hadir bersamaan, %(when)s") % {
        "people": number(most), "when": moment(at)}  # fmt: skip


def _course_charts(found: Review) -> list[Chart]:
    labels = kind_labels()
    note = _("Direncanakan, diperintahkan, dan menyanggupi dihitung terus; terisi dan hadir pada jam itu. Sumbu tegak: orang.")  # fmt: skip
    if found.load.open:
        note += " " + _("%s kehadiran tanpa lapor pulang dihitung sampai shift, tugas, atau hari terakhirnya selesai.") % number(found.load.open)  # fmt: skip
    words = _("Grafik jumlah orang per jam: %s. Angkanya ada di tabel per hari.") % ", ".join(labels.values())  # fmt: skip
    by_role = _("Grafik orang hadir per jam menurut peran. Angkanya ada di tabel menurut peran.")
    return [
        Chart(
            _("Orang per jam, semua peran"), drawing.whole(found.hourly, labels),
            drawing.whole(found.hourly, labels, drawing.PHONE), words, note,
        ),
        Chart(
            _("Hadir per jam menurut peran"), drawing.roles(found.hourly),
            drawing.roles(found.hourly, drawing.PHONE), by_role,
            _("Bidang: yang hadir. Garis: tempat yang terisi. Angka di kanan: yang terbanyak."),
        ),
    ]  # fmt: skip


def _by_role(found: Review) -> Table:
    rows: list[list[Cell]] = [
        [role.name, found.asked.get((role.tier, role.name), 0), *_ends(role)]
        for role in found.hourly.roles
    ]
    whole: list[Cell] = [_("Semua peran"), sum(found.asked.values()), *_ends(found.hourly.whole)]
    if len(rows) > 1:
        rows.append(whole)
    labels = kind_labels()
    columns = [
        *texts(_("Peran")),
        *numbers(
            _("Dibutuhkan"), labels["planned"], labels["ordered"], labels["accepted"],
            _("Terisi, terbanyak"), _("Hadir, terbanyak"),
        ),
    ]  # fmt: skip
    return Table(_("Menurut peran"), columns, rows, name=_("Per peran"))


def _ends(course: Course) -> list[Cell]:
    whole = [course.last(kind) for kind in ("planned", "ordered", "accepted")]
    return [*whole, course.most("filled"), course.most("present")]


def _by_day(found: Review) -> Table:
    """At the end of each day; of those present the most of the day, and at which hour."""
    hours, lines = found.hourly.hours, found.hourly.whole.lines
    by_day: dict[object, list[int]] = {}
    for n, hour in enumerate(hours):
        by_day.setdefault(hour.date(), []).append(n)
    rows: list[list[Cell]] = []
    for places in by_day.values():
        top = max(places, key=lambda n: (lines["present"][n], -n))
        most = lines["present"][top]
        ends = [lines[kind][places[-1]] for kind in KINDS[:-1]]
        at = formats.clock(hours[top], get_language() or "id") if most else None
        rows.append([hours[places[0]].date(), *ends, most, at])
    labels = kind_labels()
    columns = [
        *texts(_("Hari")), *numbers(*(labels[kind] for kind in KINDS[:-1])),
        *numbers(_("Hadir, terbanyak")), *texts(_("Pada jam")),
    ]  # fmt: skip
    return Table(_("Menurut hari"), columns, rows, _("Keadaan pada akhir hari."), _("Per hari"))


def _hours(found: Review) -> Table:
    hours, whole = found.hourly.hours, found.hourly.whole
    labels = kind_labels()
    columns = [
        *texts(_("Jam")), *numbers(*labels.values()),
        *numbers(*(f"{role.name}: {labels[k]}" for role in found.hourly.roles for k in ("filled", "present"))),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            hour, *(whole.lines[kind][n] for kind in KINDS),
            *(role.lines[k][n] for role in found.hourly.roles for k in ("filled", "present")),
        ]
        for n, hour in enumerate(hours)
    ]  # fmt: skip
    return Table(_("Setiap jam"), columns, rows)


# ── the rest ─────────────────────────────────────────────────────────


def _outside_words(found: Review) -> list[str]:
    if not found.outside:
        return []
    return [_("TNI, Polri, PMI, dan lainnya. Bagian lain kajian ini menghitung ASN saja.")]


def _units_title(found: Review) -> str:
    if not found.under:
        return _("Tidak ada unit yang turun di bawah minimumnya")
    return _("%s unit turun di bawah minimumnya") % number(len(found.under))


def _units_words(found: Review) -> list[str]:
    return [] if found.under else [_("Menurut semua rencana yang terbit.")]


def _counts(found: Review) -> Iterator[Fact]:
    rota, field = found.rota, found.field
    made = _("%s disetujui") % number(rota["swapped"])
    yield Fact(_("Permintaan tukar shift"), number(rota["swaps"]), made)
    stood = _("%s digantikan orang lain") % number(rota["stood_in"])
    yield Fact(_("Tidak hadir"), number(rota["absences"]), stood)
    yield Fact(_("Perintah melampaui kebijakan jam"), number(rota["overrides"]))
    yield Fact(_("Laporan minta tambahan"), number(field["more"]), _("%s orang diminta") % number(field["heads"]))  # fmt: skip
    yield Fact(_("Laporan cedera atau sakit"), number(field["hurt"]))
    yield Fact(_("Laporan keadaan di pos"), number(field["news"]))


def _growth(found: Review) -> Iterator[Table]:
    growth = found.growth
    if growth.days and growth.values:
        columns = [*texts(_("Ukuran")), *numbers(*(_short(d) for d in growth.days))]
        rows: list[list[Cell]] = [
            [str(FIGURE_LABELS[kind]), *values] for kind, values in growth.values.items()
        ]
        note = _("Yang diketahui pada akhir hari, termasuk perkiraan. Hari terakhir sama dengan papan situasi.")  # fmt: skip
        yield Table(_("Jumlah menurut hari"), columns, rows, note, _("Angka dampak"))


def _short(value: object) -> str:
    text = formats.short_day(value, get_language() or "id")  # type: ignore[arg-type]
    return text.rsplit(" ", 1)[0]


def _lessons(found: Review) -> Iterator[Table]:
    rows: list[list[Cell]] = [
        [
            lesson.happened, lesson.why, lesson.change, lessons.owner_words(lesson), lesson.due,
            _lesson_state(lesson.state, lesson.dropped_because),
        ]
        for lesson in found.lessons
    ]  # fmt: skip
    if rows:
        columns = texts(
            _("Apa yang terjadi"), _("Mengapa"), _("Apa yang diubah"), _("Siapa"), _("Tenggat"),
            _("Keadaan"),
        )  # fmt: skip
        title = _("Apa yang dipelajari dan siapa yang mengubahnya")
        yield Table(title, columns, rows, name=_("Pelajaran"))


def _lesson_state(state: str, because: str) -> str:
    label = str(LESSON_STATE_LABELS[state])
    return f"{label}: {because}" if because else label
