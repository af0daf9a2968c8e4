from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "luwes.core"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.utils.translation import gettext

        from luwes.core import errors
        from luwes.core.db import quiet_triggers

        errors.speak_by(gettext)
        connection_created.connect(quiet_triggers)
