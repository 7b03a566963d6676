package dmail.common.config.type;

import dmail.common.address.EmailAddress;
import dmail.common.address.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line that forwards mail for some addresses.
 *
 * @param patterns for whole addresses
 * @param program the command that gets the mail; empty when it goes to addresses
 * @param targets the addresses; {@code %1} to {@code %9} in them stand for what the first to ninth
 *     {@code *} of the pattern matched
 */
public record ForwardLine(List<Wildcard> patterns, String program, List<String> targets) {
    /** Where the mail goes. */
    public sealed interface Destination {
        /** It is piped to a program. */
        record Program(String command) implements Destination {}

        /** It is forwarded to addresses. */
        record Addresses(List<EmailAddress> addresses) implements Destination {
            public Addresses {
                addresses = List.copyOf(addresses);
            }
        }
    }

    public ForwardLine {
        patterns = List.copyOf(patterns);
        targets = List.copyOf(targets);
    }

    /** {@return where mail for the address goes, if the line matches it} */
    public Optional<Destination> destinationOf(EmailAddress address) {
        String text = address.spelling();
        for (Wildcard pattern : patterns) {
            Optional<List<String>> covered = pattern.covered(text);
            if (covered.isPresent()) {
                return destination(covered.get());
            }
        }
        return Optional.empty();
    }

    /**
     * A target that isn't an address once the words are filled in is dropped; if none is left,
     * there is no destination.
     */
    private Optional<Destination> destination(List<String> covered) {
        if (!program.isEmpty()) {
            return Optional.of(new Destination.Program(program));
        }
        List<EmailAddress> addresses = new ArrayList<>();
        for (String target : targets) {
            EmailAddress.parse(filled(target, covered)).ifPresent(addresses::add);
        }
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(new Destination.Addresses(addresses));
    }

    /** In one pass, so that a {@code %} in what is filled in isn't replaced itself. */
    static String filled(String target, List<String> covered) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < target.length(); i++) {
            int number = numberAt(target, i);
            if (number == 0) {
                filled.append(target.charAt(i));
            } else {
                filled.append(number <= covered.size() ? covered.get(number - 1) : "");
                i++;
            }
        }
        return filled.toString();
    }

    private static int numberAt(String target, int at) {
        boolean digit =
                target.charAt(at) == '%'
                        && at + 1 < target.length()
                        && target.charAt(at + 1) >= '1'
                        && target.charAt(at + 1) <= '9';
        return digit ? target.charAt(at + 1) - '0' : 0;
    }
}
