from django.urls import URLPattern, path

from luwes.motivation.views import load, pulse, recovery, years

app_name = "motivation"
_MINE: list[URLPattern] = [
    path("kinerja/", years.mine, name="mine"),
    path("kinerja/unduh.pdf", years.paper, name="mine_paper"),
    path("kinerja/bukti/", years.evidence, name="evidence"),
    path("kinerja/bukti/<int:contribution_id>/", years.link, name="link"),
    path("kinerja/bukti/sasaran/<int:goal_id>/", years.link_all, name="link_all"),
    path("pegawai/<int:employee_id>/kinerja/", years.portfolio, name="portfolio"),
    path(
        "pegawai/<int:employee_id>/kinerja/bukti/", years.portfolio_evidence,
        name="portfolio_evidence",
    ),
]  # fmt: skip
_GOALS: list[URLPattern] = []
_RECOGNITION: list[URLPattern] = []
_CARE: list[URLPattern] = [
    path("beban/", load.index, name="load"),
    path("beban/saya/", load.own, name="own_load"),
    path("beban/ringkasan/", load.overview, name="load_overview"),
    path("beban/ringkasan.xlsx", load.overview_sheet, name="load_overview_xlsx"),
    path("beban/<int:signal_id>/", load.signal, name="load_signal"),
    path("beban/<int:signal_id>/kata/", load.words, name="load_words"),
    path("beban/<int:signal_id>/tarik/", load.take_back, name="take_back_load"),
    path("pemulihan/", recovery.own, name="own_recovery"),
    path("pemulihan/<int:offer_id>/", recovery.answer, name="recovery"),
    path("pemulihan/<int:offer_id>/pilih/", recovery.pick, name="pick_recovery"),
    path("denyut/", pulse.results, name="pulse"),
    path("denyut/jawab/", pulse.answer, name="answer_pulse"),
    path("denyut/pertanyaan/", pulse.bank, name="pulse_bank"),
    path("denyut/pertanyaan/<int:question_id>/", pulse.set_asked, name="set_pulse_question"),
]
urlpatterns = [*_MINE, *_GOALS, *_RECOGNITION, *_CARE]
