package dmail.common.config.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The section of dmail.conf(5) about scopes, in mdoc: the orders and the table of options. */
public final class ScopesManual {
    private static final String HEAD =
            """
            .Sh SCOPES
            An option of sending holds for all mail if it stands alone.
            With the words of a scope before it, it holds for a part of all mail:
            .Bd -literal -offset indent
            binding <b> [domain|host <pattern>] <option> <value>
            binding_group <g> [binding <b>] [domain|host <pattern>] <option> <value>
            to_domain|to_host|to_mx <pattern> <option> <value>
            .Ed
            .Pp
            Patterns have the wildcards * and ?.
            The lines of a binding or group may stand apart, and in files of their own.
            A line without an option makes a binding, or makes it a member of a group.
            .Pp
            An option of mail has the value of the first of these lines:
            .Bl -enum -compact
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private ScopesManual() {}

    /** {@return the section} */
    public static String text() {
        ScopesManual manual = new ScopesManual();
        manual.addLevels(ScopeLevel.OF_MAIL, "the built-in value");
        manual.page.append(
                """
                Where a pattern stands, a line with the very name of the domain comes first, then
                patterns in the order of their lines.
                A line of
                .Ic to_mx
                counts for a domain when one of its best mail exchangers matches.
                .Pp
                Connections to a host have limits of their own, by the first of these lines:
                .Bl -enum -compact
                """);
        manual.addLevels(ScopeLevel.OF_HOSTS, "no limit");
        manual.page.append(
                """
                A throttle is shared by all mail that gets it from the same line.
                .Pp
                Where each option may stand:
                .Bl -tag -width Ds
                """);
        byPlaces().forEach(manual::addOptions);
        return manual.page.append(".El\n").toString();
    }

    private void addLevels(List<ScopeLevel> levels, String last) {
        for (ScopeLevel level : levels) {
            page.append(".It\n")
                    .append(level.words().isEmpty() ? "the option alone" : level.words())
                    .append('\n');
        }
        page.append(".It\n").append(last).append("\n.El\n");
    }

    private static Map<String, List<String>> byPlaces() {
        Map<String, List<String>> byPlaces = new TreeMap<>();
        for (String name : BindOptions.names()) {
            byPlaces.computeIfAbsent(
                            BindOptions.find(name).orElseThrow().places(), _ -> new ArrayList<>())
                    .add(name);
        }
        return byPlaces;
    }

    private void addOptions(String places, List<String> options) {
        page.append(".It ")
                .append(places)
                .append('\n')
                .append(String.join(",\n", options))
                .append(".\n");
    }
}
