package dmail.common.config.read;

import dmail.common.config.Setting;
import dmail.common.config.Settings;
import dmail.common.config.type.Shown;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The message about an unknown setting. */
final class UnknownName {
    /** Longer names can't be a misspelling of a setting. */
    private static final int LONGEST = 40;

    private UnknownName() {}

    static String complaint(String name) {
        return "no setting is named "
                + Shown.quoted(name)
                + advice(name.toLowerCase(Locale.ROOT))
                + "; the line is ignored";
    }

    private static String advice(String name) {
        int equals = name.indexOf('=');
        if (equals > 0 && Settings.named(name.substring(0, equals)).isPresent()) {
            return "; a blank, not \"=\", stands between name and value";
        }
        if (name.codePoints().anyMatch(c -> c > 0x7f && Character.isSpaceChar(c))) {
            return "; there is a blank in it that is no plain space";
        }
        return nearest(name).map(known -> " (" + known + "?)").orElse("");
    }

    private static Optional<String> nearest(String name) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        int tolerated = Math.max(1, name.length() / 4);
        return Settings.all().stream()
                .map(Setting::name)
                .filter(known -> distance(name, known) <= tolerated)
                .min(Comparator.comparingInt(known -> distance(name, known)));
    }

    /**
     * The number of insertions, deletions, changes and swaps of neighbours that turn one word into
     * the other.
     */
    static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int cheapest(int[][] steps, String from, String to, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(
                        steps[i - 1][j - 1] + change,
                        1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
