from django.urls import URLPattern, path

from luwes.motivation.views import awards, judging, medals, thanks

app_name = "motivation"
_MINE: list[URLPattern] = []
_GOALS: list[URLPattern] = []
_MEDALS = "penghargaan/tanda-jasa/"
_AWARD = "penghargaan/<int:award_id>/"
_NOMINATION = "penghargaan/pencalonan/<int:nomination_id>/"
_RECOGNITION: list[URLPattern] = [
    path("terima-kasih/", thanks.mine, name="thanks"),
    path("terima-kasih/tulis/", thanks.give, name="give_thanks"),
    path("terima-kasih/rekan/", thanks.find_colleagues, name="find_colleagues"),
    path("terima-kasih/laporan/", thanks.reports, name="thanks_reports"),
    path("terima-kasih/<int:thanks_id>/pembaca/", thanks.place, name="place_thanks"),
    path("terima-kasih/<int:thanks_id>/tarik/", thanks.withdraw, name="withdraw_thanks"),
    path("terima-kasih/<int:thanks_id>/lapor/", thanks.report, name="report_thanks"),
    path("terima-kasih/<int:thanks_id>/jawab/", thanks.answer, name="answer_report"),
    path("pegawai/<int:employee_id>/terima-kasih/", thanks.of_person, name="thanks_of"),
    path(_MEDALS, medals.own, name="medals"),
    path(f"{_MEDALS}calon/", medals.candidates, name="medal_candidates"),
    path(f"{_MEDALS}calon/unduh.xlsx", medals.sheet, name="medal_candidates_xlsx"),
    path(f"{_MEDALS}calon/usulkan/", medals.propose, name="propose_medals"),
    path(f"{_MEDALS}pegawai/<int:employee_id>/", medals.of_person, name="medals_of"),
    path(f"{_MEDALS}pemutus/<int:break_id>/hapus/", medals.remove_break, name="remove_break"),
    path(f"{_MEDALS}catatan/<int:medal_id>/batal/", medals.drop, name="drop_medal"),
    path("penghargaan/", awards.index, name="awards"),
    path("penghargaan/baru/", awards.new, name="new_award"),
    path("penghargaan/unit/", awards.find_units, name="find_award_units"),
    path(_AWARD, awards.one, name="award"),
    path(f"{_AWARD}ubah/", awards.edit, name="edit_award"),
    path(f"{_AWARD}langkah/", awards.step, name="step_award"),
    path(f"{_AWARD}batal/", awards.cancel, name="cancel_award"),
    path(f"{_AWARD}panitia/", awards.name_judge, name="name_judge"),
    path(f"{_AWARD}panitia/cari/", awards.find_judges, name="find_judges"),
    path(f"{_AWARD}panitia/keluar/", awards.let_judge_go, name="let_judge_go"),
    path(f"{_AWARD}calonkan/", awards.nominate, name="nominate"),
    path(f"{_AWARD}calonkan/cari/", awards.find_nominees, name="find_nominees"),
    path(f"{_AWARD}putuskan/", judging.decide, name="decide_award"),
    path(_NOMINATION, awards.nomination, name="nomination"),
    path(f"{_NOMINATION}nilai/", judging.score, name="score"),
    path(f"{_NOMINATION}benturan/", judging.declare, name="declare_interest"),
]  # fmt: skip
_CARE: list[URLPattern] = []
urlpatterns = [*_MINE, *_GOALS, *_RECOGNITION, *_CARE]
