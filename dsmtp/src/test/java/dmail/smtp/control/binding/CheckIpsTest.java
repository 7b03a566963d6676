package dmail.smtp.control.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.ReplyForm;
import dmail.common.admin.StreamedReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.SendingLines;
import dmail.smtp.dns.ReverseNames;
import dmail.smtp.source.FakeHost;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CheckIpsTest {
    private static final ReverseNames.Found NONE = new ReverseNames.Found(List.of(), List.of(), "");

    private final Map<InetAddress, ReverseNames.Found> dns = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private void known(String address, String name, String forward) {
        dns.put(
                InetAddress.ofLiteral(address),
                new ReverseNames.Found(List.of(name), List.of(InetAddress.ofLiteral(forward)), ""));
    }

    private ExitStatus check(String... lines) throws IOException {
        Configuration configuration =
                SendingLines.read("host_domain first.example\n" + String.join("\n", lines));
        CheckIps check =
                new CheckIps(
                        () ->
                                SourceAddresses.of(
                                        configuration,
                                        ScopeTable.of(configuration),
                                        new FakeHost()),
                        SourceAddresses.seen(configuration),
                        address -> dns.getOrDefault(address, NONE));
        return check.reply()
                .write(
                        new StreamedReply.ReplyWriter() {
                            @Override
                            public ReplyForm form() {
                                return ReplyForm.TEXT;
                            }

                            @Override
                            public void write(String more) {
                                text.append(more);
                            }

                            @Override
                            public void keepAlive() {}
                        });
    }

    /** {@return the first word and the verdict of each line} */
    private List<String> lines() {
        return text.toString()
                .lines()
                .map(line -> line.split(" {2,}"))
                .map(words -> words[0] + ": " + words[words.length - 1])
                .toList();
    }

    @Test
    void b9_bi14_allIsWellWhenEachNameLeadsBack() throws Exception {
        known("192.0.2.41", "out1.example", "192.0.2.41");
        known("2001:db8::41", "out1.example", "2001:db8::41");
        known("192.0.2.10", "mail.example", "192.0.2.10");

        assertEquals(
                ExitStatus.OK,
                check(
                        "bind_address 192.0.2.10",
                        "outbound_ipv6 bound",
                        "binding out1 bind_address 192.0.2.41",
                        "binding out1 bind_address 2001:db8::41"));
        assertEquals(List.of("192.0.2.10: ok", "192.0.2.41: ok", "2001:db8::41: ok"), lines());
    }

    @Test
    void b9_bi14_eachSourceOfALineOrAModeIsTestedAndTheMismatchNamed() throws Exception {
        known("192.0.2.1", "other.example", "192.0.2.99");
        dns.put(
                InetAddress.ofLiteral("192.0.2.2"),
                new ReverseNames.Found(List.of(), List.of(), "no name server answers"));

        assertEquals(
                ExitStatus.NO_HOST,
                check(
                        "outbound_ipv6 off",
                        "outbound_ipv4 rotate 192.0.2.1,192.0.2.2",
                        "ip 192.0.2.3 hostname three.example",
                        "binding_group g binding m bind_address 192.0.2.4"));
        assertEquals(
                List.of(
                        "192.0.2.1: other.example has another address",
                        "192.0.2.2: unknown: no name server answers",
                        "192.0.2.3: no PTR record",
                        "192.0.2.4: no PTR record"),
                lines().stream().sorted().collect(Collectors.toList()));
    }

    @Test
    void bi14_aLineIsNoWiderThanItsNamesNeed() throws Exception {
        known("192.0.2.41", "out1.example", "192.0.2.41");
        known("192.0.2.5", "a.example", "192.0.2.5");

        check(
                "outbound_ipv6 off",
                "binding a bind_address 192.0.2.5",
                "binding out1 bind_address 192.0.2.41");
        assertEquals(
                List.of(
                        "192.0.2.41  out1.example  192.0.2.41  ok",
                        "192.0.2.5   a.example     192.0.2.5   ok"),
                text.toString().lines().sorted().toList());
    }

    @Test
    void b9_b10_theAddressThatOthersSeeIsLookedUp() throws Exception {
        known("198.51.100.7", "mail.example", "198.51.100.7");

        assertEquals(
                ExitStatus.OK,
                check(
                        "outbound_ipv6 off",
                        "bind_address 10.0.0.7",
                        "ip 10.0.0.7 public_address 198.51.100.7"));
        assertTrue(text.toString().startsWith("10.0.0.7 seen as 198.51.100.7 "), text::toString);
    }
}
