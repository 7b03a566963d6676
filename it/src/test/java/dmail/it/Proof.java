package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.suite.Ledger;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What crash tests have in common: how long, by which seed, and what must come of it. */
final class Proof {
    private Proof() {}

    /** {@return how many rounds: that system property, else so many} */
    static int rounds(String property, int normally) {
        return Integer.getInteger(property, normally);
    }

    /** {@return chance by a seed that is printed, and can be given to see the same again} */
    static RandomGenerator chance() {
        long seed = Long.getLong("dmail.seed", System.nanoTime());
        say("-Ddmail.seed=" + seed);
        return new SplittableRandom(seed);
    }

    /** Nothing lost, nothing corrupt, nothing that was not sent, nothing twice. */
    static void exactlyOnce(Ledger ledger) {
        Ledger.Balance balance = ledger.balance();
        assertEquals(
                new Ledger.Balance(balance.accepted(), Set.of(), Set.of(), Set.of(), List.of()),
                balance);
        say(balance.accepted() + " copies accepted, each came out once");
    }

    /** Prints a figure where a person who runs the tests sees it. */
    static void say(String figure) {
        System.out.println(figure);
    }
}
