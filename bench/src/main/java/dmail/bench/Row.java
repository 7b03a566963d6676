package dmail.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the table: the same measurement of one of our servers and of a peer.
 *
 * @param what what was measured, with its unit
 * @param ours our rounds
 * @param peer the peer's name
 * @param theirs the peer's rounds, none when it is missing
 * @param missing why it is missing
 * @param wanted what the project asks for
 */
record Row(
        String what,
        List<Double> ours,
        String peer,
        List<Double> theirs,
        Optional<String> missing,
        String wanted) {
    private static final String FORM = "%-52s %10s  %-26s %10s %8s  %s%n";

    Row {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
    }

    /** {@return a line about us alone} */
    static Row alone(String what, List<Double> ours, String wanted) {
        return new Row(what, ours, "", List.of(), Optional.empty(), wanted);
    }

    /** {@return a line about what can't be measured here} */
    static Row missing(String what, String name, String why) {
        return new Row(what, List.of(), name, List.of(), Optional.of(why), "");
    }

    static String heading() {
        return FORM.formatted("median of the rounds", "ours", "peer", "theirs", "ratio", "wanted");
    }

    String text() {
        return FORM.formatted(cells().toArray());
    }

    /** {@return what it says, in the order of the heading} */
    List<String> cells() {
        String ratio =
                theirs.isEmpty() ? "" : figure(Rate.median(ours) / Rate.median(theirs)) + "x";
        String name = peer + missing.map(why -> ": " + why).orElse("");
        return List.of(what, median(ours), name, median(theirs), ratio, wanted);
    }

    private static String median(List<Double> rounds) {
        return rounds.isEmpty() ? "" : figure(Rate.median(rounds));
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
