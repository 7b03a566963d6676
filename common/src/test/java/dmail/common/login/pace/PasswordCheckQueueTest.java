package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.login.pace.PasswordCheckQueue.Ticket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class PasswordCheckQueueTest {

    private static final InetAddress CROWD = InetAddress.ofLiteral("2001:db8::1");
    private static final InetAddress NEIGHBOUR = InetAddress.ofLiteral("2001:db8:0:1::1");
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.7");

    private static final GuessLimit FREE = new GuessLimit(5, 0, 0);

    private final PasswordCheckQueue line = new PasswordCheckQueue(2, 3);

    private Ticket comes(InetAddress client) {
        Ticket ticket = ticket(client, 0);
        assertTrue(line.join(ticket));
        return ticket;
    }

    private static Ticket ticket(InetAddress client, long now) {
        return new Ticket(client, "ann", ClientNetwork.wide(client, 48), now);
    }

    private boolean begins(Ticket ticket) {
        return line.begin(ticket, false, FREE, GuessLimit.NONE, 0);
    }

    private boolean begins(Ticket ticket, int atOnce) {
        return line.begin(ticket, false, new GuessLimit(atOnce, 0, 0), GuessLimit.NONE, 0);
    }

    @Test
    void soManyOfANetworkAreCheckedAtOnce() {
        assertTrue(begins(comes(CROWD)));
        assertTrue(begins(comes(CROWD)));
        assertFalse(begins(comes(CROWD)));
    }

    @Test
    void nobodyWaitsForAnotherNetworksLogins() {
        for (int i = 0; i < 5; i++) {
            comes(CROWD);
        }

        assertTrue(begins(comes(HOME)));
    }

    @Test
    void theyAreCheckedAsTheyCame() {
        Ticket first = comes(CROWD);
        Ticket second = comes(CROWD);
        Ticket third = comes(CROWD);
        assertFalse(begins(third), "two have come before");
        assertTrue(begins(second));
        assertTrue(begins(first));

        line.leave(first);
        assertFalse(begins(comes(CROWD)), "the third is next");
        assertTrue(begins(third));
    }

    @Test
    void aNetworkOfWhichTooManyWaitIsRefused() {
        for (int i = 0; i < 5; i++) {
            comes(CROWD);
        }
        assertFalse(line.join(ticket(CROWD, 0)));
        assertFalse(line.join(ticket(InetAddress.ofLiteral("2001:db8::2"), 0)), "the same /64");
    }

    @Test
    void whoGivesUpWaitingMakesRoom() {
        Ticket first = comes(CROWD);
        Ticket second = comes(CROWD);
        Ticket third = comes(CROWD);
        assertTrue(begins(first));

        line.leave(second);
        assertTrue(begins(third));
    }

    @Test
    void fewerGuessesAreCheckedWhenFewerMayStillFail() {
        Ticket first = comes(CROWD);
        Ticket second = comes(CROWD);

        assertTrue(begins(first, 1));
        assertFalse(begins(second, 1));
        line.leave(first);
        assertTrue(begins(second, 1));
    }

    @Test
    void whoseAccountIsKnownThereDoesNotWaitForGuesses() {
        GuessLimit failing = new GuessLimit(1, 1_000, 0);
        Ticket guess = comes(CROWD);
        Ticket next = comes(CROWD);
        Ticket known = comes(CROWD);

        assertFalse(line.begin(guess, false, failing, GuessLimit.NONE, 999), "it pauses");
        assertTrue(line.begin(guess, false, failing, GuessLimit.NONE, 1_000));
        assertTrue(line.begin(known, true, failing, GuessLimit.NONE, 1_000));
        assertFalse(line.begin(next, false, failing, GuessLimit.NONE, 9_000), "one is checked");
    }

    @Test
    void eachPausesBehindTheOneBeforeAndFromWhenItCame() {
        Ticket late = ticket(HOME, 5_000);
        assertTrue(line.join(late));

        assertFalse(line.begin(late, false, new GuessLimit(1, 1_000, 4_900), FREE, 5_900));
        assertFalse(line.begin(late, false, new GuessLimit(1, 1_000, 5_100), FREE, 6_000));
        assertTrue(line.begin(late, false, new GuessLimit(1, 1_000, 5_100), FREE, 6_100));
    }

    @Test
    void theWiderNetworkHasItsOwnLimit() {
        GuessLimit ofNetwork = new GuessLimit(1, 0, 0);
        Ticket first = comes(CROWD);
        Ticket neighbour = comes(NEIGHBOUR);

        assertTrue(line.begin(first, false, FREE, ofNetwork, 0));
        assertFalse(line.begin(neighbour, false, FREE, ofNetwork, 0));
        line.leave(first);
        assertTrue(line.begin(neighbour, false, FREE, ofNetwork, 0));
    }

    @Test
    void whatIsExpectedGrowsWithTheLine() {
        GuessLimit failing = new GuessLimit(1, 1_000, 0);
        comes(CROWD);
        Ticket second = comes(CROWD);
        Ticket neighbour = comes(NEIGHBOUR);

        assertEquals(2_000, line.expectedPause(second, failing, GuessLimit.NONE));
        assertEquals(3_000, line.expectedPause(neighbour, GuessLimit.NONE, failing));
    }

    @Test
    void nothingIsKeptOfThoseWhoLeft() {
        Ticket first = comes(CROWD);
        Ticket second = comes(HOME);
        assertTrue(begins(first));
        line.leave(first);
        line.leave(second);

        assertEquals(0, line.size());
    }
}
