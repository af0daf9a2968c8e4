from django.urls import path

from luwes.collaboration.views import conflicts, money, team

app_name = "collaboration"
urlpatterns = [
    path("program/<int:programme_id>/anggaran/", money.budget, name="money"),
    path("program/<int:programme_id>/anggaran.xlsx", money.sheet, name="money_sheet"),
    path("program/<int:programme_id>/anggaran/sumber/", money.add_source, name="add_source"),
    path("anggaran/sumber/<int:source_id>/", money.change_source, name="change_source"),
    path("anggaran/sumber/<int:source_id>/catat/", money.record, name="record_money"),
    path("anggaran/catatan/<int:entry_id>/tarik/", money.take_back, name="take_back_money"),
    path("program/<int:programme_id>/tim/", team.team, name="team"),
    path("program/<int:programme_id>/tim/tempat/", team.add_seat, name="add_seat"),
    path("tim-program/tempat/<int:seat_id>/", team.change_seat, name="change_seat"),
    path("tim-program/tempat/<int:seat_id>/hapus/", team.remove_seat, name="remove_seat"),
    path("tim-program/mitra/<int:joined_id>/", team.add_member, name="add_member"),
    path("tim-program/anggota/<int:member_id>/akhiri/", team.end_member, name="end_member"),
    path("program/<int:programme_id>/tanpa-benturan/", conflicts.no_conflict, name="no_conflict"),
    path("benturan-kepentingan/", conflicts.index, name="conflicts"),
    path("benturan-kepentingan/nyatakan/", conflicts.declare, name="declare_conflict"),
    path("benturan-kepentingan/mitra/", conflicts.find_partner, name="find_partner"),
    path("benturan-kepentingan/<int:declaration_id>/", conflicts.answer, name="answer_conflict"),
]
