from django.urls import path

from luwes.services.views import finding, offering

app_name = "services"
urlpatterns = [
    path("layanan/", finding.find, name="find"),
    path("layanan/<slug:slug>/", finding.service, name="service"),
    path("layanan/<slug:slug>/kertas/", finding.paper, name="paper"),
    path("kelola-layanan/", offering.index, name="offered"),
    path("kelola-layanan/baru/", offering.new, name="new_service"),
    path("kelola-layanan/unit/", offering.find_units, name="find_units"),
    path("kelola-layanan/<int:service_id>/", offering.manage, name="manage"),
    path("kelola-layanan/<int:service_id>/atur/", offering.run, name="run"),
    path("kelola-layanan/<int:service_id>/pratinjau/", offering.preview, name="preview"),
    path("kelola-layanan/<int:service_id>/terbitkan/", offering.publish, name="publish"),
    path("kelola-layanan/<int:service_id>/buang/", offering.discard, name="discard"),
    path("kelola-layanan/<int:service_id>/versi/<int:number>/", offering.version, name="version"),
]
