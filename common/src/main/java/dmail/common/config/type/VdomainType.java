package dmail.common.config.type;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.config.type.VdomainLine.Claim;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The arguments of a {@code vdomain} line. */
public final class VdomainType {
    private static final String WANTED =
            "not the four parts: prefix, address or suffix, domain, folder";

    public static final SettingType<VdomainLine> VDOMAIN =
            SettingType.line(
                    "<prefix> [<ip-or-suffix>] <domain> <path>",
                    (text, folder) -> Words.split(text).then(words -> read(words, folder)),
                    VdomainType::show);

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,31}");

    private VdomainType() {}

    private static Parsed<VdomainLine> read(List<String> words, Path folder) {
        return switch (words.size()) {
            case 3 -> read(words.get(0), "@" + words.get(1), words.get(1), words.get(2), folder);
            case 4 -> read(words.get(0), words.get(1), words.get(2), words.get(3), folder);
            default -> Parsed.bad(WANTED);
        };
    }

    private static Parsed<VdomainLine> read(
            String prefix, String claim, String domain, String path, Path folder) {
        return readPrefix(prefix)
                .then(goodPrefix ->
                        readDomain(domain)
                                .then(goodDomain ->
                                        read(goodPrefix, claim, goodDomain, path, folder)));
    }

    private static Parsed<VdomainLine> read(
            String prefix, String claim, Domain domain, String path, Path folder) {
        return readClaim(claim)
                .then(goodClaim ->
                        SettingTypes.readPath(path, folder)
                                .map(goodPath ->
                                        new VdomainLine(prefix, goodClaim, domain, goodPath)));
    }

    private static Parsed<String> readPrefix(String word) {
        if (word.contains("_")) {
            return Parsed.bad("the prefix " + Shown.quoted(word) + " has an underscore");
        }
        boolean good = PREFIX.matcher(word).matches() && !word.contains("..");
        return good
                ? Parsed.good(word.toLowerCase(Locale.ROOT))
                : Parsed.bad(
                        "the prefix "
                                + Shown.quoted(word)
                                + " is not at most 32 letters, digits and - . +, beginning with a"
                                + " letter or digit");
    }

    private static Parsed<Domain> readDomain(String word) {
        return switch (SettingTypes.readDomain(word)) {
            case Parsed.Bad<Domain>(var why) -> Parsed.bad(Shown.quoted(word) + " is " + why);
            case Parsed.Good<Domain> good -> good;
        };
    }

    /** A suffix without its separator would match any name that happens to end with it. */
    private static Parsed<Claim> readClaim(String word) {
        if (IpLiteral.parse(word).isPresent()) {
            return Parsed.of(IpLiteral.parse(word).map(Claim.Address::new), WANTED);
        }
        boolean suffix = word.length() > 1 && !Character.isLetterOrDigit(word.charAt(0));
        return suffix
                ? Parsed.good(new Claim.Suffix(suffixOf(word)))
                : Parsed.bad(
                        Shown.quoted(word)
                                + " is neither an IP address nor a suffix that begins with its"
                                + " separator (/acme, @acme.example)");
    }

    /** The part after {@code @} is compared with logins, so it is folded in the same way. */
    private static String suffixOf(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("@")
                ? Domain.parse(lower.substring(1)).map(domain -> "@" + domain).orElse(lower)
                : lower;
    }

    private static String show(VdomainLine line) {
        return String.join(
                " ",
                line.prefix(),
                line.claim().toString(),
                line.domain().name(),
                Words.quoteIfNeeded(line.dropPath().toString()));
    }
}
