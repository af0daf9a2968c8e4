from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "luwes.notifications"

    def ready(self) -> None:
        from luwes.notifications import actions, panels, queries
        from luwes.notifications.kinds import MessageKind, kinds
        from luwes.ui import home, menu

        menu.set_bell(menu.Bell(queries.unread_count, "notifications:list"))
        menu.add(
            menu.MenuEntry(
                "channels", _("Cara menerima pesan"), "bell", "notifications:settings", order=20,
                section="account", covers=("notifications:settings",),
            )
        )  # fmt: skip
        kinds.add(MessageKind(actions.TRIAL, _("Pesan coba"), "pesan_coba"))
        home.changes.add(home.ChangeKind("messages", panels.messages))
