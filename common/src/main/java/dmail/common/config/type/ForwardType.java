package dmail.common.config.type;

import dmail.common.address.EmailAddress;
import dmail.common.address.Wildcard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The arguments of {@code forward} and {@code forward_cc} lines. */
public final class ForwardType {
    private static final String WANTED =
            "not a pattern and where the mail goes: an address, or \"|program arguments\"";

    public static final SettingType<ForwardLine> FORWARD =
            SettingType.line(
                    "<pattern>[,<pattern>...] <address>[,<address>...]|\"|<command line>\"",
                    (text, _) -> Words.split(text).then(ForwardType::read),
                    ForwardType::show);

    private ForwardType() {}

    private static Parsed<ForwardLine> read(List<String> words) {
        if (words.size() > 2 && words.get(1).startsWith("|")) {
            return Parsed.bad("a program with arguments without quotes around the whole");
        }
        return words.size() == 2
                ? readPatterns(words.get(0)).then(patterns -> read(patterns, words.get(1)))
                : Parsed.bad(WANTED);
    }

    private static Parsed<List<Wildcard>> readPatterns(String list) {
        List<Wildcard> patterns = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            Optional<Wildcard> pattern = Wildcard.parse(word).filter(_ -> word.contains("@"));
            if (pattern.isEmpty()) {
                return Parsed.bad(
                        Shown.quoted(word) + " is not a pattern of addresses such as *@a.example");
            }
            patterns.add(pattern.get());
        }
        return Parsed.good(patterns);
    }

    private static Parsed<ForwardLine> read(List<Wildcard> patterns, String destination) {
        if (destination.startsWith("|")) {
            String command = Words.trim(destination.substring(1));
            return command.isEmpty()
                    ? Parsed.bad("no program behind the |")
                    : Parsed.good(new ForwardLine(patterns, command, List.of()));
        }
        List<String> targets = List.of(destination.split(",", -1));
        for (String target : targets) {
            if (!isAddress(target)) {
                return Parsed.bad(Shown.quoted(target) + " is not a whole address");
            }
        }
        return Parsed.good(new ForwardLine(patterns, "", targets));
    }

    private static boolean isAddress(String target) {
        String filled = ForwardLine.filled(target, Collections.nCopies(9, "x"));
        return EmailAddress.parse(filled).isPresent();
    }

    private static String show(ForwardLine line) {
        String patterns =
                String.join(",", line.patterns().stream().map(Wildcard::toString).toList());
        String destination =
                line.program().isEmpty() ? String.join(",", line.targets()) : "|" + line.program();
        return patterns + " " + Words.quoteIfNeeded(destination);
    }
}
