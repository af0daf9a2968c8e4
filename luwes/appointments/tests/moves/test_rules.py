"""Every rule of moves on both sides of its numbers and days, with the law it cites."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

from luwes.appointments.rules import Kind
from luwes.appointments.rules import moves as m
from luwes.appointments.rules.moves import MoveFacts, MoveKind
from luwes.core.periods import Period, add_months
from luwes.organisation.rules import AgencyKind, PositionKind

K, MK, V = PositionKind, MoveKind, m.Verdict
TMT = date(2026, 3, 2)
ONE = timedelta(days=1)


def a_post(
    number: int = 1, kind: K = K.EXECUTIVE, level: str = "", agency: int = 1, **changes: Any
) -> m.Post:
    return m.Post(number, f"Jabatan {number}", kind, level, 10 + number, f"Unit {number}", agency, f"Instansi {agency}",
                  kind in {K.TOP_LEADER, K.ADMINISTRATOR, K.SUPERVISOR}, **changes)  # fmt: skip


def a_person(**changes: Any) -> m.Person:
    return replace(
        m.Person("Sutrisno", "pns", "1", "Aktif", date(1985, 5, 20), "S-1 Hukum"), **changes
    )


def a_past(
    post: m.Post, first: date, end: date | None = None, holding: Kind = Kind.DEFINITIVE
) -> m.Past:
    return m.Past(
        post.position_id,
        post.title,
        post.kind,
        post.level,
        holding,
        Period(first, end),
        post.single_holder,
    )


HELD, TO = a_post(1), a_post(2, headcount=3)
MANAGER, OTHER = a_post(1, K.SUPERVISOR), a_post(2, K.SUPERVISOR)


def facts(kind: MK = MK.TRANSFER, **changes: Any) -> MoveFacts:
    base = MoveFacts(kind, TMT, a_person(), held=HELD, held_since=date(2022, 1, 1), to=TO)
    return replace(base, **changes)


def acting(end: date, *, held: m.Post = MANAGER, to: m.Post = OTHER, **changes: Any) -> MoveFacts:
    return facts(MK.ACTING, held=held, to=to, end=end, **changes)


def check(rule: str, given: MoveFacts, rows: tuple[m.Dated, ...] = m.TABLE) -> m.Check | None:
    return next((c for c in m.judge(given, rows) if c.rule == rule), None)


def rising(to: m.Post, held: m.Post = HELD, **changes: Any) -> MoveFacts:
    return facts(MK.PROMOTION, held=held, to=to, **changes)


def rated(*goods: bool | None, last: int = 2025) -> tuple[m.YearRating, ...]:
    """Of the last year, the one before, and so on."""
    return tuple(m.YearRating(last - n, is_good, ("1/2026",)) for n, is_good in enumerate(goods))


JPT = a_post(2, K.TOP_LEADER, "pratama")
ADMIN = a_post(2, K.ADMINISTRATOR)
FREEZE = m.Freeze(m.FreezeKind.ELECTION, "Instansi 1", Period(TMT, date(2026, 9, 1)), "Tahapan")
NEW_HEAD = replace(FREEZE, kind=m.FreezeKind.NEW_HEAD)
ASN, ACTING, BKN5 = (
    "UU 20/2023 ps. 55; PP 11/2017 ps. 239–240",
    "SE BKN 1/SE/I/2021",
    "Peraturan BKN 5/2019",
)
RISE = "PP 11/2017 ps. 54 jo PP 17/2020"
FIRST = a_past(OTHER, date(2025, 12, 1), TMT, Kind.ACTING)
ALL = frozenset(m.DOCUMENTS)

# rule, law, what is known, verdict
CASES: list[tuple[str, str, MoveFacts, m.Verdict | None]] = [
    ("standing", "PP 11/2017", facts(), V.PASSES),
    ("standing", "PP 11/2017", facts(person=a_person(standing="15", standing_words="Hukuman disiplin")), V.FAILS),
    ("retirement", ASN, facts(person=a_person(born=date(1968, 2, 20))), V.FAILS),  # 58, pensioned from 1 March
    ("retirement", ASN, facts(person=a_person(born=date(1968, 3, 1))), V.HUMAN),  # from 1 April
    ("retirement", ASN, facts(person=a_person(born=date(1970, 3, 1))), V.PASSES),
    ("retirement", ASN, facts(to=JPT, person=a_person(born=date(1967, 3, 1))), V.PASSES),  # 60 there
    ("retirement", ASN, facts(to=replace(a_post(2, K.EXPERT, "muda"), title="Guru Muda"), person=a_person(born=date(1968, 2, 20))), V.PASSES),  # a teacher: 60
    ("retirement", ASN, acting(date(2026, 4, 1), person=a_person(born=date(1968, 3, 1))), V.PASSES),
    ("retirement", ASN, acting(date(2026, 4, 2), person=a_person(born=date(1968, 3, 1))), V.FAILS),
    ("pppk_agency", "UU 20/2023; PP 49/2018", facts(person=a_person(employment="pppk"), to=a_post(2, agency=2)), V.FAILS),
    ("pppk_agency", "UU 20/2023; PP 49/2018", facts(person=a_person(employment="pppk")), V.PASSES),
    ("pppk_agency", "", facts(to=a_post(2, agency=2)), None),
    ("pppk_post", "PP 49/2018", facts(person=a_person(employment="pppk"), to=ADMIN), V.FAILS),
    ("pppk_post", "PP 49/2018", facts(person=a_person(employment="pppk"), to=JPT), V.PASSES),
    ("one_post", "PP 11/2017", facts(beside=(a_past(ADMIN, TMT),)), V.FAILS),
    ("one_post", "PP 11/2017", facts(), V.PASSES),
    ("unchanged", "kebijakan Luwes", facts(is_stale=True), V.FAILS),
    ("unchanged", "kebijakan Luwes", facts(MK.END, to=None), V.FAILS),
    ("unchanged", "kebijakan Luwes", facts(MK.END, to=None, leaving=a_past(HELD, date(2020, 1, 1))), V.PASSES),
    ("unchanged", "kebijakan Luwes", facts(held=None), V.PASSES),  # a person without a post
    ("unchanged", "kebijakan Luwes", facts(MK.SECONDMENT, held=None), V.HUMAN),
    ("there", "kebijakan Luwes", facts(to=a_post(2, period=Period(TMT))), V.PASSES),
    ("there", "kebijakan Luwes", facts(to=a_post(2, period=Period(TMT + ONE))), V.FAILS),
    ("there", "kebijakan Luwes", facts(to=a_post(2, period=Period(date(2020, 1, 1), date(2027, 1, 1)))), V.FAILS),
    ("vacant", "PP 11/2017 ps. 54", facts(to=ADMIN), V.PASSES),
    ("vacant", "PP 11/2017 ps. 54", facts(to=ADMIN, holders=("Rina",)), V.FAILS),
    ("vacant", "PP 11/2017 ps. 54", facts(to=ADMIN, arriving=1), V.FAILS),
    ("establishment", "kebijakan Luwes", facts(holders=("A", "B")), V.PASSES),
    ("establishment", "kebijakan Luwes", facts(holders=("A", "B"), arriving=1), V.HUMAN),
    ("establishment", "kebijakan Luwes", facts(to=a_post(2)), V.HUMAN),  # never a guess
    ("own_agency", BKN5, facts(to=a_post(2, agency=2)), V.FAILS),
    ("own_agency", BKN5, facts(MK.INTER_AGENCY, to=a_post(2, agency=2)), V.PASSES),
    ("own_agency", BKN5, facts(MK.INTER_AGENCY), V.FAILS),
    ("direction", "PP 11/2017", rising(ADMIN, MANAGER), V.PASSES),
    ("direction", "PP 11/2017", rising(OTHER, MANAGER), V.FAILS),
    ("direction", "PP 11/2017", facts(MK.ROTATION, held=MANAGER, to=OTHER), V.PASSES),
    ("direction", "PP 11/2017", facts(MK.ROTATION, held=MANAGER, to=ADMIN), V.FAILS),
    ("direction", "PP 11/2017", facts(MK.DEMOTION, held=ADMIN, to=a_post(3, K.SUPERVISOR)), V.PASSES),
    ("direction", "PP 11/2017", facts(held=a_post(1, K.EXPERT, "muda"), to=a_post(2, K.EXPERT, "madya")), V.FAILS),
    ("direction", "PP 11/2017", facts(held=a_post(1, K.EXPERT, "muda"), to=OTHER), V.HUMAN),  # no class on file
    ("direction", "PP 11/2017", facts(held=a_post(1, K.EXPERT, "muda", job_class=9), to=a_post(2, K.SUPERVISOR, job_class=9)), V.PASSES),
    ("tenure_least", BKN5, facts(held_since=date(2024, 3, 2)), V.PASSES),
    ("tenure_least", BKN5, facts(held_since=date(2024, 3, 3)), V.FAILS),
    ("tenure_most", BKN5, facts(held_since=date(2021, 3, 2)), V.PASSES),
    ("tenure_most", BKN5, facts(held_since=date(2021, 3, 3)), None),
    ("education", RISE, rising(ADMIN, MANAGER), V.PASSES),
    ("education", RISE, rising(ADMIN, MANAGER, person=a_person(education="D-III Keperawatan")), V.FAILS),
    ("education", RISE, rising(OTHER, person=a_person(education="D-III Keperawatan")), V.PASSES),
    ("education", RISE, rising(OTHER, person=a_person(education="SMA")), V.FAILS),
    ("education", RISE, rising(OTHER, person=a_person(education="")), V.HUMAN),
    ("experience", RISE, rising(ADMIN, MANAGER, past=(a_past(MANAGER, date(2023, 3, 2)),)), V.PASSES),
    ("experience", RISE, rising(ADMIN, MANAGER, past=(a_past(MANAGER, date(2023, 4, 2)),)), V.HUMAN),
    ("experience", RISE, rising(OTHER, past=(a_past(HELD, date(2022, 3, 2)),)), V.PASSES),
    ("experience", RISE, rising(JPT, ADMIN, past=(a_past(ADMIN, date(2024, 3, 2)),)), V.PASSES),
    ("experience", RISE, rising(JPT, ADMIN, past=(a_past(ADMIN, date(2024, 5, 2)),)), V.HUMAN),
    ("experience", RISE, rising(JPT, ADMIN, past=(a_past(ADMIN, date(2020, 1, 1), None, Kind.ACTING),)), V.HUMAN),
    ("age", "PP 17/2020", rising(JPT, ADMIN, person=a_person(born=date(1970, 3, 2))), V.PASSES),  # 56 that day
    ("age", "PP 17/2020", rising(JPT, ADMIN, person=a_person(born=date(1970, 3, 1))), V.HUMAN),
    ("age", "PP 17/2020", rising(JPT, ADMIN, person=a_person(born=date(1969, 3, 2))), V.FAILS),  # 57
    ("age", "", rising(ADMIN, MANAGER, person=a_person(born=date(1969, 3, 2))), None),
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER), V.HUMAN),
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER, ratings=rated(True, True)), V.PASSES),
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER, ratings=rated(True, False)), V.FAILS),
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER, ratings=rated(True, None)), V.HUMAN),
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER, ratings=rated(True)), V.HUMAN),
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER, ratings=rated(False)), V.FAILS),
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER, ratings=rated(True, True, last=2024)), V.HUMAN),  # too long ago
    ("ratings", "PP 11/2017 ps. 54", rising(ADMIN, MANAGER, ratings=rated(True, True, False)), V.PASSES),  # an older year
    ("ratings", "", facts(ratings=rated(False)), None),
    ("ratings", "", facts(), None),
    ("selection", "PP 11/2017", rising(JPT, ADMIN), V.HUMAN),
    ("selection", "", rising(ADMIN, MANAGER), None),
    ("discipline", "PP 94/2021; Peraturan BKN 5/2019", rising(ADMIN, MANAGER), V.HUMAN),
    ("discipline", "", facts(), None),
    ("top_leader_stays", "UU 5/2014 ps. 116", facts(MK.ROTATION, held=JPT, to=JPT, held_since=date(2024, 3, 2)), V.PASSES),
    ("top_leader_stays", "UU 5/2014 ps. 116", facts(MK.ROTATION, held=JPT, to=JPT, held_since=date(2024, 3, 3)), V.HUMAN),
    ("demotion_basis", "PP 94/2021", facts(MK.DEMOTION), V.FAILS),
    ("demotion_basis", "PP 94/2021", facts(MK.DEMOTION, ground=m.Ground.DISCIPLINE), V.FAILS),
    ("demotion_basis", "PP 94/2021", facts(MK.DEMOTION, ground=m.Ground.OWN_REQUEST, ground_paper="S-1"), V.PASSES),
    ("absence", "UU 30/2014 ps. 14", acting(date(2026, 6, 2)), V.PASSES),
    ("absence", "UU 30/2014 ps. 14", acting(date(2026, 6, 2), holders=("Rina",)), V.FAILS),
    ("absence", "UU 30/2014 ps. 14", acting(date(2026, 6, 2), mandated=("Budi",)), V.FAILS),
    ("absence", "UU 30/2014 ps. 14", facts(MK.DAILY, to=OTHER, end=TMT + 5 * ONE, holders=("Rina",)), V.PASSES),
    ("absence", "UU 30/2014 ps. 14", facts(MK.DAILY, to=OTHER, end=TMT + 5 * ONE), V.HUMAN),
    ("acting_term", ACTING, acting(date(2026, 6, 2)), V.PASSES),
    ("acting_term", ACTING, acting(date(2026, 6, 3)), V.FAILS),
    ("acting_total", ACTING, acting(date(2026, 6, 2)), V.PASSES),
    ("acting_total", ACTING, acting(date(2026, 6, 1), past=(FIRST,)), V.PASSES),  # extended once
    ("acting_total", ACTING, acting(date(2026, 6, 3), past=(a_past(OTHER, date(2025, 11, 30), TMT, Kind.ACTING),)), V.FAILS),
    ("acting_total", ACTING, acting(date(2026, 3, 9), past=(FIRST, a_past(OTHER, date(2020, 1, 1), date(2020, 2, 1), Kind.ACTING))), V.FAILS),
    ("acting_total", ACTING, acting(date(2026, 6, 2), past=(a_past(MANAGER, date(2025, 1, 1), TMT, Kind.ACTING),)), V.PASSES),
    ("daily_term", ACTING, facts(MK.DAILY, to=OTHER, end=TMT + 30 * ONE), V.PASSES),
    ("daily_term", ACTING, facts(MK.DAILY, to=OTHER, end=TMT + 31 * ONE), V.FAILS),
    ("daily_least", ACTING, facts(MK.DAILY, to=OTHER, end=TMT + 3 * ONE), V.PASSES),
    ("daily_least", ACTING, facts(MK.DAILY, to=OTHER, end=TMT + 2 * ONE), V.FAILS),
    ("acting_level", ACTING, acting(date(2026, 6, 2)), V.PASSES),
    ("acting_level", ACTING, acting(date(2026, 6, 2), to=ADMIN), V.PASSES),  # one up
    ("acting_level", ACTING, acting(date(2026, 6, 2), to=JPT), V.FAILS),  # two up
    ("acting_level", ACTING, acting(date(2026, 6, 2), held=ADMIN, to=a_post(3, K.SUPERVISOR)), V.FAILS),
    ("acting_level", ACTING, acting(date(2026, 6, 2), held=HELD), V.PASSES),  # pelaksana to pengawas
    ("acting_level", ACTING, acting(date(2026, 6, 2), held=HELD, to=ADMIN), V.FAILS),
    ("acting_level", ACTING, acting(date(2026, 6, 2), held=a_post(1, K.EXPERT, "madya"), to=JPT), V.PASSES),
    ("acting_level", ACTING, acting(date(2026, 6, 2), held=a_post(1, K.EXPERT, "muda"), to=JPT), V.FAILS),
    ("acting_level", ACTING, acting(date(2026, 6, 2), to=TO), V.HUMAN),
    ("acting_unit", ACTING, acting(date(2026, 6, 2)), V.PASSES),
    ("acting_unit", ACTING, acting(date(2026, 6, 2), is_near=False), V.FAILS),
    ("acting_one", ACTING, acting(date(2026, 6, 2), past=(a_past(ADMIN, TMT, None, Kind.ACTING),)), V.FAILS),
    ("acting_one", ACTING, acting(date(2026, 6, 2), past=(a_past(ADMIN, date(2020, 1, 1), TMT, Kind.ACTING),)), V.PASSES),
    ("secondment_term", BKN5, facts(MK.SECONDMENT), V.FAILS),
    ("secondment_term", BKN5, facts(MK.SECONDMENT, end=date(2027, 1, 1)), V.PASSES),
    ("election", "UU 10/2016 ps. 71 ayat (2)", facts(to=ADMIN, freezes=(FREEZE,)), V.FAILS),
    ("election", "UU 10/2016 ps. 71 ayat (2)", facts(to=ADMIN, freezes=(replace(FREEZE, consent="100.2/1"),)), V.PASSES),
    ("election", "UU 10/2016 ps. 71 ayat (2)", facts(to=a_post(2, K.EXPERT, "muda"), freezes=(FREEZE,)), V.HUMAN),
    ("election", "UU 10/2016 ps. 71 ayat (2)", facts(freezes=(FREEZE,)), V.PASSES),
    ("election", "", facts(to=ADMIN, freezes=(replace(FREEZE, period=Period(TMT + ONE)),)), None),
    ("election", "", facts(to=ADMIN, freezes=(replace(FREEZE, period=Period(date(2025, 9, 1), TMT)),)), None),
    ("new_head", "UU 10/2016 ps. 162 ayat (3)", facts(to=ADMIN, freezes=(NEW_HEAD,)), V.FAILS),
    ("new_head", "", facts(to=ADMIN, freezes=(FREEZE,)), None),
    ("competence", "PermenPANRB 38/2017", facts(short=("Kaji cepat 3",)), V.HUMAN),
    ("competence", "PermenPANRB 38/2017", facts(), V.PASSES),
    ("home_minimum", "kebijakan Luwes", facts(left=m.Left("Unit 1", 3, 3)), V.PASSES),
    ("home_minimum", "kebijakan Luwes", facts(left=m.Left("Unit 1", 2, 3)), V.FAILS),
    ("away", "kebijakan Luwes", facts(away=("cuti",)), V.HUMAN),
    ("away", "kebijakan Luwes", facts(), V.PASSES),
    ("pending", "kebijakan Luwes", facts(pending=("Usul 4",)), V.HUMAN),
    ("pending", "kebijakan Luwes", facts(), V.PASSES),
    ("documents", BKN5, facts(MK.INTER_AGENCY, to=a_post(2, agency=2), documents=ALL), V.PASSES),
    ("documents", BKN5, facts(MK.INTER_AGENCY, to=a_post(2, agency=2), documents=ALL - {"request"}), V.FAILS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "law", "known", "verdict"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)]
)
def test_a_rule_on_both_sides(
    rule: str, law: str, known: MoveFacts, verdict: m.Verdict | None
) -> None:
    found = check(rule, known)
    assert (found and found.verdict) == verdict
    if found:
        assert found.law == law
        assert found.said.text % found.said.values  # every value it names is there


def test_every_rule_has_a_row_a_name_and_cases() -> None:
    assert {row.rule for row in m.TABLE} == set(m.known_rules()) == {case[0] for case in CASES}
    for rule in m.known_rules():
        rows = sorted((r for r in m.TABLE if r.rule == rule), key=lambda r: r.period.start)
        assert all(row.law for row in rows)
        for one, next_one in pairwise(rows):
            assert one.period.end == next_one.period.start  # neither twice nor a gap


# ── by the rule of the day ───────────────────────────────────────────


def test_a_changed_rule_is_a_new_row_and_last_years_moves_stay_judged_by_last_years() -> None:
    """SE BKN 2/SE/VII/2019 let a JF madya act as administrator, SE BKN 1/SE/I/2021 as JPT pratama."""
    expert = a_post(1, K.EXPERT, "madya")

    def on(day: date) -> m.Check | None:
        return check("acting_level", acting(add_months(day, 3), held=expert, to=JPT, on=day))

    old, new = on(date(2021, 1, 13)), on(date(2021, 1, 14))
    assert old is not None
    assert new is not None
    assert (old.verdict, old.law) == (V.FAILS, "SE BKN 2/SE/VII/2019")
    assert (new.verdict, new.law, new.since) == (V.PASSES, "SE BKN 1/SE/I/2021", date(2021, 1, 14))
    assert on(date(2019, 7, 29)) is None  # before there was any


def test_a_governments_own_row_comes_before_the_tables_from_its_day_on() -> None:
    own = m.Dated("tenure_least", Period(TMT), "Perbup 9/2026", False, {"years": 3}, is_own=True)
    known = facts(held_since=date(2024, 1, 1))
    found = check("tenure_least", known, (own, *m.TABLE))
    assert found is not None
    assert (found.verdict, found.law) == (V.FAILS, "Perbup 9/2026")
    before = check(
        "tenure_least", replace(known, on=TMT - ONE, held_since=date(2024, 1, 1)), (*m.TABLE, own)
    )
    assert before is not None
    assert before.law == BKN5


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2028, 2, 29), date(2028, 5, 28)),
        (date(2027, 11, 30), date(2028, 2, 28)),
        (date(2027, 11, 29), date(2028, 2, 28)),
    ],
)
def test_three_months_around_the_29th_of_february(first: date, last: date) -> None:
    def verdict(end: date) -> m.Verdict | None:
        found = check("acting_term", acting(end, on=first))
        return found and found.verdict

    assert verdict(last + ONE) is V.PASSES
    assert verdict(last + 2 * ONE) is V.FAILS


def test_born_on_the_29th_of_february() -> None:
    found = check(
        "age", rising(JPT, ADMIN, on=date(2025, 2, 28), person=a_person(born=date(1968, 2, 29)))
    )
    assert found is not None
    assert found.said.values["age"] == 56
    assert m.judge(facts(person=a_person(born=date(1968, 2, 29))), m.TABLE)


def test_every_sentence_of_a_rule_is_in_the_english_catalogue() -> None:
    said = {found.said.text for case in CASES for found in m.judge(case[2], m.TABLE)}
    said |= {m.name_of(rule).text for rule in m.known_rules()}
    with override("en"):
        assert [text for text in sorted(said) if gettext(text) == text] == []


def test_checks_are_plain_when_kept() -> None:
    for known in (case[2] for case in CASES):
        for found in m.judge(known, m.TABLE):
            kept = found.as_json()
            assert all(isinstance(v, str | int | float) for v in kept["said"]["values"].values())
            assert not (found.refuses and found.asks)


# ── chains ───────────────────────────────────────────────────────────


def links(*pairs: tuple[int | None, int | None]) -> list[m.Link]:
    return [m.Link(n, a, b) for n, (a, b) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([(1, 2), (2, 3), (3, 4)], [((0, 1, 2), False)]),
        ([(3, 4), (1, 2), (2, 3)], [((1, 2, 0), False)]),
        ([(1, 2), (2, 1)], [((0, 1), True)]),
        ([(1, 2), (2, 3), (3, 1)], [((0, 1, 2), True)]),
        ([(1, 2), (5, 6)], [((0,), False), ((1,), False)]),
        ([(None, 2), (2, None)], [((0, 1), False)]),
        ([(1, 1)], [((0,), True)]),
        ([], []),
    ],
)  # fmt: skip
def test_chains_and_loops(given: list[tuple[int | None, int | None]], found: list[Any]) -> None:
    assert [(chain.keys, chain.is_loop) for chain in m.chains(links(*given))] == found


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12))
def test_every_move_stands_in_one_chain(pairs: list[tuple[int, int]]) -> None:
    keys = [key for chain in m.chains(links(*pairs)) for key in chain.keys]
    assert sorted(keys) == list(range(len(pairs)))


# ── through which hands ──────────────────────────────────────────────

S = m.StepKind


def route(kind: MK = MK.TRANSFER, units: tuple[int, int] = (1, 2), agencies: tuple[int, int] = (1, 1),
          kinds: tuple[AgencyKind, AgencyKind] = (AgencyKind.CITY, AgencyKind.CITY)) -> m.Route:  # fmt: skip
    return m.Route(kind, *units, *agencies, *kinds)


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ([route()], [S.ORIGIN_HEAD, S.RECEIVING_HEAD, S.VERIFICATION, S.SIGNATURE]),
        ([route(units=(1, 1))], [S.VERIFICATION, S.SIGNATURE]),
        ([route(MK.ACTING)], [S.VERIFICATION, S.SIGNATURE]),
        ([route(), route()], [S.ORIGIN_HEAD, S.RECEIVING_HEAD, S.VERIFICATION, S.SIGNATURE]),
        ([route(MK.INTER_AGENCY, agencies=(1, 2))], [S.ORIGIN_HEAD, S.RECEIVING_HEAD, S.VERIFICATION, S.ORIGIN_CONSENT,
          S.TECHNICAL_APPROVAL, S.GOVERNOR, S.SIGNATURE]),
        ([route(MK.INTER_AGENCY, agencies=(1, 2), kinds=(AgencyKind.CITY, AgencyKind.PROVINCE))],
         [S.ORIGIN_HEAD, S.RECEIVING_HEAD, S.VERIFICATION, S.ORIGIN_CONSENT, S.TECHNICAL_APPROVAL, S.SIGNATURE]),
        ([route(MK.SECONDMENT, agencies=(1, 2))], [S.ORIGIN_HEAD, S.RECEIVING_HEAD, S.VERIFICATION, S.ORIGIN_CONSENT, S.SIGNATURE]),
    ],
)  # fmt: skip
def test_the_steps_of_a_request(given: list[m.Route], kinds: list[S]) -> None:
    found = m.steps(given)
    assert [step.kind for step in found] == kinds
    assert [step.order for step in found] == sorted(step.order for step in found)


def test_states_follow_one_another() -> None:
    state = m.RequestState
    assert m.may_become(state.DRAFT, state.SUBMITTED)
    assert m.may_become(state.DECREED, state.STOPPED)
    assert not any(m.may_become(state.EFFECTIVE, new) for new in state)
    assert not m.may_become(state.DRAFT, state.EFFECTIVE)
    assert not m.may_become(state.DECREED, state.DRAFT)
