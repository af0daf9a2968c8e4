"""Puts an invented person on every seat: age, sex, NIP, grade, home; names of no one real."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from luwes.demo.population import names
from luwes.demo.population.geography import Geography
from luwes.demo.population.model import STORY_DAY, Seat, Spot
from luwes.demo.population.titles import FAMILIES
from luwes.organisation.rules import PositionKind, retirement_age

# Ages by kind of post and level: from, to.
AGES: dict[tuple[PositionKind, str], tuple[int, int]] = {
    (PositionKind.TOP_LEADER, "madya"): (52, 58), (PositionKind.TOP_LEADER, "pratama"): (46, 59),
    (PositionKind.ADMINISTRATOR, ""): (40, 57), (PositionKind.SUPERVISOR, ""): (35, 57),
    (PositionKind.EXPERT, "pertama"): (24, 43), (PositionKind.EXPERT, "muda"): (33, 55),
    (PositionKind.EXPERT, "madya"): (43, 59),
    (PositionKind.SKILLED, "pemula"): (22, 34), (PositionKind.SKILLED, "terampil"): (23, 40),
    (PositionKind.SKILLED, "mahir"): (30, 50), (PositionKind.SKILLED, "penyelia"): (38, 57),
    (PositionKind.EXECUTIVE, "klerek"): (23, 57), (PositionKind.EXECUTIVE, "operator"): (22, 57),
    (PositionKind.EXECUTIVE, "teknisi"): (23, 57), (PositionKind.EXECUTIVE, ""): (25, 57),
}  # fmt: skip
# Grades of PNS from the youngest to the oldest of the same post.
GRADES: dict[tuple[PositionKind, str], tuple[str, ...]] = {
    (PositionKind.TOP_LEADER, "madya"): ("IV/d", "IV/e"),
    (PositionKind.TOP_LEADER, "pratama"): ("IV/b", "IV/c", "IV/d"),
    (PositionKind.ADMINISTRATOR, ""): ("III/d", "IV/a", "IV/b"),
    (PositionKind.SUPERVISOR, ""): ("III/c", "III/d", "IV/a"),
    (PositionKind.EXPERT, "pertama"): ("III/a", "III/b"),
    (PositionKind.EXPERT, "muda"): ("III/c", "III/d"),
    (PositionKind.EXPERT, "madya"): ("IV/a", "IV/b", "IV/c"),
    (PositionKind.SKILLED, "pemula"): ("II/a", "II/b"),
    (PositionKind.SKILLED, "terampil"): ("II/b", "II/c", "II/d"),
    (PositionKind.SKILLED, "mahir"): ("III/a", "III/b"),
    (PositionKind.SKILLED, "penyelia"): ("III/c", "III/d"),
    (PositionKind.EXECUTIVE, "klerek"): ("II/a", "II/b", "II/c", "II/d", "III/a"),
    (PositionKind.EXECUTIVE, "operator"): ("II/a", "II/b", "II/c", "II/d"),
    (PositionKind.EXECUTIVE, "teknisi"): ("II/c", "II/d", "III/a", "III/b"),
    (PositionKind.EXECUTIVE, ""): ("III/a", "III/b", "III/c", "III/d"),
}
# Grades of PPPK by post (PermenPANRB on JF of PPPK): entry levels only.
PPPK_GRADES: dict[tuple[PositionKind, str], str] = {
    (PositionKind.EXPERT, "pertama"): "IX", (PositionKind.EXPERT, "muda"): "XI",
    (PositionKind.SKILLED, "pemula"): "V", (PositionKind.SKILLED, "terampil"): "VII",
    (PositionKind.SKILLED, "mahir"): "IX", (PositionKind.EXECUTIVE, "klerek"): "V",
    (PositionKind.EXECUTIVE, "operator"): "V", (PositionKind.EXECUTIVE, "teknisi"): "V",
    (PositionKind.EXECUTIVE, ""): "IX",
}  # fmt: skip
PPPK_SHARE = {"muda": 0.30, "mahir": 0.35}  # of the family's share, at higher levels
# Kedudukan hukum of PNS who are not simply active: code, words, weight.
STANDINGS = (
    ("2", "CLTN", 2), ("3", "Tugas Belajar", 8), ("4", "Pemberhentian Sementara", 1),
    ("15", "Hukuman Disiplin", 3), ("20", "Masa Persiapan Pensiun", 3),
)  # fmt: skip
NOT_ACTIVE = 0.022
LEAST_AGE = {"SMA": 19, "D-III": 21, "S-2": 24}  # on being appointed, by education; others 23
BIRTHPLACES = ("Tanjung Karang", "Metro", "Kotabumi", "Kalianda", "Liwa", "Menggala", "Palembang", "Yogyakarta", "Bandung", "Medan", "Padang", "Serang")  # fmt: skip


class Person(NamedTuple):
    seat: Seat
    pns_id: str
    nip: str
    name: str
    title_before: str
    title_after: str
    birthplace: str
    born: date
    is_woman: bool
    nik: str
    phone: str
    email: str
    is_pppk: bool
    standing: tuple[str, str]
    appointed: date
    first_grade: str
    grade: str
    grade_since: date
    in_post_since: date
    education: tuple[str, str]
    graduated: int
    home: Spot


class Register:
    """Makes people one after another; no NIP, NIK or e-mail twice."""

    def __init__(self, geography: Geography, random: Random) -> None:
        self.geography = geography
        self.random = random
        self._nips: set[str] = set()
        self._emails: dict[str, int] = {}

    def person(self, seat: Seat) -> Person:
        random, title = self.random, seat.title
        family = FAMILIES.get(title.family)
        woman = random.random() < (family.women if family else 0.32)
        rung = (title.kind, title.level)
        pppk = bool(family) and rung in PPPK_GRADES and random.random() < (
            family.pppk * PPPK_SHARE.get(title.level, 1.0) if family else 0
        )  # fmt: skip
        born, share = self._born(rung, pppk)
        before, after, level, subject = self._schooling(title.family)
        appointed = self._appointed(born, LEAST_AGE.get(level, 23), pppk)
        ladder = GRADES[rung]
        grade = (
            PPPK_GRADES[rung] if pppk else ladder[min(int(share * len(ladder)), len(ladder) - 1)]
        )
        name = names.full_name(random, woman)
        home = self.geography.home_near(seat.unit.area, random)
        since = self._between(max(appointed, date(2012, 1, 1)), date(2024, 12, 1))
        return Person(
            seat=seat,
            pns_id=f"{random.getrandbits(128):032X}",
            nip=self._nip(born, appointed, woman, pppk),
            name=name,
            title_before=before,
            title_after=after,
            birthplace=random.choice(BIRTHPLACES),
            born=born,
            is_woman=woman,
            nik=self._nik(home, born, woman),
            phone=f"08000{random.randrange(10**7):07d}",  # toll-free block that nobody is given
            email=self._email(name),
            is_pppk=pppk,
            standing=self._standing(pppk, seat.leads),
            appointed=appointed,
            first_grade=grade if pppk else self._first_grade(grade, level),
            grade=grade,
            grade_since=appointed if pppk else self._grade_since(appointed),
            in_post_since=max(since, appointed),
            education=(level, subject),
            graduated=min(
                born.year + random.randint(18 if level == "SMA" else 21, 26), appointed.year
            ),
            home=home,
        )

    def _born(self, rung: tuple[PositionKind, str], pppk: bool) -> tuple[date, float]:
        """A birthday, and how far the age lies between the youngest and oldest of the post."""
        youngest, oldest = AGES[rung]
        oldest = min(oldest, retirement_age(*rung) - 1)
        if pppk:
            oldest = min(oldest, 52)
        share = self.random.betavariate(1.5, 1.6)
        days = int((youngest + share * (oldest + 0.98 - youngest)) * 365.25)
        return STORY_DAY - timedelta(days=days), share

    def _appointed(self, born: date, least_age: int, pppk: bool) -> date:
        if pppk:
            first = min(max(2021, born.year + least_age), 2024)
            return date(self.random.randint(first, 2024), self.random.choice((3, 4, 5, 7)), 1)
        year = min(born.year + self.random.randint(least_age, 31), 2023)
        return date(year, self.random.choice((1, 2, 3, 4, 12)), 1)

    def _nip(self, born: date, appointed: date, woman: bool, pppk: bool) -> str:
        """Serials from 500 on: real ones start at 001 and rarely get that far."""
        month = "21" if pppk else f"{appointed.month:02d}"
        stem = f"{born:%Y%m%d}{appointed.year}{month}{2 if woman else 1}"
        while (nip := f"{stem}{self.random.randint(500, 999)}") in self._nips:
            pass
        self._nips.add(nip)
        return nip

    def _nik(self, home: Spot, born: date, woman: bool) -> str:
        """The serial 9xxx is never reached in a day: it belongs to no one."""
        day = born.day + (40 if woman else 0)
        digits = home.code.replace(".", "")
        return f"{digits}{day:02d}{born:%m%y}{self.random.randint(9000, 9999)}"

    def _email(self, name: str) -> str:
        base = ".".join(name.lower().split()[:2])
        count = self._emails[base] = self._emails.get(base, 0) + 1
        return f"{base}{count if count > 1 else ''}@contoh.invalid"

    def _standing(self, pppk: bool, leads: bool) -> tuple[str, str]:
        if pppk:
            return "71", "PPPK Aktif"
        if not leads and self.random.random() < NOT_ACTIVE:
            code, words, _ = self.random.choices(STANDINGS, weights=[s[2] for s in STANDINGS])[0]
            return code, words
        return "1", "Aktif"

    def _schooling(self, family: str) -> tuple[str, str, str, str]:
        """Letters before and after the name, level and field of education."""
        known = FAMILIES.get(family)
        if known is None:
            lot = self.random.choice(("M.M.", "M.Si.", "M.Kes.", "M.Pd.", "M.H.", "M.AP."))
            return "", lot, "S-2", "Magister"
        level, subject, letters = known.schooling
        return (
            (letters, "", level, subject)
            if known.group == "dokter"
            else ("", letters, level, subject)
        )

    def _first_grade(self, grade: str, level: str) -> str:
        first = {"SMA": "II/a", "D-III": "II/c"}.get(level, "III/a")
        return min(
            first, grade, key=lambda g: (g.partition("/")[0].count("I") if g[1] != "V" else 4, g)
        )

    def _grade_since(self, appointed: date) -> date:
        """Promotions of PNS fell on 1 April or 1 October."""
        year = self.random.randint(max(appointed.year, 2020), 2024)
        since = date(year, self.random.choice((4, 10)), 1)
        return max(since, appointed)

    def _between(self, first: date, last: date) -> date:
        span = max(1, (last - first).days)
        day = first + timedelta(days=self.random.randrange(span))
        return day.replace(day=1) if day.replace(day=1) >= first else first
