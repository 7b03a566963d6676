package dmail.pop.mbox;

import dmail.common.memory.MemoryReservation;
import dmail.pop.index.DigestKeys;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.Uidl;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the session's message for a message of the current drop file, by its unique id, since
 * numbers may have changed. Fast when asked in the order of the file, which is mostly that of the
 * session.
 */
final class MessageMatcher {
    private static final long UPPER = 0xffff_ffffL << Integer.SIZE;

    private final MailboxIndex session;
    private final DigestKeys.Secret secret;
    private final MemoryReservation memory;

    /** What was found last. */
    private int last;

    private int found;

    /** A part of the mixed id, and the number; sorted. Made only when the order has changed. */
    private long[] byUidl = {};

    /**
     * @param memory of this work alone
     */
    MessageMatcher(MailboxIndex session, DigestKeys.Secret secret, MemoryReservation memory) {
        this.session = session;
        this.secret = secret;
        this.memory = memory;
    }

    /** {@return the number in the session, or 0 for a message that it doesn't know} */
    int of(Uidl uidl) throws IOException {
        int number = 0;
        if (last < session.messages() && session.uidl(last + 1).equals(uidl)) {
            number = last + 1;
        } else if (found < session.messages()) {
            number = search(uidl);
        }
        if (number > 0) {
            last = number;
            found++;
        }
        return number;
    }

    private int search(Uidl uidl) throws IOException {
        if (byUidl.length == 0) {
            sort();
        }
        long part = part(uidl);
        int at = Arrays.binarySearch(byUidl, part);
        for (int i = at < 0 ? -at - 1 : at; i < byUidl.length; i++) {
            if ((byUidl[i] & UPPER) != part) {
                return 0;
            }
            if (session.uidl((int) byUidl[i]).equals(uidl)) {
                return (int) byUidl[i];
            }
        }
        return 0;
    }

    private void sort() throws IOException {
        memory.take((long) session.messages() * Long.BYTES);
        byUidl = new long[session.messages()];
        for (int number = 1; number <= byUidl.length; number++) {
            byUidl[number - 1] = part(session.uidl(number)) | number;
        }
        Arrays.sort(byUidl);
    }

    private long part(Uidl uidl) {
        long mixed = secret.key(uidl) + uidl.copy() * secret.low();
        return (mixed * secret.high()) & UPPER;
    }
}
