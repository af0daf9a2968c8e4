"""Writing a checked workload file: analyses, their tasks, what follows from them."""

from django.utils.translation import gettext as _

from luwes.core.db import lock_ids
from luwes.core.errors import Problem, refuse
from luwes.organisation.importing.workload_work import Post, Row, Work
from luwes.organisation.models import WorkloadAnalysis, WorkloadTask
from luwes.organisation.models.workload import DRAFTED
from luwes.organisation.rules import workload as rules

BATCH = 2000


def write(work: Work) -> None:
    """
    The tasks of each post become those of the file.

    :raises Refused: when somebody signed one of them meanwhile
    """
    changed = {post: rows for post, rows in work.posts.items() if _is_touched(work, post)}
    _begin(work, [post for post in changed if post not in work.analyses])
    ids = [work.analyses[post] for post in changed]
    lock_ids(WorkloadAnalysis, ids)
    analyses = WorkloadAnalysis.objects.in_bulk(ids)
    signed = [a for a in analyses.values() if not a.is_open]
    if signed:
        said = _("Sementara berkas diperiksa, %(n)s analisis ditandatangani. Unggah lagi.")
        refuse([Problem(said % {"n": len(signed)})])
    _write_tasks(work)
    for post, rows in changed.items():
        _reckon(analyses[work.analyses[post]], rows, work, post)
    WorkloadAnalysis.objects.bulk_update(
        list(analyses.values()),
        ["load", "raw_need", "effective_minutes", "minutes_source", "headcount",
         "rounding_reason", "state"],
        batch_size=BATCH,
    )  # fmt: skip


def _is_touched(work: Work, post: Post) -> bool:
    return post in work.changed or post in work.headcounts or post not in work.analyses


def _begin(work: Work, posts: list[Post]) -> None:
    fresh = [
        WorkloadAnalysis(
            position_id=post.position, year=post.year, effective_minutes=work.minutes[post.year][0],
            minutes_source=work.minutes[post.year][1],
        )
        for post in posts
    ]  # fmt: skip
    WorkloadAnalysis.objects.bulk_create(fresh, batch_size=BATCH)
    work.analyses.update({post: row.pk for post, row in zip(posts, fresh, strict=True)})


def _write_tasks(work: Work) -> None:
    ids = {work.analyses[post]: work.posts[post] for post in work.changed}
    WorkloadTask.objects.filter(analysis_id__in=ids).delete()
    WorkloadTask.objects.bulk_create(
        [
            WorkloadTask(
                analysis_id=pk, key=row.key, task=row.task, output=row.output, volume=row.volume,
                norm_minutes=row.norm, evidence=row.evidence,
            )
            for pk, rows in ids.items()
            for row in rows
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _reckon(analysis: WorkloadAnalysis, rows: list[Row], work: Work, post: Post) -> None:
    minutes, source = work.minutes[post.year]
    load = rules.load(row.as_work() for row in rows)
    need = rules.raw_need(load, minutes)
    if need != analysis.raw_need:
        analysis.headcount, analysis.rounding_reason = None, ""
    if told := work.headcounts.get(post):
        analysis.headcount, analysis.rounding_reason = told
    analysis.load, analysis.raw_need, analysis.state = load, need, DRAFTED
    analysis.effective_minutes, analysis.minutes_source = minutes, source
