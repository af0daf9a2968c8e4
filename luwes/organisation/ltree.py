"""PostgreSQL's ltree as a Django field: `path__under=…` finds a unit and all below it."""

from typing import Any

from django.db import models


class LtreeField(models.TextField[str, str]):
    description = "a path in a tree: labels joined by dots"

    def db_type(self, connection: Any) -> str:
        return "ltree"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(value, connection, prepared)


@LtreeField.register_lookup
class Under(models.Lookup[Any]):
    """The path itself and every path below; a list of paths: below any of them."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, params = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "as_sql"):
            right, more = compiler.compile(self.rhs)
            return f"{left} <@ {right}", [*params, *more]
        if isinstance(self.rhs, str):
            return f"{left} <@ %s::ltree", [*params, self.rhs]
        return f"{left} <@ %s::ltree[]", [*params, list(self.rhs)]
