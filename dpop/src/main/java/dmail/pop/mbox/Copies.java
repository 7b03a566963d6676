package dmail.pop.mbox;

import dmail.common.memory.MemoryReservation;
import dmail.pop.index.DigestKeys;
import dmail.pop.index.DigestQueues;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.index.Uidl;
import java.io.IOException;

/**
 * Numbers identical messages, so that their unique ids differ. Numbers of an older index are given
 * again in the same order; a new copy gets a new highest number.
 */
final class Copies {
    private static final int NOT_YET = 0;

    private final MailboxIndex older;
    private final DigestKeys.Secret secret;
    private final MemoryReservation memory;
    private final DigestQueues given;
    private int unnumbered;

    /**
     * @param older what was known
     * @param kept how many of its first messages keep their entries and are not numbered again
     * @param memory of this work alone
     */
    Copies(MailboxIndex older, int kept, DigestKeys.Secret secret, MemoryReservation memory)
            throws IOException {
        this.older = older;
        this.secret = secret;
        this.memory = memory;
        int free = older.messages() - kept;
        this.given = new DigestQueues(free, at -> older.uidl(kept + 1 + at), secret, memory);
        for (int number = kept + 1; number <= older.messages(); number++) {
            Uidl uidl = older.uidl(number);
            given.offer(uidl, uidl.copy());
        }
    }

    /** {@return the entry with the id that it has already, or with one that is to be completed} */
    MessageEntry numbered(ScannedMessage found) {
        MessageEntry entry = found.entry();
        int copy = given.poll(entry.uidl());
        if (copy == 0 && !found.formerly().equals(entry.uidl())) {
            int former = given.poll(found.formerly());
            if (former != 0) {
                return entry.withUidl(found.formerly().ofCopy(former));
            }
        }
        if (copy == 0) {
            unnumbered++;
        }
        return entry.withUidl(entry.uidl().ofCopy(copy));
    }

    /** Numbers what is new among the messages from a number on. */
    void complete(MailboxIndex.Builder all, int from) throws IOException {
        if (unnumbered == 0) {
            return;
        }
        DigestKeys keys = new DigestKeys(unnumbered, new Unnumbered(all, from), secret, memory);
        memory.take((long) unnumbered * Integer.BYTES);
        int[] highest = new int[unnumbered];
        for (int number = 1; number <= older.messages(); number++) {
            Uidl uidl = older.uidl(number);
            int first = keys.first(uidl);
            if (first >= 0) {
                highest[first] = Math.max(highest[first], uidl.copy());
            }
        }
        for (int number = from; number <= all.messages(); number++) {
            Uidl uidl = all.uidl(number);
            if (uidl.copy() == NOT_YET) {
                int first = keys.first(uidl);
                highest[first]++;
                all.renumber(number, highest[first]);
            }
        }
    }

    /** The messages without number, in their order. */
    private static final class Unnumbered implements DigestKeys.Source {
        private final MailboxIndex.Builder all;
        private int next;

        Unnumbered(MailboxIndex.Builder all, int from) {
            this.all = all;
            this.next = from;
        }

        @Override
        public Uidl uidl(int position) throws IOException {
            Uidl uidl = all.uidl(next);
            while (uidl.copy() != NOT_YET) {
                next++;
                uidl = all.uidl(next);
            }
            next++;
            return uidl;
        }
    }
}
