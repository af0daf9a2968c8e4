from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "luwes.core"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from luwes.core.db import quiet_triggers

        connection_created.connect(quiet_triggers)
