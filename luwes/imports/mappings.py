"""Which header fed which field last time, per importer and agency."""

from collections.abc import Mapping as Headers

from luwes.imports.models import Mapping


def remembered(importer: str, agency_key: str) -> dict[str, str]:
    row = Mapping.objects.filter(importer=importer, agency_key=agency_key).first()
    return dict(row.columns) if row else {}


def remember(importer: str, agency_key: str, columns: Headers[str, str]) -> None:
    """Part of a commit: the mapping that worked is proposed next time."""
    Mapping.objects.update_or_create(
        importer=importer, agency_key=agency_key, defaults={"columns": dict(columns)}
    )
