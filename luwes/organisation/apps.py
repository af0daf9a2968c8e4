from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "luwes.organisation"
    verbose_name = "organisasi"

    def ready(self) -> None:
        from luwes.accounts import scopes
        from luwes.audit import deeds
        from luwes.core import clock
        from luwes.imports.registry import importers
        from luwes.organisation import access, importing, queries
        from luwes.organisation.deeds import DEEDS

        deeds.add_all("organisation", DEEDS)

        def agency_name(scope_id: str) -> str:
            return queries.agency_name(int(scope_id))

        def unit_name(scope_id: str) -> str:
            shape = queries.shape_of(int(scope_id), clock.today())
            return shape.name if shape else ""

        scopes.kinds.add(scopes.ScopeKind(access.AGENCY, _("Instansi"), agency_name))
        scopes.kinds.add(scopes.ScopeKind(access.UNIT, _("Unit dan semua di bawahnya"), unit_name))
        for importer in (
            importing.UnitImporter(), importing.PositionImporter(), importing.PresenceImporter(),
        ):  # fmt: skip
            importers.add(importer)
