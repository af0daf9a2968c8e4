from django.apps import AppConfig


class CollaborationConfig(AppConfig):
    name = "luwes.collaboration"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.collaboration.deeds import DEEDS, DETAILS

        deeds.add_all("collaboration", DEEDS, DETAILS)
