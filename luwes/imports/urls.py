from django.urls import path

from luwes.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("baru/<str:importer>/", views.start, name="start"),
    path("contoh/<str:importer>.xlsx", views.sample, name="sample"),
    path("<int:run_id>/", views.run, name="run"),
    path("<int:run_id>/kemajuan/", views.progress, name="progress"),
    path("<int:run_id>/kolom/", views.columns, name="columns"),
    path("<int:run_id>/masukkan/", views.accept, name="accept"),
    path("<int:run_id>/batal/", views.cancel, name="cancel"),
    path("<int:run_id>/hasil.xlsx", views.result, name="result"),
]
