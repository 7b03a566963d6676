package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.IpLiteral;
import dmail.smtp.client.Sink;
import dmail.smtp.testing.TestDns;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code why} says beside what another host sees, for random configurations and messages. A
 * disagreement names its seed: {@code -Dseed=} shows it alone.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WhyAgreesTest {
    private static final int SITES = 250;
    private static final int MESSAGES = 4;
    private static final int MOST_SHOWN = 5;
    private static final String WAITS = "waits ";
    private static final String STAYS = "stays";
    private static final String REFUSED = "refused";
    private static final String NOT_FROM_THERE = "450 4.7.1 not from there";

    private @TempDir Path folder;
    private TestDns dns;
    private final List<Sink> sinks = new ArrayList<>();
    private final List<String> disagreements = new ArrayList<>();
    private int left;
    private int rested;
    private int replaced;

    @BeforeEach
    void start() throws IOException {
        dns = TestDns.start();
        while (sinks.isEmpty()) {
            startSinks();
        }
        for (Sink sink : sinks) {
            sink.on("RCPT TO:<" + RandomBindings.REFUSED, NOT_FROM_THERE);
        }
        dns.has("far.example", "MX", "10 mx1.example.")
                .has("near.example", "MX", "10 mx2.example.")
                .has("big.example", "MX", "10 mx1.example.")
                .has("big.example", "MX", "20 mx2.example.")
                .has("both.example", "MX", "10 mx6.example.")
                .has("both.example", "MX", "20 mx2.example.")
                .has("mx1.example", "A", "127.0.2.1")
                .has("mx2.example", "A", "127.0.2.2")
                .has("mx6.example", hasSix() ? "AAAA" : "A", hasSix() ? "::1" : "127.0.2.1");
    }

    private boolean hasSix() {
        return sinks.size() > 2;
    }

    /** They have one port; without IPv6 there are two. */
    private void startSinks() throws IOException {
        Sink first = Sink.start(InetAddress.ofLiteral("127.0.2.1"), 0);
        try {
            sinks.add(Sink.start(InetAddress.ofLiteral("127.0.2.2"), first.port()));
            sinks.add(first);
        } catch (IOException taken) {
            first.close();
            return;
        }
        try {
            sinks.add(Sink.start(InetAddress.ofLiteral("::1"), first.port()));
        } catch (IOException none) {
            assertEquals(2, sinks.size());
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Sink sink : sinks) {
            sink.close();
        }
        dns.close();
    }

    @Test
    void b26_whySaysWhatDeliveryDoes() throws Exception {
        Optional<Long> one = Optional.ofNullable(Long.getLong("seed"));
        long first = one.orElse(1L);
        long last = one.orElse((long) SITES);
        for (long seed = first; seed <= last; seed++) {
            try (RandomSite site = RandomSite.start(folder, seed, dns, sinks.getFirst().port())) {
                for (int number = 1; number <= MESSAGES; number++) {
                    compare(site, site.nextPost());
                }
            }
        }
        assertTrue(disagreements.isEmpty(), this::shown);
        if (one.isEmpty()) {
            assertTrue(left > SITES * MESSAGES / 3, () -> "only " + left + " left");
            assertTrue(rested > MOST_SHOWN, () -> "only " + rested + " found a source at rest");
            assertTrue(replaced > MOST_SHOWN, () -> "only " + replaced + " found another's source");
        }
    }

    private String shown() {
        return disagreements.size()
                + " disagreements, among them\n"
                + disagreements.stream().limit(MOST_SHOWN).collect(Collectors.joining("\n"));
    }

    private void compare(RandomSite site, RandomBindings.Post post) throws Exception {
        String why = site.why(post);
        String said = said(why);
        Optional<RandomSite.Outcome> outcome = site.take(post);
        String seen = outcome.map(this::seen).orElse(REFUSED);
        boolean isGroupKnown = site.groupOf(field("binding", why)).equals(field("group", why));
        boolean isHostKnown =
                outcome.map(end -> why.contains(logged("relay", end.line()))).orElse(true);
        rested += said.contains(" rests, since it was refused") ? 1 : 0;
        boolean isRefused = post.isRefused() && seen.contains(NOT_FROM_THERE);
        boolean isAgreed = isRefused ? !isKept(said) : agree(said, seen) && optionsFit(why);
        if (!isAgreed || !isGroupKnown || !isHostKnown) {
            disagreements.add(
                    "said %s\nseen %s\nwhy %s\n%s\n%s".formatted(said, seen, why, post, site));
        }
    }

    /** {@return what became of a message, by its line in the log and what other hosts saw} */
    private String seen(RandomSite.Outcome outcome) {
        String line = outcome.line();
        if (line.contains(" deferred ")) {
            return WAITS + logged("reason", line);
        }
        if (line.contains(" mailbox=")) {
            return STAYS;
        }
        return sinks.stream()
                .flatMap(sink ->
                        sink.mails().stream()
                                .filter(mail -> mail.text().contains(outcome.subject()))
                                .map(mail -> seen(line, sink, mail)))
                .findFirst()
                .orElse("nowhere: " + line);
    }

    private String seen(String line, Sink sink, Sink.Mail mail) {
        left++;
        String client = sink.clients().get(mail.connection() - 1);
        String source = IpLiteral.text(InetAddress.ofLiteral(client));
        String name = sink.name(mail.connection());
        assertEquals(source, logged("source", line), line);
        assertEquals(name, logged("ehlo", line), line);
        return departure(logged("rule", line), logged("binding", line), source, name);
    }

    /** {@return what the reply of {@code why} says, in the form of {@link #seen}} */
    private static String said(String why) {
        if (why.contains("\"stays\":")) {
            return STAYS;
        }
        String waits = field("waits", why);
        if (!waits.isEmpty()) {
            return WAITS + waits;
        }
        return field("binding", why).isEmpty()
                ? REFUSED
                : departure(
                        field("rule", why),
                        field("binding", why),
                        field("source", why),
                        field("ehlo", why));
    }

    /** The log has more words of what mail waits for. */
    private static boolean agree(String said, String seen) {
        return said.startsWith(WAITS)
                ? seen.startsWith(WAITS)
                        && seen.contains(said.substring(WAITS.length()).split(": ", 2)[0])
                : said.equals(seen);
    }

    /** {@return whether that is what is said of mail that no host is asked for} */
    private static boolean isKept(String said) {
        return said.startsWith(WAITS) || said.equals(STAYS) || said.equals(REFUSED);
    }

    /**
     * {@return whether the options that are shown are those by which the mail leaves, as its source
     * and its name have them}
     */
    private boolean optionsFit(String why) {
        String source = field("source", why);
        boolean isReplaced = !field("instead_of", why).isEmpty();
        replaced += isReplaced ? 1 : 0;
        if (source.isEmpty() || field("binding", why).equals("default")) {
            return !isReplaced;
        }
        List<String> names =
                options("ehlo_hostname", why).stream()
                        .filter(option -> option.scope().startsWith("binding"))
                        .map(Option::value)
                        .filter(name -> name.contains("."))
                        .toList();
        List<String> addresses =
                options("bind_address", why).stream()
                        .map(Option::value)
                        .filter(address -> address.contains(":") == source.contains(":"))
                        .filter(address -> !address.equals("*"))
                        .toList();
        boolean isSystems = options("bind_failure", why).getFirst().value().equals("system");
        return (names.isEmpty() || names.contains(field("ehlo", why)))
                && (addresses.contains(source)
                        || (!isReplaced && (isSystems || addresses.isEmpty())));
    }

    /** An option as {@code why} shows it. */
    private record Option(String value, String scope) {}

    private static List<Option> options(String name, String why) {
        return Pattern.compile(
                        "\"option\":\"%s\",\"value\":\"([^\"]*)\",\"scope\":\"([^\"]*)\""
                                .formatted(name))
                .matcher(why)
                .results()
                .map(match -> new Option(match.group(1), match.group(2)))
                .toList();
    }

    private static String departure(String rule, String binding, String source, String ehlo) {
        return "rule=" + rule + " binding=" + binding + " source=" + source + " ehlo=" + ehlo;
    }

    private static String field(String name, String json) {
        return found(Pattern.compile("\"" + name + "\":\\s*\"([^\"]*)\""), json);
    }

    private static String logged(String name, String line) {
        return found(Pattern.compile(" " + name + "=(?:\"([^\"]*)\"|(\\S*))"), line);
    }

    private static String found(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        if (!match.find()) {
            return "";
        }
        return match.group(1) == null ? match.group(2) : match.group(1);
    }
}
