from django.urls import URLPattern, path

from luwes.services.views import building, filling

app_name = "services"
_form = "kelola-layanan/<int:service_id>/formulir/"
urlpatterns: list[URLPattern] = [
    path("layanan/<slug:slug>/isi/", filling.begin, name="begin"),
    path("isi/wilayah/", filling.find_area, name="find_area"),
    path("isi/<str:key>/", filling.fill, name="fill"),
    path("isi/<str:key>/<int:number>/", filling.fill_page, name="fill_page"),
    path("isi/<str:key>/periksa/", filling.check, name="fill_check"),
    path("isi/<str:key>/tanda-terima/", filling.receipt, name="receipt"),
    path("meja/catat/", filling.record, name="file_for"),
    path(_form, building.form, name="form"),
    path(f"{_form}kata/", building.words, name="form_words"),
    path(f"{_form}halaman/", building.page, name="form_page_new"),
    path(f"{_form}halaman/<int:place>/", building.page, name="form_page"),
    path(f"{_form}halaman/<int:place>/pertanyaan/", building.question, name="form_question_new"),
    path(f"{_form}halaman/<int:place>/pertanyaan/<slug:question_key>/", building.question, name="form_question"),
    path(f"{_form}ubah/", building.change, name="form_change"),
    path(f"{_form}lihat/", building.preview, name="form_preview"),
]  # fmt: skip
