package dmail.pop.mbox;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.LockAttempt;
import dmail.common.memory.MemoryReservation;
import dmail.pop.index.DigestKeys;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.store.Deletions;
import dmail.pop.store.StoreTools;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.util.BitSet;

/**
 * Removes messages from a drop file: under its lock, the kept and the new messages are copied to a
 * new file, which then replaces the old one. After a crash the drop file is the old one or the new
 * one, never a mixture.
 */
public final class Update {
    private final MaildropFiles files;
    private final StatusHeaders statusHeaders;
    private final StoreTools tools;

    Update(MaildropFiles files, StatusHeaders statusHeaders, StoreTools tools) {
        this.files = files;
        this.statusHeaders = statusHeaders;
        this.tools = tools;
    }

    /**
     * Removes the marked messages of a snapshot.
     *
     * @throws IOException when the new file could not be put in place; the old one stands
     */
    UpdateResult remove(MailboxIndex snapshot, Deletions deletions, BitSet retrieved)
            throws IOException {
        return switch (files.locked()) {
            case LockAttempt.Busy(String why) -> new UpdateResult.NotDone(why);
            case LockAttempt.Unusable(String why) -> new UpdateResult.NotDone(why);
            case LockAttempt.Acquired(DropLock lock) -> {
                try (lock) {
                    yield remove(lock, snapshot, deletions, retrieved);
                }
            }
        };
    }

    private UpdateResult remove(
            DropLock lock, MailboxIndex snapshot, Deletions deletions, BitSet retrieved)
            throws IOException {
        MailboxIndex present = files.indexed(lock, snapshot);
        try (MemoryReservation work = tools.share()) {
            Plan plan = Plan.of(snapshot, present, deletions, retrieved, tools.secret(), work);
            if (!plan.going().isEmpty()) {
                rewrite(lock, plan, present);
            }
            return new UpdateResult.Done(plan.going().cardinality());
        } finally {
            if (present != snapshot) {
                present.close();
            }
        }
    }

    /**
     * What the session wants, by the numbers of the present file.
     *
     * @param known the session has seen them
     * @param going they are to be removed
     * @param read the user has got them
     */
    private record Plan(BitSet known, BitSet going, BitSet read) {
        private static final int BITS_AN_OCTET = 8;

        static Plan of(
                MailboxIndex snapshot,
                MailboxIndex present,
                Deletions deletions,
                BitSet retrieved,
                DigestKeys.Secret secret,
                MemoryReservation work)
                throws IOException {
            work.take(3L * present.messages() / BITS_AN_OCTET);
            Plan plan = new Plan(new BitSet(), new BitSet(), new BitSet());
            MessageMatcher matches = new MessageMatcher(snapshot, secret, work);
            for (int number = 1; number <= present.messages(); number++) {
                int then = snapshot == present ? number : matches.of(present.uidl(number));
                plan.known.set(number, then > 0);
                plan.going.set(number, then > 0 && deletions.isMarked(then));
                plan.read.set(number, then > 0 && retrieved.get(then));
            }
            return plan;
        }
    }

    private void rewrite(DropLock lock, Plan plan, MailboxIndex present) throws IOException {
        try (MailboxIndex.Builder kept = files.builder()) {
            try (FreshDrop fresh = FreshDrop.beside(files.drop())) {
                copy(
                        new DropCopy(lock.channel(), fresh.channel(), kept, lock::keepAlive),
                        plan,
                        present);
                tools.steps().sync(fresh.channel());
                new RemovedQueueIds(lock, tools.steps()).note(present, plan.going());
                tools.steps().replace(fresh.file(), files.drop());
                lock.replaced();
            }
            files.saveRewritten(kept);
        }
    }

    private void copy(DropCopy copy, Plan plan, MailboxIndex present) throws IOException {
        copy.lead(present.entry(1).from());
        for (int number = 1; number <= present.messages(); number++) {
            if (plan.going().get(number)) {
                continue;
            }
            MessageEntry entry = present.entry(number);
            MessageEntry.Status status = wanted(number, entry, plan);
            if (status == entry.status()) {
                copy.asItIs(entry, present.next(number));
            } else {
                copy.withStatus(entry, present.next(number), status);
            }
        }
        copy.finish();
    }

    private MessageEntry.Status wanted(int number, MessageEntry entry, Plan plan) {
        if (statusHeaders == StatusHeaders.LEFT_ALONE || !plan.known().get(number)) {
            return entry.status();
        }
        return StatusLine.after(entry.status(), plan.read().get(number));
    }
}
