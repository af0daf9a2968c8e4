from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "luwes.services"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.services.deeds import DEEDS, DETAILS

        deeds.add_all("services", DEEDS, DETAILS)
