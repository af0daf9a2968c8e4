from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MobilisationConfig(AppConfig):
    name = "luwes.mobilisation"

    def ready(self) -> None:
        from luwes.accounts import scopes
        from luwes.audit import deeds
        from luwes.mobilisation import access, queries
        from luwes.mobilisation.deeds import DEEDS
        from luwes.mobilisation.models import Incident
        from luwes.staffing import owners

        deeds.add_all("mobilisation", DEEDS)
        scopes.kinds.add(
            scopes.ScopeKind(
                queries.OWNER_KIND,
                _("Kejadian"),
                lambda pk: str(Incident.objects.filter(pk=pk).first() or pk),
            )
        )
        owners.kinds.add(
            owners.OwnerKind(
                queries.OWNER_KIND,
                load=queries.as_owner,
                may_view=access.can_view,
                may_plan=access.can_plan,
            )
        )
