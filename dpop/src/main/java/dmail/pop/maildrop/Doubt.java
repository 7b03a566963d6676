package dmail.pop.maildrop;

import dmail.pop.bin.BinMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells, after an interruption, which messages of the drop file and of the store are the same ones.
 * Only those that were on their way then are in doubt, so a message that merely has the same text
 * is never taken for another.
 */
final class Doubt {
    private final Map<Uidl, Deque<BinMessage>> onTheirWay = new HashMap<>();

    /** By the number in the drop file: what that message is in the store. */
    private final Map<Integer, BinMessage> twins = new HashMap<>();

    private Doubt(List<BinMessage> doubtful) {
        for (BinMessage message : doubtful) {
            Uidl text = BinFolder.entry(message).uidl().ofCopy(0);
            onTheirWay.computeIfAbsent(text, _ -> new ArrayDeque<>(1)).add(message);
        }
    }

    /** Compares the messages of a store that are in doubt with those of the drop file. */
    static Doubt about(List<BinMessage> doubtful, MailboxIndex drop) {
        Doubt doubt = new Doubt(doubtful);
        for (int number = 1; number <= drop.messages(); number++) {
            doubt.look(number, drop.uidl(number).ofCopy(0));
        }
        return doubt;
    }

    private void look(int number, Uidl text) {
        Deque<BinMessage> same = onTheirWay.get(text);
        if (same != null && !same.isEmpty()) {
            twins.put(number, same.remove());
        }
    }

    /** {@return whether the store has, or had, this message of the drop file} */
    boolean isKnown(int number) {
        return twins.containsKey(number);
    }

    /** {@return how many messages of the drop file are known} */
    int count() {
        return twins.size();
    }

    /** {@return what messages of the drop file are in the store, by their number} */
    Map<Integer, BinMessage> twins() {
        return Map.copyOf(twins);
    }
}
