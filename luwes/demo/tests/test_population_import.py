"""The generated files go in through the ordinary importers: nothing refused, nothing warned."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.core.periods import Period
from luwes.demo import population
from luwes.imports import engine
from luwes.imports.registry import Context, Importer
from luwes.organisation import actions as organisation
from luwes.organisation.importing import PositionImporter, PresenceImporter, UnitImporter
from luwes.organisation.models import JobTitle, MinimumPresence, OrgUnit, Position, UnitShape
from luwes.organisation.rules import AgencyKind
from luwes.places import actions as places
from luwes.places import queries, sources

SINCE = date(2020, 1, 1)


def an_analyst() -> User:
    user = User.objects.create(
        username="bkd", name="Analis", created_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    Grant.objects.create(
        user=user, role=Role.STAFFING_ANALYST.value, scope_kind=EVERYWHERE, scope_id="",
        period=Period(date(2000, 1, 1)),
    )  # fmt: skip
    return user


def bring_in(importer: Importer, path: Path, agency: str, by: User) -> engine.Outcome:
    context = Context(importer.owner(agency), SINCE, by, path.name)
    table = engine.read(importer=importer, path=path, context=context)
    return engine.commit(
        importer=importer, table=table, context=context, by=by, accept_clean=False, sha256=path.name
    )


@pytest.mark.django_db
def test_units_positions_and_minimums_go_in_without_a_word(tmp_path: Path) -> None:
    by = an_analyst()
    places.import_areas(rows=sources.nusantara("18"))
    organisation.load_catalogue(
        groups=list(population.GROUPS.items()),
        competencies=population.COMPETENCIES,
        policies=[],
        by=by,
    )
    files = population.generate(1200, 7, tmp_path)
    for agency in files.agencies:
        organisation.create_agency(
            code=agency.code, name=agency.name, kind=AgencyKind(agency.kind),
            area=queries.by_code(agency.code), by=by,
        )  # fmt: skip
        for importer, path in (
            (UnitImporter(), agency.units),
            (PositionImporter(), agency.positions),
            (PresenceImporter(), agency.presence),
        ):
            outcome = bring_in(importer, path, agency.code, by)
            assert outcome.taken, [str(problem) for problem in outcome.problems[:5]]
            assert not outcome.problems
            assert not outcome.table.unknown
            again = bring_in(importer, path, agency.code, by)
            assert again.counts["unchanged"] == again.counts["rows"]
    assert OrgUnit.objects.count() > 100
    assert Position.objects.count() > OrgUnit.objects.count()
    assert MinimumPresence.objects.exists()
    assert not JobTitle.objects.filter(is_draft=True).exists()
    assert not UnitShape.objects.filter(area=None).exists()
    assert not UnitShape.objects.filter(kind="other").exists()
