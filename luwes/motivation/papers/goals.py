"""What the document of a yearly evaluation says; Indonesian always."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.appointments import signing
from luwes.letters.actions import Draft
from luwes.letters.content import Appraisal, Content, Person, in_words
from luwes.motivation.models import Evaluation, RatingObjection
from luwes.motivation.queries import plans
from luwes.motivation.rules.evaluating import ObjectionState
from luwes.people.models import Employee

KIND = "performance_evaluation"
ABOUT = "motivation.evaluation"
NUMBER = "EK/{sequence}/{unit}/{year}"


def evaluation(row: Evaluation, objection: RatingObjection | None, *, on: date) -> Draft:
    """Signed by who rated; where an objection changed it, by who decided."""
    plan = row.plan
    agency = plan.unit.agency
    is_changed = objection is not None and objection.state == ObjectionState.CHANGED.value
    signer = objection.decided_by if objection and is_changed and objection.decided_by else row.rated_by  # fmt: skip
    last = row.period.last_day
    with override("id"):
        content = Content(
            letterhead=signing.letterhead_of(plan.unit, last or on),
            subject=f"Evaluasi kinerja pegawai tahun {plan.year}",
            basis=[], people=signing.people_of([plan.employee], last or on), orders=[],
            place=agency.seat or agency.name, signatory=signing.signatory_of(signer, on),
            appraisal=_appraisal(row, objection, on),
        )  # fmt: skip
    return Draft(
        kind=KIND, series_key=f"{KIND}|{agency.code}|{{year}}", number_format=NUMBER, day=on,
        payload=content, about_kind=ABOUT, about_id=str(row.pk),
        variables={"unit": agency.letter_code or agency.code}, chain=str(agency.pk),
    )  # fmt: skip


def _appraisal(row: Evaluation, objection: RatingObjection | None, on: date) -> Appraisal:
    last = row.period.last_day
    results = row.results.select_related("goal").order_by("-goal__kind", "goal__place", "goal")
    return Appraisal(
        period=f"{in_words(row.period.start)} s.d. {in_words(last)}" if last else in_words(row.period.start),
        assessor=_assessor(row.rated_by, on),
        goals=[
            [str(r.goal.get_kind_display()), r.goal.title, r.goal.indicator, r.goal.target, r.realised]
            for r in results
        ],
        behaviours=[[value.label, value.words] for value in plans.values_of(row.plan)],
        ratings=[
            ["Hasil kerja", str(row.get_work_display()), _why(row, objection, "work")],
            ["Perilaku kerja", str(row.get_behaviour_display()), _why(row, objection, "behaviour")],
        ],
        predicate=str(row.get_predicate_display()),
        notes=_notes(objection),
    )  # fmt: skip


def _why(row: Evaluation, objection: RatingObjection | None, part: str) -> str:
    """Of a part that an objection changed the reason of who decided."""
    words: str = getattr(row, f"{part}_reason")
    if objection and getattr(objection, f"{part}_before") != getattr(row, part):
        return objection.words
    return words


def _notes(objection: RatingObjection | None) -> list[str]:
    if objection is None or objection.decided_at is None or objection.decided_by is None:
        return []
    name, day = objection.decided_by.name, in_words(localdate(objection.decided_at))
    if objection.state == ObjectionState.UPHELD.value:
        return [f"Keberatan pegawai diperiksa {name} pada {day}: penilaian dikuatkan. {objection.words}"]  # fmt: skip
    before = (
        f"hasil kerja {str(objection.get_work_before_display()).lower()}, "
        f"perilaku kerja {str(objection.get_behaviour_before_display()).lower()}, "
        f"predikat {objection.get_predicate_before_display()}"
    )
    return [f"Diubah {name} pada {day} atas keberatan pegawai; semula {before}."]


def _assessor(user: User, on: date) -> Person:
    employee = Employee.objects.filter(user=user).first()
    if employee:
        return signing.people_of([employee], on)[0]
    return Person(name=user.name, nip="", rank="", grade="", position="", unit="")
