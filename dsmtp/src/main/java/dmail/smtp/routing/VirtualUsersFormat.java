package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.table.Entry;
import dmail.common.table.Lines;
import dmail.common.table.Problems;
import dmail.common.table.TableFormat;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses a table in the format of sendmail's virtusertable: an address or {@code @domain}, a blank,
 * and the target. {@code %1} in the target stands for the local part; {@code error:} rejects the
 * address.
 */
final class VirtualUsersFormat implements TableFormat<String> {
    private static final int LONGEST_LINE = 1 << 16;
    private static final String LOCAL_PART = "%1";
    private static final String ERROR = "error:";

    private final Domain home;

    /**
     * @param home the domain of names without one
     */
    VirtualUsersFormat(Domain home) {
        this.home = home;
    }

    @Override
    public int longestLine() {
        return LONGEST_LINE;
    }

    @Override
    public Optional<Entry<String>> next(Lines lines, Problems problems) throws IOException {
        while (lines.next()) {
            Optional<Entry<String>> entry = entry(lines, problems);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    private Optional<Entry<String>> entry(Lines lines, Problems problems) {
        String text = lines.text();
        if (text.isBlank() || text.stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        String[] words = text.strip().split("[ \t]+", 2);
        Optional<String> key = keyOf(words[0]);
        boolean good =
                lines.isWhole()
                        && words.length == 2
                        && key.isPresent()
                        && member(words[1], "x").isPresent();
        if (!good) {
            problems.add(lines.number(), "not address and address, line ignored");
            return Optional.empty();
        }
        return Optional.of(new Entry<>(lines.offset(), lines.number(), key.get(), words[1]));
    }

    private static Optional<String> keyOf(String word) {
        return word.startsWith("@")
                ? EmailAddress.parse("x" + word).map(any -> key(any.domain()))
                : EmailAddress.parse(word).map(VirtualUsersFormat::key);
    }

    /** {@return the key of the line of an address} */
    static String key(EmailAddress address) {
        return address.spelling().toLowerCase(Locale.ROOT);
    }

    /** {@return the key of the line of a domain} */
    static String key(Domain domain) {
        return "@" + domain.name();
    }

    /** {@return the target in a line for this local part} */
    Optional<Member> member(String value, String localPart) {
        if (value.startsWith(ERROR)) {
            return Optional.of(new Member.NoMember(value.substring(ERROR.length()).strip()));
        }
        String whole = value.startsWith("@") ? LOCAL_PART + value : value;
        int at = whole.lastIndexOf('@');
        String name = at < 0 ? whole : whole.substring(0, at);
        Optional<Domain> domain =
                at < 0 ? Optional.of(home) : Domain.parse(whole.substring(at + 1));
        String filled = name.replace(LOCAL_PART, localPart);
        // Parsed again, since only then it is known that the parts make a valid address.
        return domain.map(there -> new EmailAddress(filled, there))
                .flatMap(made -> EmailAddress.parse(made.toString()))
                .map(Member.Address::new);
    }

    @Override
    public String givenBefore() {
        return "address given before, line ignored";
    }
}
