from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "luwes.audit"

    def ready(self) -> None:
        from luwes.accounts import facts
        from luwes.audit import access, actions
        from luwes.core.facts import listen
        from luwes.ui import menu

        listen(facts.Granted, actions.log_grant)
        listen(facts.AccountChanged, actions.log_account)
        menu.add(
            menu.MenuEntry(
                "log", _("Log keputusan"), "log", "audit:log", order=92, section="more",
                visible=access.can_read,
            )
        )  # fmt: skip
