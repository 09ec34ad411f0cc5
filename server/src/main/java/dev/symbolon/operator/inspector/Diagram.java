package dev.symbolon.operator.inspector;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A flow as a sequence diagram: lifelines from left to right, messages from top to bottom. Lengths
 * are in units of the drawing.
 */
public record Diagram(List<Lifeline> lifelines, List<Arrow> arrows, int width, int height) {

    private static final int MARGIN = 90;
    private static final int APART = 250;
    private static final int TOP = 64;
    private static final int ROW = 46;

    /** One who takes part. */
    public record Lifeline(String label, int x) {}

    /**
     * A message.
     *
     * @param step which step it belongs to, counted from 1
     * @param answer whether it is an answer, and drawn dashed
     * @param refused whether something was refused
     */
    public record Arrow(
            int step, int from, int to, int y, String label, boolean answer, boolean refused) {

        /** Where the label stands. */
        public int middle() {
            return (from + to) / 2;
        }

        /** The head's three corners. */
        public String head() {
            int back = to > from ? to - 9 : to + 9;
            return to + "," + y + " " + back + "," + (y - 5) + " " + back + "," + (y + 5);
        }
    }

    /** A step, and who made it. */
    public record Sent(Party from, Step step) {}

    static Diagram of(List<Step> steps) {
        // What a device began it goes on with.
        boolean device = steps.stream().anyMatch(step -> step.act() == Act.DEVICE);
        return drawn(
                steps.stream()
                        .map(step -> {
                            Party from = step.act().from();
                            return new Sent(
                                    device && from == Party.APP ? Party.DEVICE : from, step);
                        })
                        .toList());
    }

    /** The same where others than usual may have asked. */
    public static Diagram drawn(List<Sent> steps) {
        Set<Party> parties = EnumSet.of(Party.SYMBOLON);
        for (Sent sent : steps) {
            parties.add(sent.from());
            parties.add(sent.step().act().to());
            if (sent.step().answer().kind() == Step.Answer.Kind.TO_APP) {
                parties.add(Party.APP);
            }
        }
        List<Party> order = List.copyOf(parties);
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            add(arrows, order, i + 1, steps.get(i));
        }
        List<Lifeline> lifelines = new ArrayList<>();
        order.forEach(party -> lifelines.add(new Lifeline(party.label(), x(order, party))));
        return new Diagram(
                List.copyOf(lifelines),
                List.copyOf(arrows),
                2 * MARGIN + (order.size() - 1) * APART,
                TOP + Math.max(arrows.size(), 1) * ROW + 16);
    }

    private static void add(List<Arrow> arrows, List<Party> order, int number, Sent sent) {
        Party from = sent.from();
        Step step = sent.step();
        Party to = step.act().to();
        boolean refused = step.failure() != null;
        arrow(arrows, order, number, from, to, number + " " + step.act().label(), false, false);
        Step.Answer answer = step.answer();
        String said =
                switch (answer.kind()) {
                    case TO_APP -> "Go to the app" + names(answer);
                    case TO_PAGE -> "Go to " + answer.to();
                    case PAGE -> refused ? "A page that says no" : "A page";
                    case DATA ->
                            answer.status() == 0 ? "No answer" : answer.status() + names(answer);
                };
        arrow(arrows, order, number, to, from, said, true, refused);
        if (answer.kind() == Step.Answer.Kind.TO_APP && from == Party.BROWSER) {
            arrow(arrows, order, number, from, Party.APP, "Comes" + names(answer), true, refused);
        }
    }

    private static String names(Step.Answer answer) {
        for (Shown value : answer.values()) {
            if (value.name().equals("error")) {
                return ": " + value.value();
            }
        }
        List<String> names =
                answer.values().stream()
                        .map(Shown::name)
                        .filter(name -> !name.equals("iss") && !name.equals("state"))
                        .limit(3)
                        .toList();
        return names.isEmpty() ? "" : " with " + String.join(", ", names);
    }

    private static void arrow(
            List<Arrow> arrows,
            List<Party> order,
            int step,
            Party from,
            Party to,
            String label,
            boolean answer,
            boolean refused) {
        String shown = label.length() <= 34 ? label : label.substring(0, 33) + "…";
        arrows.add(
                new Arrow(
                        step,
                        x(order, from),
                        x(order, to),
                        TOP + (arrows.size() + 1) * ROW - 12,
                        shown,
                        answer,
                        refused));
    }

    private static int x(List<Party> order, Party party) {
        return MARGIN + order.indexOf(party) * APART;
    }
}
