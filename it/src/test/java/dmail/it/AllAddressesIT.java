package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.PopClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The site of {@link WorkedExampleIT} with one socket a port for all addresses: greetings, logins
 * and sources are the same, since they go by the address that a client has reached.
 */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllAddressesIT {
    @TempDir private static Path folder;
    private ManyAddresses addresses;
    private Suite suite;

    @BeforeAll
    void start() throws Exception {
        addresses = ManyAddresses.in(folder, AllAddressesIT::onAll);
        suite = addresses.start();
    }

    /** A wildcard excludes other listeners of its port. */
    private static String onAll(String sample) {
        return sample.lines()
                        .filter(line -> !line.startsWith("listen "))
                        .filter(line -> !line.matches("ip \\S+ ports .*"))
                        .collect(Collectors.joining("\n"))
                + "\nip * ports mx,sub,pop,pops\n";
    }

    @AfterAll
    void stop() throws IOException {
        suite.close();
        addresses.close();
    }

    @Test
    void arg1_arg2_arg3_arg4_eachAddressGreetsAsBefore() throws Exception {
        String first = addresses.greeting(ManyAddresses.STRANGER, "192.0.2.10", 25);
        String one = addresses.greeting(ManyAddresses.STRANGER, "192.0.2.20", 25);
        String two = addresses.greeting(ManyAddresses.STRANGER, "192.0.2.30", 25);

        assertTrue(first.startsWith("220 mail.acme.example DSMTP "), first);
        assertTrue(one.startsWith("220 mail.one.example DSMTP "), one);
        assertTrue(two.startsWith("220 mail.two.example Two Ltd mail service, "), two);
    }

    @Test
    void sm13_theGroupsCertificateIsShownAtItsAddress() throws Exception {
        for (String address : List.of("192.0.2.10", "192.0.2.30")) {
            assertEquals(
                    "CN=mail.acme.example", addresses.shown(address, 25, "EHLO x", "STARTTLS"));
            assertEquals("CN=mail.acme.example", addresses.shown(address, 995));
        }
        assertEquals(
                "CN=mail.one.example", addresses.shown("192.0.2.20", 25, "EHLO x", "STARTTLS"));
        assertEquals("CN=mail.one.example", addresses.shown("192.0.2.20", 465));
        assertEquals("CN=mail.one.example", addresses.shown("192.0.2.20", 995));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.20, fred, A_fred",
        "192.0.2.30, fred, B_fred",
        "192.0.2.10, fred, fred",
        "192.0.2.10, joe/jds, J_joe",
        "192.0.2.10, joe@johns.example, J_joe"
    })
    void dm3_dm4_dm5_dm6_aLoginIsTheUserOfItsAddressOrSuffix(
            String address, String login, String user) throws Exception {
        PopClient.login(addresses.place(address, 110), login, "of-" + user).close();
    }

    @ParameterizedTest
    @CsvSource({
        "arg9, bob@acme.example, bob, bob, 192.0.2.10, 127.0.1.10 mail.acme.example",
        "sm16, amy@one.example, amy@one.example, A_amy, 192.0.2.10, 127.0.1.20 mail.one.example",
        "arg10, fred@two.example, fred, B_fred, 192.0.2.30, 127.0.1.30 mail.two.example",
        "b4, joe@johns.example, joe/jds, J_joe, 192.0.2.20, 127.0.1.10 mail.acme.example"
    })
    void mailLeavesAsBefore(
            String row, String from, String login, String user, String address, String expected)
            throws Exception {
        assertEquals(expected, addresses.leaves(row, from, login, user, address));
    }

    @Test
    void bi35_aProgramsMailLeavesAsBefore() throws Exception {
        addresses.sendmail("program", "fred@two.example", "program@other.example");

        assertEquals(
                "127.0.1.30 mail.two.example", ManyAddresses.left(addresses.arrived("program")));
    }
}
