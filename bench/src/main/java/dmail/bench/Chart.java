package dmail.bench;

import java.util.List;
import java.util.Locale;

/** The rows that have a peer as bars, theirs under ours, the longer of the two at full width. */
final class Chart {
    private static final int WIDTH = 900;
    private static final int LABELS = 420;
    private static final int LONGEST = 340;
    private static final int BAR = 14;
    private static final int STEP = 46;
    private static final String OURS = "#1f6f8b";
    private static final String THEIRS = "#b8b8b8";

    private final StringBuilder svg = new StringBuilder();

    private Chart() {}

    static String of(List<Row> rows) {
        List<Row> compared = rows.stream().filter(row -> !row.theirs().isEmpty()).toList();
        return new Chart().draw(compared);
    }

    private String draw(List<Row> rows) {
        int height = STEP * rows.size() + STEP;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="10" y="20" font-size="14">DMail (blue) and its peers (grey) on one machine, medians</text>
                """
                        .formatted(WIDTH, height));
        int y = STEP;
        for (Row row : rows) {
            draw(row, y);
            y += STEP;
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(Row row, int y) {
        double ours = Rate.median(row.ours());
        double theirs = Rate.median(row.theirs());
        double longest = Math.max(Math.max(ours, theirs), 1e-9);
        text(10, y + BAR, row.what().strip());
        bar(y, ours / longest, OURS, figure(ours));
        bar(y + BAR + 2, theirs / longest, THEIRS, row.peer() + " " + figure(theirs));
    }

    private void bar(int y, double share, String colour, String label) {
        int length = Math.max(1, (int) Math.round(LONGEST * share));
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
                        .formatted(LABELS, y, length, BAR, colour));
        text(LABELS + length + 6, y + BAR - 2, label);
    }

    private void text(int x, int y, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append("<text x=\"%d\" y=\"%d\">%s</text>%n".formatted(x, y, safe));
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
