from django.urls import URLPattern, path

from luwes.motivation.views import years

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
_CARE: list[URLPattern] = []
urlpatterns = [*_MINE, *_GOALS, *_RECOGNITION, *_CARE]
