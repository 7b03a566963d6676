package dmail.smtp.control.binding;

import dmail.smtp.binding.state.SuspendedBinding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code binding summary} says of one binding.
 *
 * @param state running, suspended or gone
 * @param reason of a suspension, or empty
 * @param until when a suspension ends, or empty
 * @param upSeconds how long the server has been running
 */
record BindingLine(
        String name,
        String group,
        String state,
        String reason,
        String until,
        long connections,
        long active,
        long queued,
        long delivered,
        long failed,
        long received,
        long upSeconds) {
    private static final long HOUR = 3600;
    private static final List<String> HEADINGS =
            List.of(
                    "binding",
                    "group",
                    "state",
                    "connections",
                    "active",
                    "queued",
                    "delivered",
                    "failed",
                    "received",
                    "delivered/h",
                    "received/h");

    /** Of the columns; names stand at the left, and numbers at the right. */
    private static final List<Integer> WIDTHS = List.of(20, 12, 10, 11, 7, 7, 9, 7, 8, 11, 10);

    private static final int NAMES = 3;

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("group", group);
        fields.put("state", state);
        fields.put("reason", reason);
        fields.put("until", until);
        fields.put("connections", connections);
        fields.put("active", active);
        fields.put("queued", queued);
        fields.put("delivered", delivered);
        fields.put("failed", failed);
        fields.put("received", received);
        fields.put("delivered_per_hour", perHour(delivered));
        fields.put("received_per_hour", perHour(received));
        fields.put("uptime_seconds", upSeconds);
        return fields;
    }

    /** Appends the line of headings. */
    static void appendHeadings(StringBuilder text) {
        append(HEADINGS, text);
    }

    /** Appends the line, and another one for the reason. */
    void append(StringBuilder text) {
        append(
                List.of(
                        name,
                        group,
                        state,
                        Long.toString(connections),
                        Long.toString(active),
                        Long.toString(queued),
                        Long.toString(delivered),
                        Long.toString(failed),
                        Long.toString(received),
                        Long.toString(perHour(delivered)),
                        Long.toString(perHour(received))),
                text);
        String why = why(until, reason);
        text.append(why.isEmpty() ? "" : "   " + why + "\n");
    }

    /** On average since the start; in the first hour, so far. */
    private long perHour(long count) {
        return Math.round(count * (double) HOUR / Math.max(HOUR, upSeconds));
    }

    /** There may be thousands of lines, and a format would be read anew for each. */
    private static void append(List<String> columns, StringBuilder text) {
        for (int column = 0; column < columns.size(); column++) {
            String word = columns.get(column);
            int blanks = Math.max(0, WIDTHS.get(column) - word.length());
            text.append(column == 0 ? "" : " ");
            if (column < NAMES) {
                text.append(word).repeat(' ', blanks);
            } else {
                text.repeat(' ', blanks).append(word);
            }
        }
        text.append('\n');
    }

    /** {@return the line of a domain that is suspended alone} */
    static String of(SuspendedBinding one) {
        return "    suspended for "
                + one.domain().orElseThrow()
                + why(one.until().map(BindingLine::second).orElse(""), one.reason())
                + "\n";
    }

    /** {@return a time in whole seconds} */
    static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String why(String until, String reason) {
        return (until.isEmpty() ? "" : " until " + until)
                + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
