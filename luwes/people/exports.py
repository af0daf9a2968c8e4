"""The filtered list as csv or xlsx."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from luwes.organisation import queries as organisation
from luwes.people.queries import Row


def head() -> list[str]:
    return [
        "NIP", _("Nama"), _("Jenis pegawai"), _("Golongan"), _("Jabatan"), _("TMT jabatan"),
        _("Unit"), _("Instansi"), _("Kesiapan ditugaskan"), _("Tidak ada di data impor sejak"),
    ]  # fmt: skip


def lines(rows: Iterable[Row]) -> Iterator[list[object]]:
    agencies = dict(organisation.agencies().values_list("pk", "name"))
    for row in rows:
        employee, post = row.employee, row.post
        agency = agencies[post.agency_id if post else employee.agency_id]
        yield [
            employee.nip, employee.full_name, str(employee.get_employment_display()),
            employee.grade, post.title if post else "", post.since if post else None,
            post.unit if post else "", agency, str(employee.get_deployability_display()),
            employee.missing_since,
        ]  # fmt: skip
