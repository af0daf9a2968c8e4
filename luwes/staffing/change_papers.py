"""What the letters say by which an order is changed, relieved or returned. Reads only."""

from collections.abc import Sequence
from datetime import date, timedelta

from luwes.appointments import signing
from luwes.letters import paper
from luwes.letters.actions import Draft
from luwes.letters.content import Content, Person, Signatory, in_words
from luwes.letters.models import Letter
from luwes.staffing import changes, orders, queries
from luwes.staffing.models import Assignment, ChangedOrder, Need, OrderChange
from luwes.ui import formats

_DAY = timedelta(days=1)


def named(letter: Letter) -> str:
    return f"{paper.title(letter)} Nomor {letter.number} tanggal {in_words(letter.day)}"


def terms_of(row: Assignment, need: Need) -> list[str]:
    """The sentences on task and days as they hold now."""
    return [orders.task_words(need), orders.period_words(row.period)]


def told_terms(row: Assignment, changed: Sequence[ChangedOrder]) -> list[str]:
    """Those that the letters to the person said last."""
    for change in reversed(changed):
        if change.terms and change.letter and change.letter.state != "withdrawn":
            return [str(term) for term in change.terms]
    assert row.letter
    return [str(order) for order in row.letter.as_content()["orders"][:2]]


def draft(
    change: OrderChange, group: Sequence[ChangedOrder], earlier: Sequence[Letter], *, on: date,
    signatory: Signatory | None = None,
) -> Draft:  # fmt: skip
    """
    One letter for these orders, which share one letter: with the same head, series and signatory
    as that, save where somebody else decided. `earlier` changed it before.
    """
    first = group[0].assignment
    letter = first.letter
    assert letter
    old = letter.as_content()
    say = {
        changes.Kind.AMENDMENT: _amending, changes.Kind.RELIEF: _relieving,
        changes.Kind.RETURN: _returning,
    }[changes.Kind(change.kind)]  # fmt: skip
    payload = say(change, group, letter, earlier, on)
    shared = {
        "letterhead": old["letterhead"], "place": old["place"], "copies": old.get("copies", []),
        "signatory": signatory or old["signatory"],
    }  # fmt: skip
    return Draft(
        kind=change.kind, series_key=letter.series_format or letter.series.key,
        number_format=letter.number_format, day=on, payload={**shared, **payload},
        about_kind="staffing.assignment", about_id=str(first.pk), chain=letter.chain,
        amends=None if change.kind == changes.Kind.RETURN.value else letter,
    )  # fmt: skip


def _people(old: Content, group: Sequence[ChangedOrder], duty: bool = False) -> list[Person]:
    """As the order names them."""
    known = {person["nip"]: person for person in old["people"]}
    found = []
    for row in group:
        who = row.assignment.employee
        unknown = Person(**{**signing.person(who, "", ""), "duty": row.need_before.role})
        person = known.get(who.nip, unknown)
        found.append(Person(**{**person, "duty": _served(row.assignment)}) if duty else person)
    return found


def _basis(letter: Letter, earlier: Sequence[Letter], *more: str) -> list[str]:
    *rest, last = [*(named(row) for row in [letter, *earlier]), *more]
    return [*(f"{words};" for words in rest), f"{last}."]


def _amending(
    change: OrderChange, group: Sequence[ChangedOrder], letter: Letter, earlier: Sequence[Letter],
    on: date,
) -> dict[str, object]:  # fmt: skip
    before, after = told_terms(group[0].assignment, _before(group[0])), group[0].terms
    agreed = [f"Persetujuan perpanjangan penugasan tanggal {in_words(on)}"] * bool(
        change.decided_at
    )
    period = group[0].assignment.period
    changed = [
        f"Ketentuan semula: “{old}” diubah menjadi: “{new}”"
        for old, new in zip(before, after, strict=True)
        if old != new
    ]
    return {
        "subject": f"Perubahan {paper.title(letter)} Nomor {letter.number}",
        "considering": [f"bahwa {_in_sentence(change.reason)};"],
        "basis": _basis(letter, earlier, *agreed),
        "people": _people(letter.as_content(), group),
        "orders": [
            f"{named(letter)} diubah sebagai berikut.",
            *changed,
            "Ketentuan lain dalam surat tersebut tetap berlaku.",
        ],
        "first_day": period.start.isoformat(),
        "last_day": period.last_day.isoformat() if period.last_day else "",
    }


def _before(row: ChangedOrder) -> list[ChangedOrder]:
    rows = ChangedOrder.objects.filter(assignment=row.assignment_id).exclude(pk=row.pk)
    return list(rows.select_related("letter").order_by("pk"))


def _relieving(
    change: OrderChange, group: Sequence[ChangedOrder], letter: Letter, earlier: Sequence[Letter],
    on: date,
) -> dict[str, object]:  # fmt: skip
    assert change.last_day
    need, free = group[0].assignment.need, change.last_day + _DAY
    because = changes.BECAUSE_WORDS[changes.Because(change.because)]
    told = [
        f"Terhitung mulai tanggal {in_words(free)} dibebaskan dari tugas {need.role} pada "
        f"{orders.place_words(need)}; hari tugas terakhir tanggal {in_words(change.last_day)}.",
    ]
    if substitute := group[0].substitute:
        who = substitute.employee
        by = f", berdasarkan {named(substitute.letter)}" if substitute.letter else ""
        told.append(
            f"Tugas tersebut dilanjutkan oleh {who.full_name}, NIP {formats.nip(who.nip)}{by}."
        )
    told.append("Kembali ke unit asal dan melapor kepada atasan langsung.")
    verb = "Penggantian" if group[0].substitute else "Pembebasan"
    return {
        "subject": f"{verb} petugas {need.role}, {orders.area_words(need)}",
        "considering": [f"bahwa {because};"],
        "basis": _basis(letter, earlier),
        "people": _people(letter.as_content(), group),
        "orders": told,
    }


def _returning(
    change: OrderChange, group: Sequence[ChangedOrder], letter: Letter, earlier: Sequence[Letter],
    on: date,
) -> dict[str, object]:  # fmt: skip
    need = group[0].assignment.need
    unit_id = group[0].assignment.home_unit_id
    unit = queries.unit_labels([unit_id], on).get(unit_id, "unit asal")
    served = (
        f"Masa tugas yang telah dijalani: {_served(group[0].assignment)}."
        if len(group) == 1
        else "Masa tugas yang telah dijalani tercantum dalam lampiran."
    )
    return {
        "subject": f"Pengembalian pegawai dari tugas {need.role}, {orders.area_words(need)}",
        "considering": [
            f"bahwa tugas {need.role} pada {orders.place_words(need)} telah selesai dilaksanakan;"
        ],
        "basis": _basis(letter, earlier),
        "people": _people(letter.as_content(), group, duty=len(group) > 1),
        "orders": [
            f"Kembali bertugas pada jabatan dan unit asal, {unit}, terhitung mulai tanggal {in_words(_back(group, on))}.",
            served,
            "Kepada yang bersangkutan disampaikan terima kasih dan penghargaan atas pelaksanaan tugas tersebut.",
        ],
    }  # fmt: skip


def _back(group: Sequence[ChangedOrder], on: date) -> date:
    """The first day at home: after the last on duty."""
    return max((row.assignment.period.end for row in group if row.assignment.period.end), default=on)  # fmt: skip


def _served(row: Assignment) -> str:
    """Since when, until when, how many days."""
    first, last = row.period.start, row.period.last_day or row.period.start
    return f"{in_words(first)} s.d. {in_words(last)} ({row.period.days or 1} hari)"


def _in_sentence(text: str) -> str:
    """As it goes on after "bahwa": no capital at its head, no stop at its end."""
    text = text.strip().rstrip(".;")
    return text[:1].lower() + text[1:] if not text[1:2].isupper() else text
