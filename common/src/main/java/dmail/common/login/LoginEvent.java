package dmail.common.login;

import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of a login, as the servers tell it each other.
 *
 * @param account a keyed hash of its name, so that the file doesn't show names
 */
public record LoginEvent(Instant when, Outcome outcome, InetAddress client, String account) {
    /** Whether the password was right. */
    public enum Outcome {
        RIGHT("+"),
        WRONG("-");

        private final String sign;

        Outcome(String sign) {
            this.sign = sign;
        }
    }

    /** {@return the event as a line, without its end} */
    public String line() {
        return when.getEpochSecond()
                + " "
                + outcome.sign
                + " "
                + withoutScope(client).getHostAddress()
                + " "
                + account;
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }

    /** {@return the event, or empty when the line isn't one} */
    public static Optional<LoginEvent> parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4
                || !words[0].matches("[0-9]{1,12}")
                || !words[1].matches("[+-]")
                || !words[3].matches("[0-9a-f]{16}")) {
            return Optional.empty();
        }
        Instant when = Instant.ofEpochSecond(Long.parseLong(words[0]));
        Outcome outcome = words[1].equals(Outcome.RIGHT.sign) ? Outcome.RIGHT : Outcome.WRONG;
        return IpLiteral.parse(words[2])
                .map(client -> new LoginEvent(when, outcome, client, words[3]));
    }
}
