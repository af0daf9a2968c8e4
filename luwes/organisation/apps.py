from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "luwes.organisation"
    verbose_name = "organisasi"

    def ready(self) -> None:
        from luwes.accounts import scopes
        from luwes.audit.deeds import Deed, deeds
        from luwes.core import clock
        from luwes.organisation import access, queries
        from luwes.organisation.queries import finding
        from luwes.ui import menu

        def agency_name(scope_id: str) -> str:
            return queries.agency_name(int(scope_id))

        def unit_name(scope_id: str) -> str:
            shape = queries.shape_of(int(scope_id), clock.today())
            return shape.name if shape else ""

        menu.add(
            menu.MenuEntry(
                "organisation", _("Jabatan"), "tree", "organisation:map", order=30,
                visible=access.can_look,
                covers=("organisation", "appointments:appoint", "appointments:end"),
            )
        )  # fmt: skip

        def units(text: str) -> list[tuple[str, str]]:
            return finding.unit_choices(text, clock.today())

        for key, label in _deeds():
            deeds.add(Deed(f"organisation.{key}", label))
        scopes.kinds.add(
            scopes.ScopeKind(access.AGENCY, _("Instansi"), agency_name, finding.agency_choices)
        )
        scopes.kinds.add(
            scopes.ScopeKind(access.UNIT, _("Unit dan semua di bawahnya"), unit_name, units)
        )


def _deeds() -> list[tuple[str, Any]]:
    """How the decision log says what was done here."""
    return [
        ("agency_created", _("Instansi dibuat")),
        ("letterhead_set", _("Kop surat ditetapkan")),
        ("unit_created", _("Unit dibuat")),
        ("unit_changed", _("Unit diubah")),
        ("unit_closed", _("Unit ditutup")),
        ("position_created", _("Jabatan dibuat")),
        ("position_closed", _("Jabatan ditutup")),
        ("establishment_set", _("Formasi ditetapkan")),
        ("requirements_set", _("Syarat kompetensi ditetapkan")),
        ("minimum_set", _("Minimum hadir ditetapkan")),
        ("minimum_ended", _("Minimum hadir diakhiri")),
        ("title_created", _("Nomenklatur dibuat")),
        ("title_changed", _("Nomenklatur diubah")),
        ("group_created", _("Kelompok pegawai dibuat")),
        ("group_changed", _("Kelompok pegawai diubah")),
        ("competency_created", _("Kompetensi dibuat")),
        ("competency_changed", _("Kompetensi diubah")),
        ("catalogue_loaded", _("Daftar acuan dimuat")),
        ("draft_accepted", _("Rancangan dari impor diterima")),
        ("draft_merged", _("Rancangan dari impor digabungkan")),
    ]
