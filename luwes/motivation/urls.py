from django.urls import URLPattern, path

from luwes.motivation.views import assessing, plans, ratings

app_name = "motivation"
_MINE: list[URLPattern] = []
PLAN, RATED = "kinerja/sasaran/<int:plan_id>/", "kinerja/evaluasi/<int:evaluation_id>/"
_GOALS: list[URLPattern] = [
    path("kinerja/sasaran/", plans.own, name="own_plan"),
    path("kinerja/sasaran/mulai/", plans.begin, name="begin_plan"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}hasil-kerja/", plans.new_goal, name="new_goal"),
    path("kinerja/sasaran/hasil-kerja/<int:goal_id>/", plans.edit_goal, name="edit_goal"),
    path("kinerja/sasaran/hasil-kerja/<int:goal_id>/hapus/", plans.drop_goal, name="drop_goal"),
    path(f"{PLAN}usulkan/", plans.propose, name="propose_plan"),
    path(f"{PLAN}tarik/", plans.take_back, name="withdraw_plan"),
    path(f"{PLAN}jawab/", plans.answer, name="answer_plan"),
    path(f"{PLAN}perilaku/", plans.expectations, name="expectations"),
    path(f"{PLAN}dialog/", plans.check_in, name="check_in"),
    path(f"{PLAN}nilai/", ratings.rate, name="rate"),
    path("kinerja/sasaran/perubahan/<int:change_id>/", plans.answer_change, name="answer_change"),
    path("kinerja/sasaran/perubahan/<int:change_id>/tarik/", plans.withdraw_change, name="withdraw_change"),
    path(RATED, ratings.evaluation, name="evaluation"),
    path(f"{RATED}terima/", ratings.receive, name="receive_rating"),
    path(f"{RATED}keberatan/", ratings.object_to, name="object_to_rating"),
    path(f"{RATED}cabut/", ratings.withdraw, name="withdraw_rating"),
    path("kinerja/keberatan/<int:objection_id>/", ratings.decide, name="decide_objection"),
    path("kinerja/dinilai/", assessing.index, name="assessed"),
    path("kinerja/dinilai/unduh.xlsx", assessing.file, name="assessed_file"),
    path("kinerja/predikat/", assessing.ratings, name="ratings"),
]  # fmt: skip
_RECOGNITION: list[URLPattern] = []
_CARE: list[URLPattern] = []
urlpatterns = [*_MINE, *_GOALS, *_RECOGNITION, *_CARE]
