package dmail.common.config.type;

import dmail.common.address.Wildcard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The arguments of an {@code add_footer} line. */
public final class FooterType {
    public static final SettingType<FooterLine> FOOTER =
            SettingType.line(
                    "<file> <pattern>[,<pattern>...]",
                    (text, folder) -> Words.split(text).then(words -> read(words, folder)),
                    FooterType::show);

    private FooterType() {}

    private static Parsed<FooterLine> read(List<String> words, Path folder) {
        if (words.size() != 2) {
            return Parsed.bad("not the two parts: file and domains (no blanks stand in a list)");
        }
        String file = words.getFirst();
        return SettingTypes.readPath(file, folder)
                .then(path ->
                        readDomains(words.getLast())
                                .map(domains ->
                                        new FooterLine(path, file.indexOf('/') < 0, domains)));
    }

    private static Parsed<List<Wildcard>> readDomains(String list) {
        List<Wildcard> domains = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            Optional<Wildcard> pattern = Wildcard.parse(element);
            if (pattern.isEmpty()) {
                return Parsed.bad(Shown.quoted(element) + " is not a pattern such as *.example");
            }
            domains.add(pattern.get());
        }
        return Parsed.good(List.copyOf(domains));
    }

    private static String show(FooterLine line) {
        Path file = line.isBare() ? line.file().getFileName() : line.file();
        return Words.quoteIfNeeded(file.toString())
                + " "
                + line.domains().stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
