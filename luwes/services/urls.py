from django.urls import path

from luwes.services.views import case, desk, offices

app_name = "services"
urlpatterns = [
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
