package dmail.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.suite.Ledger.Entry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void balancesWhenEachCopyCameOutOnce() {
        ledger.accepted("one", List.of("ann", "bob"));
        ledger.doubtful("two", List.of("ann"));
        ledger.collected("ann", "one");
        ledger.collected("bob", "one");

        assertEquals(
                new Ledger.Balance(2, Set.of(), Set.of(), Set.of(), List.of()), ledger.balance());
    }

    @Test
    void namesWhatIsLostRepeatedUnknownAndCorrupt() {
        ledger.accepted("lost", List.of("ann"));
        ledger.doubtful("repeated", List.of("ann"));
        ledger.collected("ann", "repeated");
        ledger.collected("ann", "repeated");
        ledger.collected("ann", "unknown");
        ledger.collected("bob", new byte[] {'x'});

        assertEquals(
                new Ledger.Balance(
                        1,
                        Set.of(new Entry("lost", "ann")),
                        Set.of(new Entry("repeated", "ann")),
                        Set.of(new Entry("unknown", "ann")),
                        List.of("bob: x")),
                ledger.balance());
    }
}
