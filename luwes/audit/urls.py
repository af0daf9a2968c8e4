from django.urls import path

from luwes.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("unduh.csv", views.download, {"form": "csv"}, name="csv"),
    path("unduh.xlsx", views.download, {"form": "xlsx"}, name="xlsx"),
]
