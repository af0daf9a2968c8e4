from django.urls import path

from luwes.collaboration.views import claims, milestones, programmes, public

app_name = "collaboration"
urlpatterns = [
    path("program/", programmes.index, name="programmes"),
    path("program/baru/", programmes.new, name="new_programme"),
    path("program/unit/", programmes.find_units, name="find_programme_units"),
    path("program/<int:programme_id>/", programmes.programme, name="programme"),
    path("program/<int:programme_id>/ubah/", programmes.edit, name="edit_programme"),
    path("program/<int:programme_id>/mulai/", programmes.start, name="start_programme"),
    path("program/<int:programme_id>/tutup/", programmes.close, name="close_programme"),
    path("program/<int:programme_id>/mitra/", programmes.join, name="join_programme"),
    path("program/<int:programme_id>/indikator/", programmes.add_indicator, name="add_indicator"),
    path("program/<int:programme_id>/lokasi/", programmes.add_place, name="add_programme_place"),
    path("program/<int:programme_id>/tonggak/", milestones.add, name="add_milestone"),
    path("program/<int:programme_id>/suara/", claims.words, name="programme_voices"),
    path("program/indikator/<int:indicator_id>/", programmes.measure, name="measure_indicator"),
    path("program/tonggak/<int:milestone_id>/", milestones.milestone, name="milestone"),
    path("program/tonggak/<int:milestone_id>/ubah/", milestones.edit, name="edit_milestone"),
    path("program/tonggak/<int:milestone_id>/pindah/", milestones.move, name="move_milestone"),
    path("program/tonggak/<int:milestone_id>/batal/", milestones.drop, name="drop_milestone"),
    path("program/tonggak/<int:milestone_id>/klaim/", claims.claim, name="claim"),
    path("program/klaim/<int:claim_id>/periksa/", claims.verify, name="verify_claim"),
    path("program/klaim/<int:claim_id>/tarik/", claims.withdraw, name="withdraw_claim"),
    path("program/suara/<int:voice_id>/", claims.look, name="look_at_voice"),
    path("program/foto/<int:photo_id>/", claims.photo, name="programme_photo"),
    path("p/program/<slug:slug>/", public.programme, name="public"),
    path("p/program/<slug:slug>/data.json", public.data, name="public_programme_json"),
    path("p/program/<slug:slug>/tonggak.csv", public.milestones_csv, name="public_programme_csv"),
    path("p/program/<slug:slug>/suara/<int:claim_id>/", public.voice, name="voice"),
    path("p/foto-program/<int:photo_id>/", public.photo, name="public_programme_photo"),
]
