"""The worked example of docs/planner.md: its plan, its prices and every sum on the page."""

import ast
import operator
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from luwes_planner import Plan, Price, check, read, read_plan, shadow_prices, solve
from luwes_planner.proof.bound import proven_bound

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "example"
RENEW = "python -m luwes_planner solve docs/example --out docs/example/solved"
PRICES = "What prices say, and what they don't"
RULES = {"presence of perawat": ("presence", "perawat"), "presence of everyone": ("presence", "")}


@cache
def section(title: str = "An example with ten people") -> str:
    text = (DOCS / "planner.md").read_text(encoding="utf-8")
    return text.split(f"## {title}")[1].split("\n## ")[0]


@cache
def solved() -> Plan:
    return solve(read(FOLDER))


def value(words: str) -> int:
    """Work out a sum as it stands on the page; B is the ladder."""
    plain = re.sub(r"(\d+)B", r"\1*B", words.replace("−", "-").replace("×", "*"))
    return _value(ast.parse(plain.strip(), mode="eval").body)


def _value(node: ast.expr) -> int:
    ways = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
    match node:
        case ast.Constant(int(number)):
            return number
        case ast.Name("B"):
            return solved().ladder
        case ast.UnaryOp(ast.USub(), inner):
            return -_value(inner)
        case ast.BinOp(left, way, right):
            return int(ways[type(way)](_value(left), _value(right)))
    raise ValueError(ast.dump(node))


def sums(*title: str) -> list[str]:
    blocks = re.findall(r"```text\n(.*?)```", section(*title), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def told_prices() -> tuple[Price, ...]:
    table = section().split("| price of |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| ([\w ]+) \| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    kinds = [RULES.get(what, (what, "")) for what, _, _ in rows]
    return tuple(
        Price(kind, name, group, value(words))
        for (kind, group), (_, name, words) in zip(kinds, rows, strict=True)
    )


def test_solving_the_example_gives_the_plan_on_the_page() -> None:
    plan = solved()
    table = section().split("**The plan.**")[1].split("\n\n")[1]
    rows = re.findall(r"^\| (\w+) \| (\w+) \| (\d+) \| (\d+) \| (\d+) \|", table, re.MULTILINE)
    found = [(p.person, p.need, p.travel, p.fairness, p.over_level) for p in plan.pairs]
    assert [(p, n, int(a), int(b), int(c)) for p, n, a, b, c in rows] == found
    assert [(u.need, u.level, u.short) for u in plan.unfilled] == [
        ("medis", "desired", 1),
        ("perahu", "desired", 1),
    ]


def test_the_solved_tables_beside_it_are_what_solving_gives() -> None:
    kept, plan = read_plan(read(FOLDER), FOLDER / "solved"), solved()
    for name in ("rank", "bound", "optimal", "ladder", "method"):
        assert getattr(kept, name) == getattr(plan, name), RENEW
    for name in ("pairs", "unfilled", "units_after", "prices"):
        assert tuple(getattr(kept, name)) == tuple(getattr(plan, name)), RENEW
    assert check(kept.instance, kept) == []


@pytest.mark.parametrize("line", [*sums(), *sums(PRICES)])
def test_every_sum_on_the_page_is_right(line: str) -> None:
    left, right = re.sub(r"^[\w ,]+: ", "", line).split(" = ")
    assert value(left) == value(right)


def test_the_parts_of_the_cost_and_the_total_are_those_of_the_plan() -> None:
    plan, results = solved(), [value(line.split(" = ")[1]) for line in sums()]
    parts = [plan.cost.travel, plan.cost.fairness, plan.cost.over_level, plan.cost.release]
    assert results[:6] == [*parts, plan.cost.total, plan.objective]
    assert results[-1] == plan.bound == plan.objective


def test_the_prices_on_the_page_prove_it_and_so_do_the_lower_ones() -> None:
    plan = solved()
    told = told_prices()
    assert len(told) == 7
    assert proven_bound(plan.instance, replace(plan, prices=told)) == plan.objective
    off = {"medis": 2, "perawat": 2, "dapur": 1, "perahu": 1, "sekolah": 1}
    lower = tuple(
        replace(p, price=p.price - plan.ladder * off.get(p.group or p.id, 0) * (p.kind != "unit"))
        for p in told
    )
    assert lower != told
    assert proven_bound(plan.instance, replace(plan, prices=lower)) == plan.objective


def test_both_ends_of_a_price_are_as_told() -> None:
    more, less = (value(line.split(" = ")[1]) for line in sums(PRICES))
    ends = [(p.lose_one, p.gain_one) for p in shadow_prices(solved()) if p.group == "perawat"]
    assert ends == [(more, less)]
    assert less < next(p.price for p in told_prices() if p.group == "perawat") < more


def test_the_page_works_out_everybody_who_serves_and_every_nurse() -> None:
    named = [re.match(r"(\w+), (\w+): ", line) for line in sums()]
    pairs = {m.groups() for m in named if m}
    assert {(p.person, p.need) for p in solved().pairs} <= pairs
    people = pl.read_csv(FOLDER / "people.csv")
    nurses = people.filter(group="perawat")["person"].to_list()
    assert {(n, "medis") for n in nurses} <= pairs
