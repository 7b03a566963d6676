package dmail.setup.wizard;

import dmail.setup.ask.Wrapped;
import dmail.setup.found.Facts;
import dmail.setup.found.Host;
import java.util.ArrayList;
import java.util.List;

/** What was found on this machine, as a person reads it. */
final class Findings {
    private Findings() {}

    static List<String> lines(Facts facts) {
        Host host = facts.host();
        List<String> lines = new ArrayList<>();
        lines.add("Found on this machine:");
        add("name", host.name(), lines);
        add("addresses", host.addressList(), lines);
        add("time zone", host.timeZone(), lines);
        add("port 25", holder(facts, 25), lines);
        add("port 110", holder(facts, 110), lines);
        add("mail", mail(facts), lines);
        add("settings", settings(facts), lines);
        return lines;
    }

    private static void add(String what, String text, List<String> lines) {
        lines.addAll(Wrapped.lines("   %-12s".formatted(what), " ".repeat(15), text));
    }

    private static String holder(Facts facts, int port) {
        return facts.holderOf(port).map(holder -> "held by " + holder).orElse("free");
    }

    private static String mail(Facts facts) {
        return facts.spool()
                .map(spool -> spool.folder() + ", " + boxes(spool.boxes()))
                .orElse("no folder of the system's");
    }

    private static String boxes(int count) {
        return switch (count) {
            case 0 -> "empty";
            case 1 -> "1 drop file";
            default -> count + " drop files";
        };
    }

    private static String settings(Facts facts) {
        return facts.existing().isThere()
                ? facts.existing().file() + " is there; its values are offered"
                : facts.existing().file() + " will be written";
    }
}
