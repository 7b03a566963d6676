package dmail.common.mbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {
    private static final ZonedDateTime DATE = ZonedDateTime.parse("1998-12-06T09:37:48+13:00");

    @Test
    void isWrittenAsRfc5321Says() {
        assertEquals(
                """
                Received: from far.example ([198.51.100.7])
                \tby mail.test.example (DSMTP 4.0.0) with ESMTP id 0ABC;
                \tSun, 06 Dec 1998 09:37:48 +1300
                """
                        .replace("\n", "\r\n"),
                text(header("far.example", "198.51.100.7")));
    }

    @Test
    void tagsIpv6AddressesAndDropsTheirZone() {
        String text = text(header("[IPv6:::1]", "2001:db8::7"));

        assertEquals(
                "Received: from [IPv6:::1] ([IPv6:2001:db8:0:0:0:0:0:7])",
                text.lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "far.example",
                "",
                "a b (c) with ESMTP id FORGED; d",
                "x\r\n\tby y (DSMTP 4.0.0) with ESMTP id FORGED;",
                "\u00e4\u2028\0",
            })
    void isFoundAgainWhateverTheClientCallsItself(String helo) {
        String text = text(header(helo, "198.51.100.7"));

        assertEquals(Optional.of("0ABC"), id(text + "Subject: x\r\n\r\nbody\r\n"));
        assertEquals(Optional.of("0ABC"), id(text.replace("\r\n", "\n")));
        assertEquals(3, text.lines().count());
    }

    @Test
    void isFoundInTheHeaderOfAMessageThatCameFromNoClient() {
        String text =
                new String(
                        TraceHeader.local("mail.test.example", "0ABC", DATE, "4.0.0"), ISO_8859_1);

        assertEquals(
                "Received: by mail.test.example (DSMTP 4.0.0) with local id 0ABC;",
                text.lines().findFirst().orElseThrow());
        assertEquals(Optional.of("0ABC"), id(text + "Subject: x\r\n\r\nbody\r\n"));
    }

    @Test
    void isNotLookedForBelowAnothersTraceHoweverThatIsWritten() {
        String header = text(header("far.example", "198.51.100.7"));

        assertEquals(Optional.empty(), id("Received : by other.example;\r\n x\r\n" + header));
    }

    @Test
    void isFoundBelowHeadersThatAreNoTrace() {
        String header = text(header("far.example", "198.51.100.7"));

        assertEquals(Optional.of("0ABC"), id("Return-Path: <a@b>\r\nStatus: O\r\n x\r\n" + header));
    }

    @Test
    void isNotFoundBelowAForeignOneNorInTheBodyNorWhenTorn() {
        String header = text(header("far.example", "198.51.100.7"));

        assertEquals(Optional.empty(), id("Received: by other.example; now\r\n" + header));
        assertEquals(Optional.empty(), id("Subject: x\r\n\r\n" + header));
        assertEquals(Optional.empty(), id(header.substring(0, header.indexOf("ABC"))));
        assertEquals(Optional.empty(), id(""));
    }

    private static TraceHeader header(String helo, String client) {
        InetAddress address = InetAddress.ofLiteral(client);
        return new TraceHeader(helo, address, "mail.test.example", "ESMTP", "0ABC", DATE);
    }

    private static String text(TraceHeader header) {
        return new String(header.octets("4.0.0"), ISO_8859_1);
    }

    private static Optional<String> id(String message) {
        byte[] octets = ("##" + message).getBytes(ISO_8859_1);
        return TraceHeader.idIn(octets, 2, octets.length);
    }
}
