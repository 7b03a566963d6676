package dmail.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows as JSON: every round's figure, so that others can draw their own conclusions. */
final class ResultsJson {
    private ResultsJson() {}

    static String of(List<Row> rows) {
        return rows.stream()
                .map(ResultsJson::row)
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String row(Row row) {
        return "  {\"what\": %s, \"ours\": %s, \"peer\": %s, \"theirs\": %s, \"missing\": %s, \"wanted\": %s}"
                .formatted(
                        text(row.what().strip()),
                        figures(row.ours()),
                        text(row.peer()),
                        figures(row.theirs()),
                        text(row.missing().orElse("")),
                        text(row.wanted()));
    }

    private static String figures(List<Double> figures) {
        return figures.stream()
                .map(figure -> String.format(Locale.ROOT, "%.2f", figure))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** All texts are our own: printable, without control characters. */
    private static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
