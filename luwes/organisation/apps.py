from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationConfig(AppConfig):
    name = "luwes.organisation"
    verbose_name = "organisasi"

    def ready(self) -> None:
        from luwes.accounts import scopes
        from luwes.audit import deeds
        from luwes.core import clock
        from luwes.imports.registry import importers
        from luwes.organisation import access, importing, queries, search, waiting
        from luwes.organisation.deeds import DEEDS, DETAILS
        from luwes.organisation.queries import finding
        from luwes.ui import home, menu
        from luwes.ui.search import searchers

        deeds.add_all("organisation", DEEDS, DETAILS)

        def agency_name(scope_id: str) -> str:
            return queries.agency_name(int(scope_id))

        def unit_name(scope_id: str) -> str:
            shape = queries.shape_of(int(scope_id), clock.today())
            return shape.name if shape else ""

        def units(text: str) -> list[tuple[str, str]]:
            return finding.unit_choices(text, clock.today())

        scopes.kinds.add(
            scopes.ScopeKind(access.AGENCY, _("Instansi"), agency_name, finding.agency_choices)
        )
        scopes.kinds.add(
            scopes.ScopeKind(access.UNIT, _("Unit dan semua di bawahnya"), unit_name, units)
        )
        for importer in (
            importing.UnitImporter(), importing.PositionImporter(), importing.PresenceImporter(),
            importing.WorkloadImporter(),
        ):  # fmt: skip
            importers.add(importer)
        searchers.add(search.positions())
        searchers.add(search.units())
        home.waiting.add(home.WaitingKind("minimum presence", waiting.minimums))
        home.waiting.add(home.WaitingKind("workload analyses", waiting.analyses))
        menu.add(
            menu.MenuEntry(
                "organisation", pgettext_lazy("menu", "Jabatan"), "tree", "organisation:map", order=30,
                visible=access.can_look,
                covers=("organisation", "appointments:appoint", "appointments:end"),
            )
        )  # fmt: skip
