package dmail.setup.ask;

import dmail.setup.check.Finding;
import java.util.ArrayList;
import java.util.List;

/** How a finding is shown to people: no line longer than a terminal is wide. */
public final class FindingText {
    private static final String INDENT = " ".repeat(12);

    private FindingText() {}

    public static List<String> lines(Finding finding) {
        String first = "   %-9s".formatted(finding.level());
        List<String> lines = new ArrayList<>(Wrapped.lines(first, INDENT, finding.text()));
        finding.remedy().forEach(remedy -> lines.add(INDENT + "  " + remedy));
        return lines;
    }
}
