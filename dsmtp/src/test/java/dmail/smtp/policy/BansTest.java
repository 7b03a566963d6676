package dmail.smtp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BansTest {
    private static final Bans BANS =
            new Bans(
                    List.of(IpPattern.parse("203.0.113.*").orElseThrow()),
                    List.of(IpPattern.parse("203.0.113.9").orElseThrow()),
                    List.of(
                            Wildcard.parse("*@spam.example").orElseThrow(),
                            Wildcard.parse("*@*.spam.example").orElseThrow()),
                    List.of(
                            Wildcard.parse("trap@*").orElseThrow(),
                            Wildcard.parse("a..b@*").orElseThrow()));

    @ParameterizedTest
    @CsvSource({"203.0.113.1,true", "203.0.113.9,false", "203.0.114.1,false"})
    void clients(String address, boolean banned) {
        assertEquals(banned, BANS.client(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "x@spam.example,true",
        "X@SPAM.Example,true",
        "x@a.spam.example,true",
        "x@notspam.example,false",
        "spam.example@x.example,false"
    })
    void senders(String address, boolean banned) {
        assertEquals(banned, BANS.sender(EmailAddress.parse(address).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({
        "Trap@acme.example,true",
        "trapped@acme.example,false",
        "a..b@acme.example,true",
        "'\"a..b\"@acme.example',true",
        "'\"trap\"@acme.example',true"
    })
    void recipients(String address, boolean banned) {
        assertEquals(banned, BANS.recipient(EmailAddress.parse(address).orElseThrow()));
    }

    @Test
    void aHostilePatternAnswersAtOnce() {
        Wildcard stars = Wildcard.parse("*a".repeat(50) + "b").orElseThrow();
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertFalse(stars.matches("a".repeat(1000))));
    }
}
