from django.urls import path

from luwes.learning.views import authoring, studying

app_name = "learning"
MODULE, WRITTEN = "belajar/modul/<slug:slug>/", "kelola-pelatihan/modul/<int:module_id>/"
urlpatterns = [
    path("belajar/", studying.mine, name="mine"),
    path("belajar/gambar/<int:picture_id>/", studying.picture, name="picture"),
    path("belajar/hasil/<int:attempt_id>/", studying.result, name="result"),
    path(MODULE, studying.module, name="module"),
    path(f"{MODULE}mulai/", studying.begin, name="begin"),
    path(f"{MODULE}halaman/<int:place>/", studying.read, name="read"),
    path(f"{MODULE}tes/", studying.check, name="check"),
    path(f"{MODULE}tes/mulai/", studying.begin_test, name="begin_test"),
    path(f"{MODULE}tes/soal/<int:number>/", studying.question_of, name="question_of"),
    path(f"{MODULE}tes/kumpulkan/", studying.hand_in, name="hand_in"),
    path("kelola-pelatihan/", authoring.manage, name="manage"),
    path("kelola-pelatihan/unit/", authoring.find_units, name="find_units"),
    path("kelola-pelatihan/modul/baru/", authoring.new, name="new_module"),
    path(WRITTEN, authoring.write, name="write"),
    path(f"{WRITTEN}langkah/", authoring.step, name="step"),
    path(f"{WRITTEN}uraian/", authoring.describe, name="describe"),
    path(f"{WRITTEN}pratinjau/", authoring.preview, name="preview"),
    path(f"{WRITTEN}versi/<int:number>/", authoring.preview, name="version"),
    path(f"{WRITTEN}halaman/baru/", authoring.page, name="write_page_new"),
    path(f"{WRITTEN}halaman/<int:page_id>/", authoring.page, name="write_page"),
    path(f"{WRITTEN}halaman/<int:page_id>/gambar/", authoring.picture, name="add_picture"),
    path(f"{WRITTEN}soal/baru/", authoring.question, name="write_question_new"),
    path(f"{WRITTEN}soal/<int:question_id>/", authoring.question, name="write_question"),
]
