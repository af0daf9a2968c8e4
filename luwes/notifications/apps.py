from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "luwes.notifications"

    def ready(self) -> None:
        from luwes.notifications import queries
        from luwes.ui import menu

        menu.set_bell(menu.Bell(queries.unread_count, "notifications:list"))
