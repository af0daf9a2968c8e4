"""An issued report as document, PDF and workbook, from nothing but what was frozen. No names."""

from django.utils import translation
from django.utils.translation import gettext as _

from luwes.mobilisation.models import SituationReport
from luwes.mobilisation.papers import printing
from luwes.mobilisation.papers.document import Document
from luwes.mobilisation.sitrep import showing
from luwes.mobilisation.sitrep.content import Content
from luwes.ui.tags.words import day, moment


def document(report: SituationReport, content: Content | None = None) -> Document:
    """In the reader's language; `content` is that of the report, or the cleared part of it."""
    about = [(_("Terbit"), moment(report.issued_at))]
    foot = _("%(incident)s, laporan %(number)d, terbit %(at)s. Sidik isi: %(sha)s") % {
        "incident": report.incident, "number": report.number, "at": moment(report.issued_at),
        "sha": report.sha256[:16],
    }  # fmt: skip
    shown = report.content if content is None else content
    return showing.document(shown, title=title(report), about=about, foot=foot)


def title(report: SituationReport) -> str:
    return _("Laporan situasi %(number)d, %(day)s") % {
        "number": report.number, "day": day(report.day),
    }  # fmt: skip


def pdf(report: SituationReport) -> bytes:
    with translation.override("id"):
        return printing.pdf(document(report), at=report.issued_at)


def xlsx(report: SituationReport) -> bytes:
    with translation.override("id"):
        return printing.xlsx(document(report), at=report.issued_at)


def file_name(report: SituationReport) -> str:
    return f"laporan-situasi-{report.incident_id}-{report.number:03}"
