package dmail.setup.ask;

import dmail.setup.check.Finding;
import java.util.ArrayList;
import java.util.List;

/** How a finding is shown to people: no line longer than a terminal is wide. */
public final class FindingText {
    private static final int WIDTH = 79;
    private static final String INDENT = " ".repeat(12);

    private FindingText() {}

    public static List<String> lines(Finding finding) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("   %-9s".formatted(finding.level()));
        boolean first = true;
        for (String word : finding.text().split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT);
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        lines.add(line.toString());
        finding.cure().forEach(cure -> lines.add(INDENT + "  " + cure));
        return lines;
    }
}
