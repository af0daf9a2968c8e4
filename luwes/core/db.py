"""The database side of core: fields for periods and secrets, row locks."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.lookups import PatternLookup

from luwes.core.periods import Period


class PeriodField(DateRangeField):
    """Stores a Period as a daterange, always `[start, end)`."""

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Period):
            return DateRange(value.start, value.end, "[)")
        return super().get_prep_value(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Period | None:
        return value and Period(value.lower, value.upper)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Period) else super().to_python(value)


@models.CharField.register_lookup
@models.TextField.register_lookup
class Holds(PatternLookup):
    """
    `name__holds="siti"`: contains, whatever the case, by ILIKE.

    Trigram indexes on the column serve it; `icontains` compares UPPER(column), which they don't.
    """

    lookup_name = "holds"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"ILIKE {rhs}"


def each_with_all(
    through: type[models.Model], own: str, other: str, ids: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """Of a relation of many to many the other side's ids, in order, by each of these; one query."""
    found: dict[int, tuple[int, ...]] = {}
    rows = through._base_manager.filter(**{f"{own}__in": ids}).order_by(own, other)
    for one, beside in rows.values_list(own, other):
        found[one] = (*found.get(one, ()), beside)
    return found


def lock(*rows: models.Model) -> None:
    """
    Hold these rows until the transaction ends, and read them afresh.

    Call it once per transaction: it locks in one fixed order, so that two decisions
    never wait on each other for ever.
    """
    for row in sorted(rows, key=lambda r: (r._meta.label, r.pk)):
        manager = row._meta.model._base_manager  # the user of a request is no instance of its class
        row.refresh_from_db(from_queryset=manager.select_for_update(of=("self",), no_key=True))


def lock_all(queryset: models.QuerySet[Any]) -> None:
    """Hold every row of the queryset, in order of its key, without reading it."""
    ordered = queryset.order_by("pk").select_for_update(of=("self",), no_key=True)
    for _ in ordered.values_list("pk", flat=True).iterator(chunk_size=5000):
        pass


def lock_ids(model: type[models.Model], ids: Collection[int]) -> None:
    """As `lock_all`, of a few rows whose keys are at hand; the cheapest way on the busiest paths."""
    sql = f'SELECT 1 FROM "{model._meta.db_table}" WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE'
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(ids)])


def insert_once(row: models.Model) -> bool:
    """
    Write a new row unless one of its unique keys is taken; whether it was written.

    A twin that is being written is waited for: in the same moment only one of two succeeds.
    """
    fields = [f for f in row._meta.concrete_fields if f is not row._meta.auto_field]
    marks = ", ".join("%s" for _ in fields)
    columns = ", ".join(f'"{f.column}"' for f in fields)
    sql = f'INSERT INTO "{row._meta.db_table}" ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING "{row._meta.pk.column}"'
    with connection.cursor() as cursor:
        cursor.execute(sql, [f.get_db_prep_save(f.pre_save(row, True), connection) for f in fields])
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk, row._state.adding, row._state.db = made[0], False, connection.alias
    return True


def advisory_lock(name: str) -> None:
    """Hold a named lock until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def quiet_triggers(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """
    Give pgtrigger's setting a value, once a connection (PostgreSQL, `CURRENT_SETTING`).

    Its triggers read the setting inside an EXCEPTION block. Where it has no value each row fails
    and is rolled back by itself, and every such rollback walks through all constraint checks that
    wait for the end of the transaction: bulk writes of 30,000 rows took half a minute.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', false)")
