from django.urls import path

from luwes.services.views import case, desk, finding, offering, offices, satisfaction, tracking

_CASE = "lacak/<str:number>/<str:secret>"
app_name = "services"
urlpatterns = [
    path("kelola-layanan/kepuasan/", satisfaction.index, name="satisfaction"),
    path("lacak/", tracking.find, name="track"),
    path(f"{_CASE}/", tracking.case, name="case_public"),
    path(f"{_CASE}/tulis/", tracking.say, name="say"),
    path(f"{_CASE}/beres/", tracking.confirm, name="confirm"),
    path(f"{_CASE}/buka-kembali/", tracking.reopen, name="reopen"),
    path(f"{_CASE}/tarik/", tracking.withdraw, name="withdraw_case"),
    path(f"{_CASE}/nilai/", tracking.rate, name="rate"),
    path(f"{_CASE}/terima-kasih/", tracking.thank, name="thank"),
    path(f"{_CASE}/berkas/<int:file_id>/", tracking.file, name="public_file"),
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
    path("meja/", desk.index, name="desk"),
    path("meja/gabung/", desk.bundle, name="bundle"),
    path("meja/kantor/", desk.find_offices, name="find_offices"),
    path("meja/berkas/<int:file_id>/", desk.file, name="case_file"),
    path("meja/<int:case_id>/", case.case, name="case"),
    path("kelola-layanan/jawaban/", offices.canned, name="canned"),
    path("kelola-layanan/jawaban/baru/", offices.new_canned, name="new_canned"),
    path("kelola-layanan/jawaban/<int:answer_id>/", offices.edit_canned, name="edit_canned"),
    path("kelola-layanan/jam/<int:agency_id>/", offices.hours, name="hours"),
]
