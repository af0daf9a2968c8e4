from django.urls import path

from luwes.services.views import building, filling, satisfaction, tracking

_CASE = "lacak/<str:number>/<str:secret>"
_FORM = "kelola-layanan/<int:service_id>/formulir/"
_QUESTION = f"{_FORM}halaman/<int:place>/pertanyaan/"
app_name = "services"
urlpatterns = [
    path("layanan/<slug:slug>/isi/", filling.begin, name="begin"),
    path("isi/wilayah/", filling.find_area, name="find_area"),
    path("isi/<str:key>/", filling.fill, name="fill"),
    path("isi/<str:key>/<int:number>/", filling.fill_page, name="fill_page"),
    path("isi/<str:key>/periksa/", filling.check, name="fill_check"),
    path("isi/<str:key>/tanda-terima/", filling.receipt, name="receipt"),
    path("meja/catat/", filling.record, name="file_for"),
    path(_FORM, building.form, name="form"),
    path(f"{_FORM}kata/", building.words, name="form_words"),
    path(f"{_FORM}halaman/", building.page, name="form_page_new"),
    path(f"{_FORM}halaman/<int:place>/", building.page, name="form_page"),
    path(_QUESTION, building.question, name="form_question_new"),
    path(f"{_QUESTION}<slug:question_key>/", building.question, name="form_question"),
    path(f"{_FORM}ubah/", building.change, name="form_change"),
    path(f"{_FORM}lihat/", building.preview, name="form_preview"),
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
