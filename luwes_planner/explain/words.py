"""Explanations as short Indonesian sentences; every number in them is a field of what is told.

Ids stand for themselves unless `names` knows better.
"""

from collections.abc import Iterator, Mapping

from luwes_planner.explain.cut import Cut
from luwes_planner.explain.difference import Difference
from luwes_planner.explain.shadow import ShadowPrice
from luwes_planner.explain.shortage import Shortage
from luwes_planner.explain.swaps import Swap
from luwes_planner.explain.why import Why, WhyNot

Names = Mapping[str, str]


def difference_in_words(difference: Difference) -> str:
    """What changes, as a clause."""
    parts = []
    levels = (("petugas minimum", difference.minimum), ("petugas tambahan", difference.desired))
    for what, tiers in levels:
        for heads in tiers:
            if heads:
                fate = "menjadi kosong" if heads > 0 else "lagi terisi"
                parts.append(f"{number(heads)} {what} {fate}")
    if difference.cost:
        way = "naik" if difference.cost > 0 else "turun"
        parts.append(f"biaya {way} {number(difference.cost)} poin")
    return ", ".join(parts) or "tidak ada yang berubah"


def why_in_words(why: Why, names: Names | None = None) -> tuple[str, ...]:
    """Why somebody serves a need."""
    return tuple(_why(why, _known(names)))


def _why(why: Why, names: Names) -> Iterator[str]:
    pair = why.pair
    who, where = _name(pair.person, names), _name(pair.need, names)
    yield f"{who} menempuh {number(pair.minutes)} menit ke {where}."
    yield (
        f"Biayanya: perjalanan {number(pair.travel)}, pemerataan {number(pair.fairness)}, "
        f"keahlian lebih {number(pair.over_level)}, pelepasan {number(why.release)} poin."
    )
    if why.pinned:
        yield "Penempatan ini ditetapkan dengan tangan."
    if why.kept:
        yield "Penempatan ini dipertahankan dari rencana sebelumnya."
    if why.next_best:
        other = why.next_best
        way = "menambah" if other.difference >= 0 else "mengurangi"
        yield (
            f"Pengganti terdekat dari rumah: {_name(other.person, names)}, "
            f"{way} biaya {number(other.difference)} poin."
        )
    if why.without:
        came = ", ".join(_name(name, names) for name in why.replaced_by)
        instead = f" dan {came} datang menggantikan" if came else ""
        yield f"Tanpa penempatan ini {difference_in_words(why.without)}{instead}."


def why_not_in_words(why_not: WhyNot, names: Names | None = None) -> tuple[str, ...]:
    """What it would take for somebody to serve a need; the hard rules broken have words elsewhere."""
    return tuple(_why_not(why_not, _known(names)))


def _why_not(why_not: WhyNot, names: Names) -> Iterator[str]:
    who, where = _name(why_not.person, names), _name(why_not.need, names)
    if why_not.obstacles:
        yield f"{who} belum memenuhi aturan untuk {where}."
        return
    if why_not.difference is None:
        return
    if not why_not.difference.is_worse:
        yield f"{who} sama baiknya untuk {where}; pilihan di antara yang setara diundi."
        return
    yield f"Bila {who} ditempatkan di {where}, {difference_in_words(why_not.difference)}."
    if why_not.leaves:
        yield f"Tempatnya sekarang, {_name(why_not.leaves, names)}, perlu diisi ulang."
    if why_not.displaced:
        yield f"{_name(why_not.displaced, names)} akan pindah dari {where}."
    for rule in why_not.full:
        yield f"Minimum kehadiran {_of(rule.unit, rule.group, names)} sudah tidak menyisakan ruang."


def short_in_words(shortage: Shortage, names: Names | None = None) -> tuple[str, ...]:
    """Why a need lacks people, and what one more would bring."""
    return tuple(_short(shortage, _known(names)))


def _short(told: Shortage, names: Names) -> Iterator[str]:
    if told.qualified:
        fates = (
            ("bertugas di sini", told.serving),
            ("sedang tidak ada", told.away),
            ("hanya dapat bertugas di unitnya", told.home_only),
            ("dikecualikan", told.excluded),
            ("tidak tersedia sepanjang masa tugas", told.not_free),
            ("terlalu jauh", told.too_far),
            ("bertugas di kebutuhan yang sama atau lebih dahulu", told.serving_before),
            ("bertugas di kebutuhan lain", told.serving_after),
            ("dijaga minimum kehadiran", told.held),
            ("masih dapat bertugas", told.left),
        )
        parts = ", ".join(f"{what} ({number(people)})" for what, people in fates if people)
        yield f"Dari {number(told.qualified)} orang yang memenuhi syarat: {parts}."
    else:
        yield "Belum ada orang yang memenuhi syarat kelompok dan keahliannya."
    for code, level, people in told.holders:
        yield f"{_name(code, names)} tingkat {number(level)} dimiliki {number(people)} orang."
    for near in told.nearest[:1]:
        yield (
            f"Yang terdekat di luar batas waktu: {_name(near.person, names)}, "
            f"{number(near.minutes)} menit."
        )
    if told.cut:
        yield from _cut(told.cut)
    if told.gain_one:
        yield f"Dengan satu orang lagi yang mampu di tempat ini, {difference_in_words(told.gain_one)}."


def _cut(cut: Cut) -> Iterator[str]:
    """The certificate, without the names of its rules."""
    whose = (
        "kebutuhan ini" if len(cut.needs) == 1 else "kebutuhan ini dan yang berbagi orang dengannya"
    )
    sent = sorted((bound.sent for bound in cut.rules if bound.sent), reverse=True)
    shut = any(not bound.sent for bound in cut.rules)
    yield f"Paling banyak {number(cut.heads)} orang dapat mengisi {whose}, apa pun rencananya."
    if cut.serving:
        yield f"{number(cut.serving)} orang di antaranya sudah bertugas semua."
    if sent:
        yield f"Unit yang paling banyak melepas sudah mengirim {number(sent[0])} orang, sampai minimumnya."
    if shut:
        yield "Sebagian unit tidak dapat melepas siapa pun karena minimum kehadirannya."


def swap_in_words(swap: Swap, names: Names | None = None) -> str:
    """One exchange."""
    names = _known(names)
    way = "menambah" if swap.difference >= 0 else "mengurangi"
    how = f"bertukar tempat dari {_name(swap.need, names)}" if swap.need else "datang dari rumah"
    return (
        f"{_name(swap.person, names)} {how}, {number(swap.minutes)} menit: "
        f"{way} biaya {number(swap.difference)} poin."
    )


def price_in_words(price: ShadowPrice, names: Names | None = None) -> tuple[str, ...]:
    """Both ends of a shadow price."""
    return tuple(_price(price, _known(names)))


def _price(price: ShadowPrice, names: Names) -> Iterator[str]:
    what, gain = _name(price.id, names), number(price.gain_one)
    if price.kind == "competency":
        place = _name(price.place, names)
        level = "" if price.level is None else f" tingkat {number(price.level)}"
        yield f"Satu orang lagi dengan {what}{level} di {place} menghemat {gain} poin."
        return
    if price.kind == "need":
        less, more = f"Satu orang kurang di {what}", f"Satu orang mampu lagi di {what}"
    else:
        of = _of(price.id, price.group, names)
        less, more = f"Minimum {of} naik satu", f"Minimum {of} turun satu"
    if price.lose_one is not None:
        yield f"{less}: rugi {number(price.lose_one)} poin."
    yield f"{more}: hemat {gain} poin."


def _known(names: Names | None) -> Names:
    return {} if names is None else names


def _name(code: str, names: Names) -> str:
    return names.get(code, code)


def _of(unit: str, group: str, names: Names) -> str:
    who = _name(group, names) if group else "semua pegawai"
    return f"{who} di {_name(unit, names)}"


def number(value: int) -> str:
    """A number without its sign, in groups of three as Indonesians write it."""
    return f"{abs(value):,}".replace(",", ".")
