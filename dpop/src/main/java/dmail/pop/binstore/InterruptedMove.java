package dmail.pop.binstore;

import dmail.common.memory.MemoryReservation;
import dmail.pop.index.DigestKeys;
import dmail.pop.index.DigestQueues;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.Uidl;
import java.io.IOException;

/**
 * Finds, after an interruption, which messages of the drop file and of the store are the same. Only
 * those being moved then are candidates, so another message with the same text is never mistaken
 * for one.
 */
final class InterruptedMove {
    private static final int[] NONE = {};

    /** By number in the drop file: the number among the candidates, or 0. */
    private final int[] duplicates;

    private int count;

    private InterruptedMove(int[] duplicates) {
        this.duplicates = duplicates;
    }

    /** Compares the candidates of a store with the messages of the drop file. */
    static InterruptedMove about(
            MailboxIndex doubtful,
            MailboxIndex drop,
            DigestKeys.Secret secret,
            MemoryReservation memory)
            throws IOException {
        if (doubtful.messages() == 0) {
            return new InterruptedMove(NONE);
        }
        DigestQueues onTheirWay =
                new DigestQueues(doubtful.messages(), at -> doubtful.uidl(at + 1), secret, memory);
        for (int number = 1; number <= doubtful.messages(); number++) {
            onTheirWay.offer(doubtful.uidl(number), number);
        }
        memory.take((drop.messages() + 1L) * Integer.BYTES);
        InterruptedMove interruptedMove = new InterruptedMove(new int[drop.messages() + 1]);
        for (int number = 1; number <= drop.messages(); number++) {
            Uidl text = drop.uidl(number);
            interruptedMove.note(number, text, onTheirWay.poll(text), doubtful);
        }
        return interruptedMove;
    }

    private void note(int number, Uidl text, int duplicate, MailboxIndex doubtful)
            throws IOException {
        if (duplicate > 0 && doubtful.uidl(duplicate).ofCopy(0).equals(text.ofCopy(0))) {
            duplicates[number] = duplicate;
            count++;
        }
    }

    /** {@return whether the store has, or had, this message of the drop file} */
    boolean isKnown(int number) {
        return duplicate(number) > 0;
    }

    /** {@return the number among the candidates of a message of the drop file, or 0} */
    int duplicate(int number) {
        return duplicates.length == 0 ? 0 : duplicates[number];
    }

    /** {@return how many messages of the drop file are known} */
    int count() {
        return count;
    }
}
