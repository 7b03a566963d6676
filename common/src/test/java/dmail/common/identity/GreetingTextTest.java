package dmail.common.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import java.net.InetAddress;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTextTest {
    private static final Domain HOST = new Domain("mail.example");
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");
    private static final ZonedDateTime NOW =
            ZonedDateTime.of(2008, 5, 25, 3, 4, 5, 678, ZoneId.of("Europe/Berlin"));

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "#HostName# ready      | mail.example ready",
                "#hostname#            | mail.example",
                "ready                 | mail.example ready",
                "Hi from #HostName#    | Hi from mail.example",
                "you: #ConnectedIP#    | mail.example you: 192.0.2.7",
                "#Time#                | mail.example Sun, 25 May 2008 03:04:05 +0200",
                "#TimeUTC#             | mail.example Sun, 25 May 2008 01:04:05 +0000",
                "#UnixTime#            | mail.example 1211677445",
                "#HostName##UnixTime#  | mail.example1211677445",
                "#HostName# #1         | mail.example #1",
                "#1 #HostName# #2      | #1 mail.example #2",
                "#Colour# ##           | mail.example #Colour# ##",
                "#                     | mail.example #",
            })
    void smN3_bi26_wordsBecomeNamesAndDates(String text, String greeting) {
        assertEquals(greeting, GreetingText.of(text, HOST, CLIENT, NOW));
    }

    @Test
    void aReplyHasRoomForIt() {
        Domain longest = new Domain("a".repeat(63) + ".b".repeat(60));

        String greeting = GreetingText.of("#HostName#".repeat(20), longest, CLIENT, NOW);

        assertEquals(500, greeting.length());
    }
}
