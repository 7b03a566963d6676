package dmail.common.config.type;

import dmail.common.address.Domain;
import java.nio.file.Path;
import java.util.List;

/** The arguments of an {@code alias_file_domain} line. */
public final class AliasDomainType {
    public static final SettingType<AliasDomainLine> ALIAS_DOMAIN =
            SettingType.line(
                    "<domain> <path>",
                    (text, folder) -> Words.split(text).then(words -> read(words, folder)),
                    line ->
                            line.domain().name()
                                    + " "
                                    + Words.quoteIfNeeded(line.file().toString()));

    private AliasDomainType() {}

    private static Parsed<AliasDomainLine> read(List<String> words, Path folder) {
        return words.size() == 2
                ? readDomain(words.get(0))
                        .then(domain ->
                                SettingTypes.readPath(words.get(1), folder)
                                        .map(path -> new AliasDomainLine(domain, path)))
                : Parsed.bad("not the two parts: domain, file");
    }

    private static Parsed<Domain> readDomain(String word) {
        return switch (SettingTypes.readDomain(word)) {
            case Parsed.Bad<Domain>(var why) -> Parsed.bad(Shown.quoted(word) + " is " + why);
            case Parsed.Good<Domain> good -> good;
        };
    }
}
