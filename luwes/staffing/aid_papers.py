"""What a request for help and its answer say on paper; Indonesian always. Reads only."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from luwes.accounts.models import User
from luwes.appointments import signing
from luwes.letters.actions import Draft
from luwes.letters.content import Content, Table, in_words
from luwes.organisation.models import Agency
from luwes.staffing import aid_rules
from luwes.staffing.models import AidLine, AidRequest, Need
from luwes.staffing.owners import Owner

REQUEST, ANSWER = "aid_request", "aid_answer"
NUMBER = "300.2/{sequence}/{unit}/{year}"  # penanggulangan bencana, Permendagri 83/2022
COLUMNS = ["Peran", "Tempat", "Masa tugas", "Syarat"]


def request(row: AidRequest, lines: Sequence[AidLine], owner: Owner, on: date) -> Draft:
    """The letter by which one government asks another, with the needs in an annex."""
    heads = sum(line.asked for line in lines)
    until = timezone.localtime(row.answer_by)
    orders_ = [
        f"mengirimkan {heads} orang sebagaimana tercantum dalam Lampiran, untuk {owner.task};",
        f"menjawab paling lambat {in_words(until.date())} pukul {until:%H.%M} dan menunjuk seorang "
        "penghubung yang berwenang mengambil keputusan.",
    ]
    content = _content(
        row.agency, row.sent_by, on,
        addressee=_to(row), subject=f"Permintaan bantuan {heads} orang untuk {owner.task}",
        considering=[row.reason, _bears(row.agency)], basis=[*owner.basis], orders_=orders_,
        table=_table("Kebutuhan yang dimintakan bantuan", lines, "Orang", [line.asked for line in lines]),
    )  # fmt: skip
    return _draft(REQUEST, row, row.agency, content, on)


def answer(row: AidRequest, lines: Sequence[AidLine], owner: Owner, on: date, by: User) -> Draft:
    """The letter by which the asked government says whom it can send."""
    assert row.asked is not None
    granted = [line for line in lines if line.granted]
    heads = sum(line.granted for line in granted)
    liaison = f"{row.liaison.name}, {row.liaison_post}" if row.liaison else row.liaison_post
    orders_ = [
        f"mengirimkan {heads} orang sebagaimana tercantum dalam Lampiran; namanya menyusul dengan "
        "surat perintah tugas;",
        f"menunjuk {liaison} sebagai penghubung yang berwenang mengambil keputusan.",
    ]
    basis = [*owner.basis]
    if row.letter:
        basis.append(f"Surat {row.agency} Nomor {row.letter.number} tanggal {in_words(row.letter.day)}.")  # fmt: skip
    content = _content(
        row.asked, by, on, addressee=f"{row.agency}", basis=basis, orders_=orders_,
        subject=f"Kesanggupan mengirim {heads} orang untuk {owner.task}",
        considering=[_bears(row.agency)],
        table=_table("Bantuan yang disanggupi", granted, "Orang", [line.granted for line in granted]),
    )  # fmt: skip
    return _draft(ANSWER, row, row.asked, content, on)


def _to(row: AidRequest) -> str:
    return f"Kepala {row.asked_name}" if row.asked is None else str(row.asked)


def _bears(agency: Agency) -> str:
    """On the letter and on the page: who pays, and by which law."""
    return f"bahwa biaya pengerahan ditanggung {agency} sebagai peminta ({aid_rules.LAW});"


def _table(title: str, lines: Sequence[AidLine], head: str, heads: Sequence[int]) -> Table:
    return Table(
        title=title, columns=[*COLUMNS, head],
        rows=[[*_need(line.need), str(n)] for line, n in zip(lines, heads, strict=True)],
        note=f"Jumlah: {sum(heads)} orang.",
    )  # fmt: skip


def _need(need: Need) -> list[str]:
    last = need.period.last_day
    days = f"{in_words(need.period.start)} s.d. {in_words(last)}" if last else in_words(need.period.start)  # fmt: skip
    groups = ", ".join(sorted(group.name for group in need.groups.all()))
    skills = [f"{skill.competency} tingkat {skill.level}" for skill in need.skills.all()]
    where = f"{need.post}, {need.area.name}" if need.post else need.area.name
    return [need.role, where, days, "; ".join(filter(None, [groups, *skills])) or "–"]


def _content(
    agency: Agency, by: User, on: date, *, addressee: str, subject: str, considering: list[str],
    basis: list[str], orders_: list[str], table: Table,
) -> Content:  # fmt: skip
    return Content(
        letterhead=signing.letterhead(agency), subject=subject, considering=considering, basis=basis,
        people=[], addressee=addressee, orders=orders_, place=agency.seat or agency.name,
        signatory=signing.for_head(signing.signatory_of(by, on), agency), tables=[table],
    )  # fmt: skip


def _draft(kind: str, row: AidRequest, agency: Agency, content: Content, on: date) -> Draft:
    return Draft(
        kind=kind, series_key=f"{agency.code}|{agency.letter_code}|{{year}}", number_format=NUMBER,
        day=on, payload=content, about_kind="staffing.aidrequest", about_id=str(row.pk),
        variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
    )  # fmt: skip
