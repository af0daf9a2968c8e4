"""Words of Indonesian agreements: the day written out, and the articles of each kind."""

from datetime import date

from luwes.collaboration.models import Agreement, Obligation
from luwes.collaboration.rules.spelled import spelled
from luwes.collaboration.rules.states import AgreementKind, Side
from luwes.letters.content import Article, in_words
from luwes.ui import formats

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
FIRST, SECOND = "PIHAK KESATU", "PIHAK KEDUA"


def day_spelled(day: date) -> str:
    """ "Senin tanggal dua puluh empat bulan Februari tahun dua ribu dua puluh lima"."""
    month = in_words(day).split()[1]
    return (
        f"{_DAYS[day.weekday()]} tanggal {spelled(day.day)} bulan {month} tahun {spelled(day.year)}"
    )


def articles(agreement: Agreement, obligations: list[Obligation]) -> list[Article]:
    """In the usual order; each of a kesepakatan bersama says less than that of a PKS."""
    is_pks = agreement.kind == AgreementKind.COOPERATION.value
    found = [
        _article("MAKSUD DAN TUJUAN", agreement.purpose),
        _article("RUANG LINGKUP", agreement.scope),
    ]
    if not is_pks:
        words = "Hal-hal yang bersifat teknis diatur PARA PIHAK dalam perjanjian kerja sama tersendiri berdasarkan kesepakatan bersama ini."  # fmt: skip
        found.append(_article("PELAKSANAAN", words))
    for side, who in ((Side.GOVERNMENT, FIRST), (Side.PARTNER, SECOND)):
        owed = [_owed(row) for row in obligations if row.side == side.value]
        if owed:
            found.append(Article(title=f"KEWAJIBAN {who}", text=[f"{who} berkewajiban:"], items=owed))  # fmt: skip
    if agreement.money.strip():
        found.append(_article("PEMBIAYAAN", agreement.money))
    return [
        *found,
        Article(title="JANGKA WAKTU", text=_time(agreement, is_pks), items=[]),
        _article("PENYELESAIAN PERSELISIHAN", agreement.disputes),
        Article(title="PENUTUP", text=_closing(is_pks), items=[]),
    ]


def _article(title: str, text: str) -> Article:
    return Article(title=title, text=[line.strip() for line in text.splitlines() if line.strip()], items=[])  # fmt: skip


def _owed(row: Obligation) -> str:
    words = row.words.rstrip(". ")
    worth = f", senilai Rp{formats.number(row.amount)} ({spelled(row.amount)} rupiah)" if row.amount else ""  # fmt: skip
    return f"{words}{worth}, paling lambat {in_words(row.due)}."


def _time(agreement: Agreement, is_pks: bool) -> list[str]:
    name = "Perjanjian kerja sama" if is_pks else "Kesepakatan bersama"
    last = agreement.period.last_day
    until = in_words(last) if last else "waktu yang tidak ditentukan"
    return [
        f"{name} ini berlaku sejak {in_words(agreement.period.start)} sampai dengan {until}.",
        f"{name} ini dapat diperpanjang atau diakhiri atas kesepakatan PARA PIHAK secara tertulis.",
    ]


def _closing(is_pks: bool) -> list[str]:
    name = "Perjanjian kerja sama" if is_pks else "Kesepakatan bersama"
    return [
        f"{name} ini ditandatangani PARA PIHAK secara elektronik dan mempunyai kekuatan hukum yang sama dengan yang ditandatangani di atas kertas."
    ]  # fmt: skip
