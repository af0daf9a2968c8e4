from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "luwes.staffing"
