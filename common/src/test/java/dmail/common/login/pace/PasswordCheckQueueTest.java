package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.login.pace.PasswordCheckQueue.Ticket;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordCheckQueueTest {
    private static final ClientNetwork CROWD = network("2001:db8::1");
    private static final ClientNetwork HOME = network("192.0.2.7");

    private final PasswordCheckQueue turns = new PasswordCheckQueue(2, 3);

    private static ClientNetwork network(String address) {
        return ClientNetwork.near(InetAddress.ofLiteral(address));
    }

    private Ticket comes(ClientNetwork network) {
        return turns.come(network, true).orElseThrow();
    }

    private boolean isDue(Ticket ticket) {
        return turns.isDue(ticket, 5);
    }

    @Test
    void soManyOfANetworkAreLookedAtAtOnce() {
        Ticket first = comes(CROWD);
        Ticket second = comes(CROWD);
        Ticket third = comes(CROWD);

        assertTrue(isDue(first));
        assertTrue(isDue(second));
        assertFalse(isDue(third));
    }

    @Test
    void nobodyWaitsForAnotherNetworksLogins() {
        for (int i = 0; i < 5; i++) {
            comes(CROWD);
        }

        assertTrue(isDue(comes(HOME)));
    }

    @Test
    void theyAreLookedAtAsTheyCame() {
        Ticket first = comes(CROWD);
        Ticket second = comes(CROWD);
        Ticket third = comes(CROWD);
        Ticket fourth = comes(CROWD);

        turns.leave(first);
        assertTrue(isDue(third));
        assertFalse(isDue(fourth));

        turns.leave(third);
        assertTrue(isDue(second));
        assertTrue(isDue(fourth));
    }

    @Test
    void aNetworkOfWhichTooManyWaitIsRefused() {
        for (int i = 0; i < 5; i++) {
            comes(CROWD);
        }
        assertEquals(Optional.empty(), turns.come(CROWD, true));
        assertEquals(
                Optional.empty(), turns.come(network("2001:db8::2"), true), "it is the same /64");
    }

    @Test
    void whoGivesUpWaitingMakesRoom() {
        Ticket first = comes(CROWD);
        comes(CROWD);
        Ticket third = comes(CROWD);
        Ticket fourth = comes(CROWD);

        turns.leave(third);
        assertFalse(isDue(fourth));
        turns.leave(first);
        assertTrue(isDue(fourth));
    }

    @Test
    void fewerAreCheckedWhenFewerMayStillFail() {
        Ticket first = comes(CROWD);
        Ticket second = comes(CROWD);

        assertTrue(turns.isDue(first, 1));
        assertFalse(turns.isDue(second, 1));
        turns.leave(first);
        assertTrue(turns.isDue(second, 1));
    }

    @Test
    void whoIsNoGuesserDoesNotWaitForGuesses() {
        Ticket guess = comes(CROWD);
        Ticket next = comes(CROWD);
        Ticket known = turns.come(CROWD, false).orElseThrow();

        assertTrue(turns.isDue(guess, 1));
        assertTrue(turns.isDue(known, 1));
        assertFalse(turns.isDue(next, 1));
    }

    @Test
    void whatIsBeingCheckedCountsAlsoWhenFewerMayFailNow() {
        Ticket first = comes(CROWD);
        Ticket second = comes(CROWD);
        Ticket third = comes(CROWD);
        assertTrue(turns.isDue(first, 2));
        assertTrue(turns.isDue(second, 2));

        assertFalse(turns.isDue(third, 1));
        turns.leave(first);
        assertTrue(turns.isDue(second, 1));
        assertFalse(turns.isDue(third, 1));
    }

    @Test
    void nothingIsKeptOfThoseWhoLeft() {
        turns.leave(comes(CROWD));
        turns.leave(comes(HOME));

        assertEquals(0, turns.size());
    }
}
