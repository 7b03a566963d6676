package dmail.common.config.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfWorld;
import dmail.common.config.listen.ListenLine.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ListenAddressTest {
    private final ConfWorld world = new ConfWorld();

    ListenAddressTest() throws IOException {}

    @Test
    void withoutListenLinesThePortIsServedOnAllAddresses() throws IOException {
        assertEquals(
                List.of(new ListenAddress("smtp", Optional.empty(), 2525)),
                places("smtp_port 2525\n", Protocol.SMTP));
        assertEquals(
                List.of(new ListenAddress("pop", Optional.empty(), 110)),
                places("smtp_port 2525\n", Protocol.POP));
    }

    @Test
    void listenLinesReplaceThePortOfTheirProtocolOnly() throws IOException {
        String lines =
                """
                listen in on 127.0.0.1:2525
                listen in protocol smtp
                listen in on [::1]:2525
                """;

        assertEquals(
                List.of(
                        new ListenAddress(
                                "in", Optional.of(InetAddress.ofLiteral("127.0.0.1")), 2525),
                        new ListenAddress("in", Optional.of(InetAddress.ofLiteral("::1")), 2525)),
                places(lines, Protocol.SMTP));
        assertEquals(
                List.of(new ListenAddress("pop", Optional.empty(), 110)),
                places(lines, Protocol.POP));
    }

    @Test
    void theLastProtocolOfAListenerCounts() throws IOException {
        String lines = "listen x protocol smtp\nlisten x on :0\nlisten X protocol pop\n";

        assertEquals(
                List.of(new ListenAddress("x", Optional.empty(), 0)), places(lines, Protocol.POP));
    }

    /** The plain port would be open to everybody, which the deny line says nobody wants. */
    @Test
    void aListenerThatStaysDownIsNotReplacedByThePlainPort() throws IOException {
        String lines = "listen x on :25\nlisten x protocol smtp\nlisten x deny 192.0.2.*\n";

        assertEquals(List.of(), places(lines, Protocol.SMTP));
    }

    private List<ListenAddress> places(String lines, Protocol protocol) throws IOException {
        return ListenAddress.of(world.reading(lines).configuration(), protocol);
    }
}
