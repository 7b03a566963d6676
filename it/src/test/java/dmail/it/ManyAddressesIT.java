package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sample many-addresses.conf with its very addresses and ports, in a network of its own: there
 * private addresses are passed over for destinations that are public.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManyAddressesIT {
    private static final List<String> ADDRESSES =
            List.of(
                    "192.0.2.10",
                    "192.0.2.20",
                    "192.0.2.30",
                    "192.0.2.41",
                    "192.0.2.42",
                    "10.0.0.1",
                    "2001:db8::20");

    private static final String FAR =
            """
            gateway other.example 198.51.100.25
            gateway *.partner.example 198.51.100.25
            gateway six.example [2001:db8:f::25]
            """;

    @TempDir private static Path folder;
    private OwnNetwork network;
    private OwnNetwork next;
    private Site site;
    private ServerProcess dsmtp;

    @BeforeAll
    void start() throws Exception {
        network = OwnNetwork.open();
        for (String address : ADDRESSES) {
            network.gain(address);
        }
        next = network.reach("198.51.100.25", "198.51.100.1");
        Ran _ =
                network.run("ip", "-6", "route", "add", "2001:db8:f::/64", "dev", "near")
                        .succeeded();
        site = ManyAddresses.asItIs(folder, FAR);
        dsmtp = ServerProcess.start(network.within(site.program("dsmtp")));
        var _ = dsmtp.addresses();
    }

    @AfterAll
    void stop() {
        if (dsmtp != null) {
            dsmtp.close();
        }
        if (next != null) {
            next.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private String tell(String... words) throws Exception {
        return Ran.of(network.within(site.program("tellsmtp", words)), "").succeeded().output();
    }

    /** A client of - is a program of this host; of the sources of a group there are several. */
    @ParameterizedTest
    @CsvSource({
        "arg9, bob@acme.example, other, 10.0.0.7, 192.0.2.10, default, 192.0.2.10,"
                + " mail.acme.example",
        "sm16, amy@one.example, other, 10.0.0.7, 192.0.2.10, one, 192.0.2.20, mail.one.example",
        "b1, amy@one.example, six, 10.0.0.7, 192.0.2.10, one, 2001:db8:\\S*:20, mail.one.example",
        "arg10, fred@two.example, other, 10.0.0.7, 192.0.2.30, default, 192.0.2.30,"
                + " mail.two.example",
        "momN22, fred@two.example, other, 10.0.0.7, 10.0.0.1, default, 192.0.2.10,"
                + " mail.acme.example",
        "mom12, bob@acme.example, hq.partner, 10.0.0.7, 10.0.0.1, solo, 192.0.2.10,"
                + " mail.acme.example",
        "b4, joe@johns.example, other, 10.0.0.7, 192.0.2.20, default, 192.0.2.10,"
                + " mail.acme.example",
        "b8, ed@news.acme.example, other, 127.0.0.1, 127.0.0.1, out[12], 192.0.2.4[12],"
                + " out[12].acme.example",
        "bi35, fred@two.example, other, -, -, default, 192.0.2.30, mail.two.example",
        "bi35, bob@acme.example, other, -, -, default, 192.0.2.10, mail.acme.example"
    })
    void mailLeavesAsTheTableSays(
            String row,
            String from,
            String to,
            String client,
            String reached,
            String binding,
            String source,
            String name)
            throws Exception {
        List<String> words = new ArrayList<>(List.of("why", from, "x@" + to + ".example"));
        if (!client.equals("-")) {
            words.addAll(List.of(client, reached));
        }

        String why = tell(words.toArray(String[]::new));

        String pattern =
                "(?s).*binding: %s\n.*source: %s\n.*ehlo: %s\n.*".formatted(binding, source, name);
        assertTrue(why.matches(pattern), () -> row + "\n" + why);
    }

    /** By a rule, and not from the address reached, which serves one group alone. */
    @Test
    void b4_whoIsOfNoGroupLeavesFromAnotherAddress() throws Exception {
        String why =
                tell(
                        "why",
                        "joe@johns.example",
                        "x@other.example",
                        "198.51.100.7",
                        "192.0.2.20",
                        "J_joe");

        assertTrue(why.matches("rule: \\S+dmail\\.conf:\\d+\n(?s:.*)"), why);
        assertTrue(why.contains("source: 192.0.2.10\nehlo: mail.acme.example\n"), why);
    }

    @Test
    void bi23_mailForIpV6AloneWaits() throws Exception {
        String why = tell("why", "fred@two.example", "x@six.example", "10.0.0.7", "192.0.2.30");

        assertTrue(why.contains("IPv6"), why);
    }

    @Test
    void arg2_eachAddressGreetsByItsName() throws Exception {
        List<String> names = new ArrayList<>();
        for (String address : List.of("192.0.2.10", "192.0.2.20", "192.0.2.30")) {
            names.add(network.greeting(address, 25).split(" ", 3)[1]);
        }

        assertEquals(List.of("mail.acme.example", "mail.one.example", "mail.two.example"), names);
    }
}
