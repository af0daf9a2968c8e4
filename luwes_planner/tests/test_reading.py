"""Every fault of an input is told with its file, row, column and what was expected."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from luwes_planner import InputRefused, from_columns, read, solve, write_instance
from luwes_planner.tests.instances import random_columns, random_instance, tables

FILES = {
    "places": "place,lat,lon\na,-5.4,105.2\nb,-5.0,105.0\n",
    "units": "unit,parent,place,weight\nu,,a,\nv,u,b,2\n",
    "people": (
        "person,unit,group,place,state,days_served,available_from,available_to\n"
        "p1,u,regu,,available,3,,\n"
        "p2,v,regu,a,home_only,0,2025-02-01,2025-03-01\n"
    ),
    "skills": "person,competency,level,valid_until\np1,selam,3,2025-12-31\np1,selam,4,\n",
    "presence": "unit,group,minimum\nu,,1\nu,regu,0\n",
    "needs": (
        "need,place,tier,minimum,desired,start,end,max_minutes,groups\n"
        "n,b,1,1,2,2025-02-21,2025-02-28,120,regu;guru\n"
    ),
    "need_skills": "need,competency,level\nn,selam,2\n",
    "keep": "person,need\np1,n\n",
    "rules": "person,need,rule\np2,,exclude\n",
    "travel": "from_place,to_place,minutes\na,b,50\n",
    "weights.json": '{"release": 5, "release_slopes": [0, 0, 1, 1]}',
}


def folder(root: Path, **changed: str | bytes | None) -> Path:
    for name, text in (FILES | changed).items():
        path = root / (name if "." in name else f"{name}.csv")
        if isinstance(text, bytes):
            path.write_bytes(text)
        elif text is not None:
            path.write_text(text, encoding="utf-8")
    return root


def refusal(root: Path, **changed: str | bytes | None) -> str:
    with pytest.raises(InputRefused) as refused:
        read(folder(root, **changed))
    return str(refused.value)


def test_a_good_folder_is_read_as_documented(tmp_path: Path) -> None:
    instance = read(folder(tmp_path))
    assert list(instance.people.id) == ["p1", "p2"]
    assert instance.people.place.tolist() == [0, 0]  # p1 starts from the unit's, p2 from the own
    assert instance.units.weight.tolist() == [1, 2]
    assert instance.weights.release_slopes == (0, 0, 1, 1)
    assert instance.weights.change == 200
    assert instance.warnings == ("group 'guru' is asked for, but nobody belongs to it",)
    assert solve(instance).assignments() == {"p1": "n"}


def test_order_of_rows_and_columns_bom_and_other_columns_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    plain = read(folder(tmp_path / "one"))
    units = "\ufeffnote,weight,place,parent,unit\nx,2,b,u,v\ny,,a,,u\n"
    assert read(folder(tmp_path / "two", units=units)).sha256() == plain.sha256()


def test_files_that_may_be_absent_or_empty_have_no_rows(tmp_path: Path) -> None:
    gone = {"skills": None, "presence": "", "need_skills": "need,competency,level\n"}
    none = {"keep": None, "rules": "", "travel": "from_place,to_place,minutes\n"}
    instance = read(folder(tmp_path, **gone, **none, **{"weights.json": None}))
    assert instance.travel is None
    assert len(instance.skills.person) == 0


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"needs": None}, "needs: found no such file"),
        ({"units": "unit,parent,place\nu,,a\n"}, "units, row 1, column weight: found no such column"),
        ({"places": "place,lat,lon\na,91,0\nb,0,181\n"}, "places, row 2, column lat: found '91'"),
        ({"places": "place,lat,lon\na,91,0\nb,0,181\n"}, "places, row 3, column lon: found '181'"),
        ({"places": "place,lat,lon\na,nan,0\nb,0,0\n"}, "column lat: found 'nan'"),
        ({"places": "place,lat,lon\na,0,0\nb,0,0\na,1,1\n"}, "places, row 4, column place: found 'a' a second time"),
        ({"units": "unit,parent,place,weight\nu,v,a,\nv,u,b,2\n"}, "no circle of parents"),
        ({"units": "unit,parent,place,weight\nu,x,a,\nv,u,b,2\n"}, "units, row 2, column parent: found 'x', expected an id from units"),
        ({"units": "unit,parent,place,weight\nu,,a,-1\nv,u,b,2\n"}, "units, row 2, column weight: found '-1'"),
        ({"units": "unit,parent,place,weight\nu,,a,1.5\nv,u,b,2\n"}, "found '1.5', expected an integer"),
        ({"people": FILES["people"].replace("home_only", "sick")}, "people, row 3, column state: found 'sick', expected available or home_only or away"),
        ({"people": FILES["people"].replace("2025-02-01", "2025-02-30")}, "people, row 3, column available_from: found '2025-02-30', expected a day"),
        ({"people": FILES["people"].replace("available,3", "available,")}, "people, row 2, column days_served: found a blank cell"),
        ({"skills": "person,competency,level,valid_until\np9,selam,6,x\n"}, "skills, row 2, column person: found 'p9'"),
        ({"skills": "person,competency,level,valid_until\np9,selam,6,x\n"}, "column level: found '6', expected an integer from 1 up to 5"),
        ({"skills": "person,competency,level,valid_until\np9,selam,6,x\n"}, "column valid_until: found 'x'"),
        ({"presence": "unit,group,minimum\nu,,1\nu,,2\n"}, "presence, row 3, column unit: found 'u · blank' a second time"),
        ({"needs": FILES["needs"].replace(",1,2,2025", ",3,2,2025")}, "needs, row 2, column desired: found '2', expected at least the minimum"),
        ({"needs": FILES["needs"].replace("2025-02-28", "2025-02-21")}, "needs, row 2, column end"),
        ({"needs": FILES["needs"].replace("b,1,1", "b,0,1")}, "needs, row 2, column tier: found '0', expected an integer from 1"),
        ({"needs": FILES["needs"].replace("120", "two")}, "column max_minutes: found 'two'"),
        ({"need_skills": "need,competency,level\nn,selam,2\nn,selam,3\n"}, "need_skills, row 3, column need"),
        ({"keep": "person,need\np1,n\np1,n\n"}, "keep, row 3"),
        ({"keep": "person,need\np1,\n"}, "keep, row 2, column need: found a blank cell"),
        ({"rules": "person,need,rule\np1,n,pin\np1,n,exclude\n"}, "rules, row 3, column person: found 'p1 · n' a second time"),
        ({"rules": "person,need,rule\np1,,pin\n"}, "rules, row 2, column need: found a blank cell, expected the need of the pin"),
        ({"rules": "person,need,rule\np1,n,maybe\n"}, "column rule: found 'maybe', expected pin or exclude"),
        ({"travel": "from_place,to_place,minutes\na,b,5\na,b,6\n"}, "travel, row 3"),
        ({"weights.json": '{"speed": 1}'}, "weights.json, column speed: found an unknown key"),
        ({"weights.json": '{"release_slopes": [0, 3, 1, 7]}'}, "four integers from 0 that never fall"),
        ({"weights.json": '{"change": 1.5}'}, "weights.json, column change: found 1.5"),
        ({"weights.json": "[]"}, "weights.json: found list, expected one JSON object"),
        ({"weights.json": "{"}, "weights.json: found Expecting property name"),
        ({"keep": "person,need\np1,n,x\n"}, "keep, row 2: found 3 cells, expected 2 cells"),
        ({"keep": b"person,need\np\xff,n\n"}, "not UTF-8"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, changed: dict[str, Any], expected: str
) -> None:
    assert expected in refusal(tmp_path, **changed)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = refusal(
        tmp_path, keep="person,need\nx,n\n", presence="unit,group,minimum\nz,,1\n", needs=None
    )
    assert [line.split(",")[0].split(":")[0] for line in told.splitlines()] == [
        "needs",
        "presence",
        "keep",
    ]


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no such folder"):
        read(tmp_path / "nowhere")


def test_columns_in_memory_get_the_same_checks() -> None:
    columns = tables(units=[{"unit": "u"}], people=[{"person": "p", "unit": "x"}], needs=[])
    with pytest.raises(InputRefused, match="people, row 2, column unit: found 'x'"):
        from_columns(**columns)
    columns["people"]["unit"] = ["u", "u"]
    with pytest.raises(InputRefused, match="people: found columns of unequal length"):
        from_columns(**columns)
    with pytest.raises(TypeError, match="persons"):
        from_columns(persons={})


@pytest.mark.parametrize("parquet", [False, True])
def test_an_instance_written_is_read_back_the_same(tmp_path: Path, parquet: bool) -> None:
    for seed in range(6):
        instance = random_instance(seed)
        write_instance(instance, tmp_path / str(seed), parquet=parquet)
        again = read(tmp_path / str(seed))
        assert again.sha256() == instance.sha256()
        assert solve(again) == solve(instance)


def test_lists_numpy_and_polars_make_the_same_instance() -> None:
    columns = random_columns(4)
    series = {
        name: values
        if name == "weights"
        else {c: pl.Series(c, v, strict=False) for c, v in values.items()}
        for name, values in columns.items()
    }
    assert from_columns(**series).sha256() == from_columns(**columns).sha256()


def test_the_hash_knows_every_change() -> None:
    base = from_columns(**random_columns(4)).sha256()
    columns = random_columns(4)
    columns["people"]["days_served"][0] += 1
    assert from_columns(**columns).sha256() != base
