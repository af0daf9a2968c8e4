import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The planner's problem for Timefold: a head may take any person its need allows, or nobody. */
public class Timefold {
    static final int TIERS = 4;
    static final int RUNGS = 2 * TIERS + 1;

    record Rule(int id, int room) {}

    record Unit(int id, int[] quarter, long[] charge) {
        long release(int taken) {
            long total = 0;
            for (int j = 0; j < 4; j++) {
                int here = Math.min(taken, quarter[j]);
                total += here * charge[j];
                taken -= here;
            }
            return total;
        }
    }

    public static class Person {
        int id;
        Unit unit;
        List<Rule> rules = new ArrayList<>();
    }

    public static class Need {
        int id;
        List<Person> allowed = new ArrayList<>();
        Map<Person, Integer> cost = new HashMap<>();
    }

    @PlanningEntity
    public static class Head {
        Need need;
        int rung;

        @PlanningVariable(valueRangeProviderRefs = "allowed", allowsUnassigned = true)
        public Person person;

        @ValueRangeProvider(id = "allowed")
        public List<Person> getAllowed() {
            return need.allowed;
        }

        public Person getPerson() {
            return person;
        }

        public void setPerson(Person person) {
            this.person = person;
        }

        long cost() {
            return need.cost.get(person);
        }
    }

    @PlanningSolution
    public static class Window {
        @PlanningEntityCollectionProperty
        public List<Head> heads = new ArrayList<>();

        @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = RUNGS)
        public BendableLongScore score;
    }

    public static class Rules implements ConstraintProvider {
        static final BendableLongScore HARD = BendableLongScore.ofHard(1, RUNGS, 0, 1);

        @Override
        public Constraint[] defineConstraints(ConstraintFactory factory) {
            List<Constraint> all = new ArrayList<>();
            all.add(factory.forEach(Head.class)
                    .groupBy(h -> h.person, ConstraintCollectors.count())
                    .filter((person, count) -> count > 1)
                    .penalizeLong(HARD, (person, count) -> count - 1)
                    .asConstraint("one need a person"));
            all.add(factory.forEach(Head.class)
                    .map(h -> h.person)
                    .flattenLast(p -> p.rules)
                    .groupBy(rule -> rule, ConstraintCollectors.count())
                    .filter((rule, count) -> count > rule.room)
                    .penalizeLong(HARD, (rule, count) -> count - rule.room)
                    .asConstraint("presence"));
            for (int rung = 0; rung < RUNGS - 1; rung++) {
                int mine = rung;
                all.add(factory.forEachIncludingUnassigned(Head.class)
                        .filter(h -> h.person == null && h.rung == mine)
                        .penalizeLong(BendableLongScore.ofSoft(1, RUNGS, rung, 1), h -> 1)
                        .asConstraint("unfilled " + rung));
            }
            BendableLongScore cost = BendableLongScore.ofSoft(1, RUNGS, RUNGS - 1, 1);
            all.add(factory.forEach(Head.class)
                    .penalizeLong(cost, Head::cost)
                    .asConstraint("pair"));
            all.add(factory.forEach(Head.class)
                    .groupBy(h -> h.person.unit, ConstraintCollectors.count())
                    .penalizeLong(cost, (unit, count) -> unit.release(count))
                    .asConstraint("release"));
            return all.toArray(new Constraint[0]);
        }
    }

    /** Arguments: the window as bigendian integers, the answer, seconds. */
    public static void main(String[] arguments) throws Exception {
        Window window = new Window();
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new FileInputStream(arguments[0]), 1 << 20))) {
            read(in, window);
        }
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Window.class)
                .withEntityClasses(Head.class)
                .withConstraintProviderClass(Rules.class)
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withTerminationSpentLimit(Duration.ofSeconds(Long.parseLong(arguments[2])));
        Window found = SolverFactory.<Window>create(config).buildSolver().solve(window);
        try (PrintWriter out = new PrintWriter(arguments[1])) {
            out.println(found.score);
            for (Head head : found.heads) {
                if (head.person != null) out.println(head.person.id + " " + head.need.id);
            }
        }
    }

    /** Counts of units, rules, people, their rules, needs, pairs; then these, row by row. */
    static void read(DataInputStream in, Window window) throws Exception {
        int[] count = new int[6];
        for (int i = 0; i < count.length; i++) count[i] = in.readInt();
        Unit[] units = new Unit[count[0]];
        for (int i = 0; i < units.length; i++) {
            units[i] = new Unit(i, new int[4], new long[4]);
            for (int j = 0; j < 4; j++) units[i].quarter[j] = in.readInt();
            for (int j = 0; j < 4; j++) units[i].charge[j] = in.readInt();
        }
        Rule[] rules = new Rule[count[1]];
        for (int i = 0; i < rules.length; i++) rules[i] = new Rule(i, in.readInt());
        Person[] people = new Person[count[2]];
        for (int i = 0; i < people.length; i++) {
            people[i] = new Person();
            people[i].id = i;
            people[i].unit = units[in.readInt()];
        }
        for (int i = 0; i < count[3]; i++) people[in.readInt()].rules.add(rules[in.readInt()]);
        Need[] needs = new Need[count[4]];
        for (int i = 0; i < needs.length; i++) {
            needs[i] = new Need();
            needs[i].id = i;
            int tier = in.readInt(), minimum = in.readInt(), desired = in.readInt();
            for (int j = 0; j < desired; j++) {
                Head head = new Head();
                head.need = needs[i];
                head.rung = j < minimum ? tier - 1 : TIERS + tier - 1;
                window.heads.add(head);
            }
        }
        for (int i = 0; i < count[5]; i++) {
            Need need = needs[in.readInt()];
            Person person = people[in.readInt()];
            need.allowed.add(person);
            need.cost.put(person, in.readInt());
        }
        window.heads.sort((a, b) -> Integer.compare(a.rung, b.rung));
    }
}
