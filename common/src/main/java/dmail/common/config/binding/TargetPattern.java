package dmail.common.config.binding;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.address.Wildcard;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pattern of a scope: a domain or host, or one with wildcards. */
final class TargetPattern {
    private static final Pattern WILD = Pattern.compile("[A-Za-z0-9._*?:\\[\\]-]+");

    private TargetPattern() {}

    static Parsed<Wildcard> parse(String word) {
        if (word.contains(",")) {
            return Parsed.bad(
                    Shown.quoted(word)
                            + " is a list; a scope has one pattern, another needs a line of its"
                            + " own");
        }
        boolean wild = word.contains("*") || word.contains("?");
        Optional<Wildcard> pattern = wild ? wild(word) : exact(word).flatMap(Wildcard::parse);
        return Parsed.of(
                pattern, Shown.quoted(word) + " is neither a domain nor a pattern like *.example");
    }

    private static Optional<Wildcard> wild(String word) {
        return WILD.matcher(word).matches() ? Wildcard.parse(word) : Optional.empty();
    }

    /** Names are compared with A-labels, so the pattern has them, too. */
    private static Optional<String> exact(String word) {
        return Domain.parse(word)
                .map(Domain::name)
                .or(() -> IpLiteral.parse(word).map(IpLiteral::text));
    }
}
