"""Thanks between colleagues, an award decided and one that is open, recognitions by law."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period, through
from luwes.demo import loading
from luwes.demo.lives import Life, day, working
from luwes.demo.season import Season
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import awards, deciding, judging, medals, nominating, thanking
from luwes.motivation.actions.awards import AwardDraft
from luwes.motivation.models import Award, Contribution, Nomination
from luwes.motivation.queries import judging as tables
from luwes.motivation.queries import medals as records
from luwes.motivation.rules.medals import of_years
from luwes.motivation.rules.thanks import Seen
from luwes.motivation.rules.values import CoreValue
from luwes.people.models import Employee

COMMITTEE, NOMINEES = 4, 4  # one of the committee tells an interest; three must be left
OF_THANKS = (
    (CoreValue.COLLABORATIVE, "Terima kasih sudah menggantikan saya di loket ketika anak saya sakit."),
    (CoreValue.SERVING, "Penjelasan Anda kepada ibu tadi membuat antrean tenang. Terima kasih."),
    (CoreValue.COMPETENT, "Terima kasih sudah mengajari saya rumus laporan itu."),
    (CoreValue.HARMONIOUS, "Rapat yang tegang jadi teduh karena Anda. Terima kasih."),
    (CoreValue.ADAPTIVE, "Cara baru mencatat berkas itu menghemat sejam sehari. Terima kasih."),
    (None, "Terima kasih sudah pulang terakhir minggu ini."),
    (CoreValue.ACCOUNTABLE, "Terima kasih sudah mengingatkan angka yang keliru sebelum dikirim."),
    (CoreValue.LOYAL, "Terima kasih tetap menjaga rahasia data warga."),
)  # fmt: skip
IMPROPER = "Akhirnya Anda bekerja juga, biasanya kan hanya minum kopi."
CRITERIA = (("Melayani warga dengan tuntas", 50), ("Menolong rekan", 30), ("Terus belajar", 20))
REASONS = (
    "Warga sering menyebut namanya; permohonan yang rumit selesai tanpa warga kembali dua kali.",
    "Membantu rekan baru memahami berkas, dan tetap ramah ketika antrean panjang.",
    "Memperbaiki cara mencatat sehingga waktu tunggu di loket turun separuh.",
    "Belajar sendiri di luar jam kerja lalu mengajarkannya kepada rekan seruangan.",
)
OF_SCORES = ("Terlihat dari bukti yang dilampirkan.", "Rekan dan warga sama-sama menyebutnya.", "Cukup, masih dapat lebih.")  # fmt: skip


def lives(season: Season) -> list[Life]:
    return [*_thanks(season), _improper(season), _awards(season), _medals(season)]


# ── thanks ───────────────────────────────────────────────────────────


def _thanks(season: Season) -> Iterator[Life]:
    """A ring of three, two who thank each other, and others as it comes."""
    people = season.people
    pairs: list[tuple[int, int]] = []
    if len(people) > 3:
        pairs += [(1, 2), (2, 3), (3, 1)]
    if len(people) > 5:
        pairs += [(4, 5), (5, 4)]
    if len(people) > 1:
        for n in range(20 if len(people) > 5 else 3):
            pairs.append(((n * 5 + 3) % len(people), (n * 3 + n // 4 + 1) % len(people)))
    later = (len(people) - 1, len(people) - 2)
    chosen = list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1] and pair != later))
    for n, (one, other) in enumerate(chosen):
        yield _thanked(season, people[one], people[other], n)


def _thanked(season: Season, giver: Employee, receiver: Employee, n: int) -> Life:
    first = season.at(9, 20, 15, 5 + n) + timedelta(days=30 + n * 2 if n < 5 else n * 6)
    yield (at := working(first))
    value, words = OF_THANKS[n % len(OF_THANKS)]
    row = thanking.give(
        giver=giver, receiver=receiver, words=words, value=value, on=day(at), now=at,
        by=season.account(giver, at),
    )  # fmt: skip
    seen = {0: Seen.PAGE, 1: Seen.PAGE, 4: Seen.OWN}.get(n % 6)
    if seen and (by := row.receiver.user):
        yield (at := working(at + timedelta(days=1)))
        thanking.place(thanks=row, seen=seen, now=at, by=by)


def _improper(season: Season) -> Life:
    """Of the last to the one before: reported by who got it; who keeps recognition hides it."""
    people = season.people
    if len(people) < 2:
        return
    giver, receiver = people[-1], people[-2]
    yield (at := season.at(1, 22, 16, 40))
    row = thanking.give(
        giver=giver, receiver=receiver, words=IMPROPER, on=day(at), now=at,
        by=season.account(giver, at),
    )  # fmt: skip
    yield (at := season.at(1, 23, 8, 15))
    thanking.report(
        thanks=row, because="Menyindir di depan rekan lain.", on=day(at), now=at,
        by=season.account(receiver, at),
    )  # fmt: skip
    yield (at := season.at(1, 24, 10))
    thanking.answer(
        thanks=row, hide=True, because="Bukan ucapan terima kasih; keduanya sudah diajak bicara.",
        on=day(at), now=at, by=season.world.analyst,
    )  # fmt: skip


# ── awards ───────────────────────────────────────────────────────────


def _committee(season: Season) -> list[User]:
    """The first can be signed in as."""
    world, scope = season.world, str(season.head.agency_id)
    names = ["Ketua Panitia Penghargaan", *(f"Anggota Panitia Penghargaan {n}" for n in range(1, COMMITTEE))]  # fmt: skip
    return [
        loading._user(
            f"penghargaan{n or ''}", name, Role.AWARD_COMMITTEE, "agency", scope, season.began,
            world.admin, password=None if n else loading.PASSWORD,
        )
        for n, name in enumerate(names)
    ]  # fmt: skip


def _nominees(season: Season) -> list[Employee]:
    """Two of the first head's and, of the government, whoever has the most on the own page."""
    rows = Contribution.objects.filter(
        employee__agency=season.head.agency_id, employee__user__isnull=False,
        employee__is_current=True, withdrawn_at=None,
    ).exclude(employee__user=season.decider)  # fmt: skip
    counts = (
        rows.order_by().values_list("employee").annotate(n=Count("pk")).order_by("-n", "employee")
    )
    best = [pk for pk, _n in counts[: 2 * NOMINEES]]
    chosen = list(dict.fromkeys([*(p.pk for p in season.staff[:2]), *best]))[:NOMINEES]
    found = Employee.objects.select_related("user").in_bulk(chosen)
    return [found[pk] for pk in chosen]


@dataclass
class Occasion:
    """One award and the people that it is about."""

    season: Season
    name: str
    purpose: str
    time: Period
    committee: list[User]
    award: Award = field(init=False)

    def opened(self, at: datetime) -> None:
        by, on = self.season.world.analyst, day(at)
        draft = AwardDraft(self.name, self.purpose, self.time, 1, CRITERIA)
        agency = self.season.head.agency
        self.award = awards.make(agency=agency, unit=None, draft=draft, on=on, now=at, by=by)
        for user in self.committee:
            awards.name_judge(award=self.award, user=user, on=on, now=at, by=by)
        awards.open_up(award=self.award, on=on, now=at, by=by)

    def nominated(self, nominee: Employee, n: int, at: datetime) -> Nomination:
        """By a colleague, with what this one may point to."""
        others = [p for p in (self.season.head, *self.season.staff) if p != nominee]
        nominator = others[n % len(others)]
        by = self.season.account(nominator, at)
        shown = access.shared_evidence(by, nominee, day(at)).values_list("pk", flat=True)[:4]
        return nominating.nominate(
            award=self.award, nominee=nominee, nominator=nominator, reasons=REASONS[n % len(REASONS)],
            evidence=list(shown), on=day(at), now=at, by=by,
        )  # fmt: skip

    def agreed(self, row: Nomination, at: datetime) -> None:
        own = (
            access.own_evidence(row.nominee)
            .filter(on__lte=day(at))
            .values_list("pk", flat=True)[:5]
        )
        nominating.agree(
            nomination=row, evidence=list(own), on=day(at), now=at,
            by=self.season.account(row.nominee, at),
        )  # fmt: skip

    def scored(self, judge: User, at: datetime) -> None:
        """Whomever this one may judge; the earlier nominees a little better."""
        table = tables.table_of(self.award, day(at))
        for place, row in enumerate(sorted(table.nominations, key=lambda row: row.pk)):
            if judge.pk not in table.free[row.pk]:
                continue
            best = max(3, 5 - place)
            scores = {
                c.pk: (max(1, best - (n + judge.pk + place) % 3 // 2), OF_SCORES[(n + judge.pk) % len(OF_SCORES)])
                for n, c in enumerate(table.criteria)
            }  # fmt: skip
            judging.score(nomination=row, scores=scores, on=day(at), now=at, by=judge)

    def decided(self, at: datetime) -> None:
        """As the committee ranked them."""
        table = tables.table_of(self.award, day(at))
        if table.ranked:
            deciding.decide(
                award=self.award, chosen=[table.ranked[0].key], reason="", digest=table.digest,
                on=day(at), now=at, by=self.season.decider,
            )  # fmt: skip


def _awards(season: Season) -> Life:
    """Last year's, from the first day to its certificate; then this year's, where two are asked."""
    yield (at := season.at(1, 6, 10))
    nominees, committee, year = _nominees(season), _committee(season), season.on.year
    last = Occasion(
        season, f"ASN Melayani {year - 1}", "Bagi pegawai yang membuat warga merasa dilayani.",
        through(date(year, 1, 6), date(year, 1, 20)), committee,
    )  # fmt: skip
    last.opened(at)
    rows = []
    for n, nominee in enumerate(nominees):
        yield (at := season.at(1, 7 + n, 13, 20))
        rows.append(last.nominated(nominee, n, at))
        if n < NOMINEES - 1 or n == 0:  # the last does not answer
            yield (at := at + timedelta(hours=3))
            last.agreed(rows[-1], at)
    if rows:
        yield from _judged(season, last, rows[0])
    now = Occasion(
        season, f"Inovasi Layanan {year}", "Bagi cara baru yang menghemat waktu warga dan rekan.",
        through(date(year, 2, 10), date(year, 3, 7)), committee,
    )  # fmt: skip
    yield (at := season.at(2, 10, 11))
    now.opened(at)
    for n, nominee in enumerate(nominees[:2]):
        yield (at := season.at(2, 19 + n, 15, 10))
        now.nominated(nominee, n + 1, at)


def _judged(season: Season, award: Occasion, first: Nomination) -> Life:
    """One of the committee is too near to a nominee, and says so."""
    yield (at := season.at(1, 21, 9))
    awards.judge(award=award.award, on=day(at), now=at, by=season.world.analyst)
    yield (at := season.at(1, 21, 14))
    judging.declare(
        nomination=first, words="Adik ipar saya.", on=day(at), now=at, by=award.committee[1]
    )
    for n, judge in enumerate(award.committee):
        yield (at := season.at(1, 22 + n % 3, 9 + n))
        award.scored(judge, at)
    yield (at := season.at(1, 30, 10, 30))
    award.decided(at)


# ── recognitions by law ──────────────────────────────────────────────


def _medals(season: Season) -> Life:
    """Two whose archive was looked through are proposed; one has it from before."""
    by, agency = season.world.analyst, season.head.agency
    yield (at := season.at(2, 3, 13))
    reached = access.medal_people(by, day(at)).filter(agency=agency)
    chosen = _with_years(reached, 20, day(at), 1)
    for person in chosen:
        medals.receive(
            employee=person, medal=of_years(20), received_on=date(day(at).year - 1, 8, 17),
            decree="Keppres 74/TK/2024 (contoh)", on=day(at), now=at, by=by,
        )  # fmt: skip
    ready = _with_years(reached.exclude(pk__in=[p.pk for p in chosen]), 10, day(at), 2)
    for person in ready:
        medals.check(
            employee=person, joined=None, looked=True, note="SK CPNS dan berkas disiplin lengkap.",
            on=day(at), now=at, by=by,
        )  # fmt: skip
    yield (at := season.at(2, 4, 9, 30))
    if ready:
        medals.propose(people=ready, medal=of_years(10), as_of=day(at), on=day(at), now=at, by=by)


def _with_years(reached: QuerySet[Employee], years: int, on: date, most: int) -> list[Employee]:
    wanted = records.Wanted(of_years(years), fresh=False)
    ids = records.candidate_ids(reached, wanted, on)(0, most)
    found = Employee.objects.in_bulk(list(ids))
    return [found[pk] for pk in ids]
