"""The flat quota, worked by hand."""

from luwes_planner import flat_quota, from_columns
from luwes_planner.tests.instances import tables


def test_every_agency_sends_the_same_number_nearest_first() -> None:
    ways = {("x", "s"): 10, ("y", "s"): 20, ("x", "t"): 40, ("y", "t"): 30}
    instance = from_columns(
        **tables(
            places=[{"place": p, "lat": 0, "lon": 0} for p in "xyst"],
            units=[
                {"unit": "A", "place": "x"},
                {"unit": "A1", "parent": "A", "place": "x"},
                {"unit": "B", "place": "y"},
                {"unit": "C", "place": "y"},
            ],
            people=[
                {"person": "a1", "unit": "A1", "group": "regu"},
                {"person": "a2", "unit": "A1", "group": "regu"},
                {"person": "a3", "unit": "A1", "group": "regu"},
                {"person": "b1", "unit": "B", "group": "regu"},
                {"person": "b2", "unit": "B", "group": "guru"},
                {"person": "b3", "unit": "B", "group": "regu", "state": "away"},
                {"person": "c1", "unit": "C", "group": "guru"},
            ],
            skills=[{"person": p, "competency": "selam", "level": 2} for p in ("a3", "b1")],
            presence=[{"unit": "A1", "minimum": 2}, {"unit": "B", "group": "regu", "minimum": 1}],
            needs=[
                {"need": "dive", "place": "s", "minimum": 2, "desired": 3, "groups": "regu"},
                {"need": "help", "place": "t", "tier": 2, "minimum": 1, "desired": 2},
            ],
            need_skills=[{"need": "dive", "competency": "selam", "level": 1}],
            travel=[{"from_place": f, "to_place": t, "minutes": m} for (f, t), m in ways.items()],
        )
    )
    # six heads over A, B, C: two each. dive (2): a1, a2 from A are nearest, A's quota is used.
    # help (1): b1 (30 minutes). Then dive's third head: none left of regu (A has no quota, b3 is
    # away); help's second: b2. c1 is not asked any more: 4 sent of 6.
    flat = flat_quota(instance, 6)
    assert flat.quota == (("A", 2), ("B", 2), ("C", 2))
    assert flat.pairs == (("a1", "dive"), ("a2", "dive"), ("b1", "help"), ("b2", "help"))
    assert (flat.unmet_minimum, flat.unmet_desired) == ((0, 0), (1, 0))
    # neither a1 nor a2 can dive
    assert (flat.unmet_minimum_able, flat.unmet_desired_able) == ((2, 0), (1, 0))
    assert flat.unable == 2
    assert flat.travel_minutes == 10 + 10 + 30 + 30
    # A1: three present, two gone, two must stay; B: of regu one present, gone, one must stay
    assert flat.under_minimum == (("A1", "", 1), ("B", "regu", 1))
    assert flat.units_under_minimum == 2


def test_what_does_not_divide_falls_on_the_first_and_agencies_can_be_chosen() -> None:
    instance = from_columns(
        **tables(
            units=[{"unit": "top"}, *({"unit": u, "parent": "top"} for u in "AB")],
            people=[{"person": f"{u}{i}", "unit": u} for u in ("A", "B", "top") for i in range(3)],
            needs=[{"need": "n", "minimum": 9}],
        )
    )
    flat = flat_quota(instance, 3, ["B", "A"])
    assert flat.quota == (("A", 2), ("B", 1))
    assert flat.pairs == (("A0", "n"), ("A1", "n"), ("B0", "n"))
    assert flat_quota(instance, 5).quota == (("top", 5),)
