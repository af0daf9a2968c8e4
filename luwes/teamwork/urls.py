from django.urls import path

from luwes.teamwork.views import choosing, closing, common, opportunities, standing, teams

app_name = "teamwork"
urlpatterns = [
    path("tim/", teams.index, name="teams"),
    path("tim/baru/", teams.new, name="new_team"),
    path("tim/unit/", common.find_units, name="find_units"),
    path("tim/<int:team_id>/", teams.team, name="team"),
    path("tim/<int:team_id>/ubah/", teams.edit, name="edit_team"),
    path("tim/<int:team_id>/buka/", teams.open_up, name="open_team"),
    path("tim/<int:team_id>/hasil/", teams.add_output, name="add_output"),
    path("tim/<int:team_id>/tempat/", teams.add_seat, name="add_seat"),
    path("tim/<int:team_id>/surat/", teams.plan, name="plan_team"),
    path("tim/<int:team_id>/tutup/", closing.close, name="close_team"),
    path("tim/hasil/<int:output_id>/", teams.mark_output, name="mark_output"),
    path("tim/tempat/<int:seat_id>/hapus/", teams.remove_seat, name="remove_seat"),
    path("tim/tempat/<int:seat_id>/tawarkan/", opportunities.offer_seat, name="offer_seat"),
    path("tim/masukan/<int:assignment_id>/tulis/", closing.give_input, name="give_input"),
    path("tim/masukan/<int:input_id>/", closing.read_input, name="input"),
    path("tim/calon/<int:need_id>/", choosing.candidates, name="candidates"),
    path("tim/calon/<int:need_id>/tunjuk/<int:employee_id>/", choosing.appoint, name="appoint"),
    path("tim/calon/lamaran/<int:application_id>/", choosing.decide, name="decide"),
    path("peluang/", opportunities.index, name="opportunities"),
    path("peluang/baru/", opportunities.new, name="new_opportunity"),
    path("peluang/saya/", standing.mine, name="mine"),
    path("peluang/saya/kabar/", standing.news, name="news"),
    path("peluang/<int:opportunity_id>/", opportunities.opportunity, name="opportunity"),
    path("peluang/<int:opportunity_id>/lamar/", standing.apply, name="apply"),
    path("peluang/<int:opportunity_id>/buka/", opportunities.open_up, name="open_opportunity"),
    path("peluang/<int:opportunity_id>/tenggat/", opportunities.deadline, name="deadline"),
    path("peluang/<int:opportunity_id>/surat/", opportunities.plan, name="plan_opportunity"),
    path("peluang/<int:opportunity_id>/selesai/", opportunities.end, name="end_opportunity"),
    path("peluang/lamaran/<int:application_id>/tarik/", standing.withdraw, name="withdraw"),
    path("persetujuan/", standing.consents, name="consents"),
    path("persetujuan/<int:application_id>/", standing.consent, name="consent"),
]
