"""Two at once on a real database."""

from datetime import timedelta

import pytest

from luwes.accounts.rules import Role
from luwes.core.tests.racing import at_once
from luwes.letters.models import Letter
from luwes.motivation.actions import deciding, judging, medals, thanking
from luwes.motivation.models import (
    Award,
    AwardJudge,
    AwardWinner,
    Contribution,
    MedalRecord,
    Nomination,
    Thanks,
)
from luwes.motivation.tests.recognition_scene import LATER, LATER_NOW, NOW, TODAY, Scene, account
from luwes.notifications.models import Message
from luwes.people.models import Employee

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_signers_at_once_decide_once() -> None:
    scene = Scene()
    award, [best, second] = scene.ranked(5, 3)
    other, digest = scene.officer(Role.APPROVER, "Wakil"), scene.digest(award)

    def decide(row: Nomination, by: object, reason: str = "") -> None:
        deciding.decide(
            award=Award.objects.get(), chosen=[row.pk], reason=reason, digest=digest, on=LATER,
            now=LATER_NOW, by=by,  # type: ignore[arg-type]
        )  # fmt: skip

    said = at_once(
        lambda: decide(best, scene.signer), lambda: decide(second, other, "Lebih lama bertugas.")
    )
    assert sorted(bool(words) for words in said) == [False, True]
    assert AwardWinner.objects.count() == Letter.objects.count() == 1
    assert Contribution.objects.filter(kind="award").count() == 1


def test_one_who_presses_twice_decides_once() -> None:
    scene = Scene()
    award, [best] = scene.ranked(5)
    digest = scene.digest(award)
    said = at_once(
        *[
            lambda: deciding.decide(
                award=Award.objects.get(), chosen=[best.pk], reason="", digest=digest, on=LATER,
                now=LATER_NOW, by=scene.signer,
            )
        ]
        * 2
    )  # fmt: skip
    assert said == ["", ""]
    assert Letter.objects.count() == 1


def test_the_last_two_judges_at_once_end_the_judging_once() -> None:
    scene = Scene()
    award = scene.award()
    row = scene.nominated(award, scene.person(), scene.person())
    scene.judging(award)
    scene.scored(row, scene.judges[0], 4)
    fresh = Nomination.objects.select_related("award").get
    said = at_once(*[lambda j=j: scene.scored(fresh(pk=row.pk), j, 4) for j in scene.judges[1:]])
    assert said == ["", ""]
    told = Message.objects.filter(user=scene.signer, subject__contains="Semua calon")
    assert told.count() == 1


def test_thanks_pressed_twice_is_one() -> None:
    scene = Scene()
    a, b = scene.person(), scene.person()
    said = at_once(*[lambda: scene.thank(Employee.objects.get(pk=a.pk), b)] * 2)
    assert said == ["", ""]
    assert Thanks.objects.count() == Contribution.objects.count() == 1


def test_two_who_thank_each_other_at_once_do_not_wait_for_ever() -> None:
    scene = Scene()
    a, b = scene.person(), scene.person()
    assert at_once(lambda: scene.thank(a, b), lambda: scene.thank(b, a)) == ["", ""]


def test_a_report_is_decided_once() -> None:
    scene = Scene()
    row = scene.thank(scene.person(), scene.person())
    other = scene.officer(Role.STAFFING_ANALYST, "Analis lain")
    thanking.report(thanks=row, because="Kasar", on=TODAY, now=NOW, by=account(row.receiver))

    def answer(hide: bool, by: object) -> None:
        fresh = Thanks.objects.select_related("giver", "receiver").get()
        thanking.answer(thanks=fresh, hide=hide, because="Ya", on=TODAY, now=NOW, by=by)  # type: ignore[arg-type]

    said = at_once(lambda: answer(True, scene.manager), lambda: answer(False, other))
    assert sorted(bool(words) for words in said) == [False, True]


def test_two_who_propose_the_same_person_propose_once() -> None:
    scene = Scene()
    person = scene.person(nip="198004122010012001", birth_date=TODAY.replace(year=1980))
    other = scene.officer(Role.STAFFING_ANALYST, "Analis lain")
    medals.check(employee=person, joined=None, looked=True, note="", on=TODAY, now=NOW, by=other)

    def propose(by: object) -> None:
        medals.propose(
            people=[Employee.objects.get(pk=person.pk)], medal="satya_10", as_of=TODAY, on=TODAY,
            now=NOW, by=by,  # type: ignore[arg-type]
        )  # fmt: skip

    said = at_once(lambda: propose(scene.manager), lambda: propose(other))
    assert said == ["", ""]
    assert MedalRecord.objects.count() == 1


def test_an_interest_declared_while_scoring_ends_consistent() -> None:
    scene = Scene()
    award = scene.award()
    row = scene.nominated(award, scene.person(), scene.person())
    scene.name(award, account(scene.person(unit=scene.clinic)))
    scene.judging(award)
    fourth = AwardJudge.objects.latest("pk").user
    fresh = Nomination.objects.select_related("award").get
    at_once(
        lambda: scene.scored(fresh(pk=row.pk), fourth, 5),
        lambda: judging.declare(
            nomination=fresh(pk=row.pk), words="Sepupu", on=LATER, now=LATER_NOW, by=fourth
        ),
    )
    for judge in scene.judges:
        scene.scored(row, judge, 3)
    from luwes.motivation.queries.judging import table_of

    [ranked] = table_of(award, LATER + timedelta(days=1)).ranked
    assert str(ranked.points) == "3.00"
    assert fourth.pk not in dict(ranked.by)
