from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MobilisationConfig(AppConfig):
    name = "luwes.mobilisation"

    def ready(self) -> None:
        from luwes.accounts import scopes
        from luwes.audit import deeds
        from luwes.core import clock
        from luwes.core.facts import listen
        from luwes.mobilisation import access, facts, panels, queries, search, telling
        from luwes.mobilisation.deeds import DEEDS, DETAILS
        from luwes.mobilisation.models import Incident
        from luwes.notifications.kinds import MessageKind, kinds
        from luwes.staffing import owners
        from luwes.ui import home, menu
        from luwes.ui.search import searchers

        menu.add(
            menu.MenuEntry(
                "incidents", _("Kejadian"), "wave", "mobilisation:list", order=20,
                visible=access.can_view_any, phone=3, covers=("mobilisation",),
            )
        )  # fmt: skip
        deeds.add_all("mobilisation", DEEDS, DETAILS)
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
                agency_ids=queries.agency_ids_of,
                label=queries.as_label,
                may_view=access.can_view,
                may_plan=access.can_plan,
                named=queries.named,
                seen=queries.seen,
                led=lambda user: queries.led(user, clock.today()),
                concerning=queries.concerning,
            )
        )
        kinds.add(MessageKind("mobilisation.status_ending", _("Status darurat berakhir")))
        kinds.add(MessageKind("mobilisation.handed_over", _("Pimpinan kejadian berganti")))
        listen(facts.StatusEnding, telling.status_ending)
        listen(facts.HandedOver, telling.handed_over)
        home.waiting.add(home.WaitingKind("incidents and their lessons", panels.waits))
        searchers.add(search.incidents())
