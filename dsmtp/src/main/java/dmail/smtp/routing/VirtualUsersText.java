package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a table as sendmail's virtusertable: an address or {@code @domain}, a blank, and who
 * it means. {@code %1} there stands for the local part; {@code error:} says that nobody is meant.
 */
final class VirtualUsersText {
    /** A line, from 1, and whom it means for one address. */
    record Match(int line, Member member) {}

    private record Entry(int line, String value) {}

    private static final String LOCAL_PART = "%1";
    private static final String ERROR = "error:";

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<AliasText.Problem> problems = new ArrayList<>();
    private final Domain home;

    private VirtualUsersText(Domain home) {
        this.home = home;
    }

    /**
     * Reads a text.
     *
     * @param home the domain of names without one
     */
    static VirtualUsersText parse(String text, Domain home) {
        VirtualUsersText table = new VirtualUsersText(home);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                table.add(number, line.strip());
            }
        }
        return table;
    }

    private void add(int line, String text) {
        String[] words = text.split("[ \t]+", 2);
        String key = words[0].toLowerCase(Locale.ROOT);
        boolean good =
                words.length == 2
                        && EmailAddress.parse(key.startsWith("@") ? "x" + key : key).isPresent()
                        && member(words[1], "x").isPresent();
        if (!good) {
            problems.add(new AliasText.Problem(line, "not address and address, line ignored"));
        } else if (entries.putIfAbsent(key, new Entry(line, words[1])) != null) {
            problems.add(new AliasText.Problem(line, "address given before, line ignored"));
        }
    }

    /** {@return whom an address means; its own line goes before that of its domain} */
    Optional<Match> find(EmailAddress address) {
        Entry own = entries.get(address.toString().toLowerCase(Locale.ROOT));
        Entry found = own == null ? entries.get("@" + address.domain().name()) : own;
        return found == null
                ? Optional.empty()
                : member(found.value(), address.localPart())
                        .map(member -> new Match(found.line(), member));
    }

    private Optional<Member> member(String value, String localPart) {
        if (value.startsWith(ERROR)) {
            return Optional.of(new Member.Nobody(value.substring(ERROR.length()).strip()));
        }
        String whole = value.startsWith("@") ? LOCAL_PART + value : value;
        int at = whole.lastIndexOf('@');
        String name = at < 0 ? whole : whole.substring(0, at);
        Optional<Domain> domain =
                at < 0 ? Optional.of(home) : Domain.parse(whole.substring(at + 1));
        String filled = name.replace(LOCAL_PART, localPart);
        // Written and read once more, since only then the parts are known to make an address.
        return domain.map(there -> new EmailAddress(filled, there))
                .flatMap(made -> EmailAddress.parse(made.toString()))
                .map(Member.Address::new);
    }

    int size() {
        return entries.size();
    }

    List<AliasText.Problem> problems() {
        return List.copyOf(problems);
    }
}
