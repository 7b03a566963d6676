package dmail.common.identity;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.mbox.MailDate;
import java.net.InetAddress;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/** Puts names and dates into the text of a greeting, in place of words such as #HostName#. */
public final class GreetingText {
    private static final char MARK = '#';
    private static final String HOST_NAME = "#hostname#";

    /** In characters: a reply has at most 512 octets (RFC 5321 section 4.5.3.1.5). */
    private static final int LONGEST = 500;

    private final Domain host;
    private final InetAddress client;
    private final ZonedDateTime now;

    private GreetingText(Domain host, InetAddress client, ZonedDateTime now) {
        this.host = host;
        this.client = client;
        this.now = now;
    }

    /**
     * {@return the greeting, without the code before it; a text that doesn't name the host follows
     * its name}
     *
     * @param text of dmail.conf
     * @param host what this host is called
     * @param now in the time zone of {@code #Time#}
     */
    public static String of(String text, Domain host, InetAddress client, ZonedDateTime now) {
        boolean isNamed = text.toLowerCase(Locale.ROOT).contains(HOST_NAME);
        String whole = isNamed ? text : host + " " + text;
        String greeting = new GreetingText(host, client, now).replaceWords(whole);
        return greeting.length() > LONGEST ? greeting.substring(0, LONGEST) : greeting;
    }

    private String replaceWords(String text) {
        StringBuilder greeting = new StringBuilder();
        int at = 0;
        int mark = text.indexOf(MARK);
        while (mark >= 0) {
            int end = text.indexOf(MARK, mark + 1) + 1;
            Optional<String> value =
                    end > 0 ? valueOf(text.substring(mark, end)) : Optional.empty();
            // A mark that begins no word may be the end of none either.
            int next = value.isPresent() ? end : mark + 1;
            greeting.append(text, at, mark).append(value.orElse("#"));
            at = next;
            mark = text.indexOf(MARK, next);
        }
        return greeting.append(text, at, text.length()).toString();
    }

    private Optional<String> valueOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case HOST_NAME -> Optional.of(host.name());
            case "#connectedip#" -> Optional.of(IpLiteral.text(client));
            case "#time#" -> Optional.of(MailDate.of(now));
            case "#timeutc#" -> Optional.of(MailDate.of(now.toInstant(), ZoneOffset.UTC));
            case "#unixtime#" -> Optional.of(Long.toString(now.toEpochSecond()));
            default -> Optional.empty();
        };
    }
}
