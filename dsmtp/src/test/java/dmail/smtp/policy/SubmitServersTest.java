package dmail.smtp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a program's mail is taken to have come in. */
final class SubmitServersTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.30");
    private static final InetAddress OTHERS = InetAddress.ofLiteral("192.0.2.10");
    private static final Map<Domain, SubmitServers.Place> BY_DOMAIN =
            Map.of(new Domain("two.example"), new SubmitServers.Place("mx@192.0.2.30", TWO));
    private static final SubmitServers.Place OTHER_PLACE = new SubmitServers.Place("local", OTHERS);

    private static Optional<Reception> of(Optional<SubmitServers.Place> others, String sender) {
        return new SubmitServers(BY_DOMAIN, others)
                .reception(ReversePath.parse(sender).orElseThrow(), HERE);
    }

    @Test
    void arg16_aDomainOfTheTableHasItsServerInAnyLetterCase() {
        Optional<Reception> two = Optional.of(Reception.over("mx@192.0.2.30", TWO, HERE));

        assertEquals(two, of(Optional.of(OTHER_PLACE), "fred@two.example"));
        assertEquals(two, of(Optional.empty(), "Fred@TWO.Example"));
    }

    @Test
    void arg16_othersHaveTheDefaultOne() {
        Optional<Reception> other = Optional.of(Reception.over("local", OTHERS, HERE));

        assertEquals(other, of(Optional.of(OTHER_PLACE), "bob@acme.example"));
        assertEquals(other, of(Optional.of(OTHER_PLACE), "bob@sub.two.example"));
        assertEquals(other, of(Optional.of(OTHER_PLACE), ""));
    }

    @Test
    void bi35_withoutALineItReachesNoAddress() {
        assertEquals(Optional.empty(), of(Optional.empty(), "bob@acme.example"));
        assertEquals(Optional.empty(), of(Optional.empty(), ""));
    }
}
