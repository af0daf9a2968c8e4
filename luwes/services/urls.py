from django.urls import path

from luwes.services.views import satisfaction, tracking

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
]
