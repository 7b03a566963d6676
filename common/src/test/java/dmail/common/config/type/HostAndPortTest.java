package dmail.common.config.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigFixture;
import dmail.common.config.SendingSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts and gateways as dmail.conf names them. */
class HostAndPortTest {
    private static HostAndPort read(String word) {
        return switch (HostAndPort.read(word)) {
            case Parsed.Good<HostAndPort>(HostAndPort host) -> host;
            case Parsed.Bad<HostAndPort>(String why) -> throw new AssertionError(word + ": " + why);
        };
    }

    // as it is written, name or address, whether that is an address, port or 0
    @ParameterizedTest
    @CsvSource({
        "Relay.Example,             relay.example,        false, 0",
        "relay.example:2525,        relay.example,        false, 2525",
        "[relay.example]:26,        relay.example,        false, 26",
        "192.0.2.1,                 192.0.2.1,            true,  0",
        "192.0.2.1:587,             192.0.2.1,            true,  587",
        "[192.0.2.1],               192.0.2.1,            true,  0",
        "2001:db8::1,               2001:db8:0:0:0:0:0:1, true,  0",
        "[2001:db8::1],             2001:db8:0:0:0:0:0:1, true,  0",
        "[2001:db8::1]:65535,       2001:db8:0:0:0:0:0:1, true,  65535",
        "[IPv6:2001:db8::1]:25,     2001:db8:0:0:0:0:0:1, true,  25",
    })
    void readsAHost(String word, String name, boolean address, int port) {
        HostAndPort host = read(word);
        assertEquals(name, host.name());
        assertEquals(port, host.port().orElse(0));
        assertEquals(address, host.address().isPresent());
        host.address().ifPresent(known -> assertEquals(InetAddress.ofLiteral(name), known));
        assertEquals(host, read(host.toString()), "it reads what it writes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25\ufeff", "\uff12\uff15", "300.1.1.1", "relay.example:0"})
    void whatBecomesANumberIsNoHost(String word) {
        assertInstanceOf(Parsed.Bad.class, HostAndPort.read(word));
    }

    @Test
    void readsGateways() throws IOException {
        ConfigFixture fixture = new ConfigFixture();
        fixture.write(
                "dmail.conf",
                ConfigFixture.NEEDED
                        + "gateway branch.example,*.branch.example [2001:db8::1]:26,192.0.2.1\n"
                        + "gateway * \"relay.example\"\n");
        List<GatewayLine> lines =
                fixture.read("dmail.conf").configuration().values(SendingSettings.GATEWAY);
        GatewayLine first = lines.getFirst();
        assertEquals(List.of(read("[2001:db8::1]:26"), read("192.0.2.1")), first.hosts());
        assertTrue(first.covers("branch.example"));
        assertTrue(first.covers("north.branch.example"));
        assertFalse(first.covers("other.example"));
        assertTrue(lines.getLast().covers("other.example"));
        assertEquals(List.of(read("relay.example")), lines.getLast().hosts());
    }
}
