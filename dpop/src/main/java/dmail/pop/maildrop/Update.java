package dmail.pop.maildrop;

import dmail.common.mbox.DropLock;
import dmail.common.mbox.LockAttempt;
import dmail.pop.maildrop.Maildrops.StatusHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Removes messages from a drop file: under its lock, what is kept and what arrived since is copied
 * to a new file, which then takes the old one's place. Killed at any moment, the old file stands or
 * the new one, never a mixture.
 */
public final class Update {
    private final MaildropFiles files;
    private final UpdateSteps steps;
    private final StatusHeaders statusHeaders;

    /** What came of an update. */
    public sealed interface Result {
        /** The marked messages are gone. */
        record Done(int removed) implements Result {}

        /** Nothing was removed, and the old file stands; {@code why} is for the log. */
        record NotDone(String why) implements Result {}
    }

    Update(MaildropFiles files, UpdateSteps steps, StatusHeaders statusHeaders) {
        this.files = files;
        this.steps = steps;
        this.statusHeaders = statusHeaders;
    }

    /**
     * Removes the marked messages of a snapshot.
     *
     * @throws IOException when the new file could not be put in place; the old one stands
     */
    Result remove(MailboxIndex snapshot, Deletions deletions, BitSet retrieved) throws IOException {
        return switch (files.locked()) {
            case LockAttempt.Busy(String why) -> new Result.NotDone(why);
            case LockAttempt.Unusable(String why) -> new Result.NotDone(why);
            case LockAttempt.Acquired(DropLock lock) -> {
                try (lock) {
                    yield remove(lock, Wishes.of(snapshot, deletions, retrieved), snapshot);
                }
            }
        };
    }

    /** What the session wants, by unique id: numbers may mean other messages by now. */
    private record Wishes(Set<Uidl> known, Set<Uidl> removed, Set<Uidl> retrieved) {
        static Wishes of(MailboxIndex snapshot, Deletions deletions, BitSet retrieved) {
            Set<Uidl> known = new HashSet<>();
            Set<Uidl> removed = new HashSet<>();
            Set<Uidl> read = new HashSet<>();
            for (int number = 1; number <= snapshot.messages(); number++) {
                Uidl uidl = snapshot.uidl(number);
                known.add(uidl);
                if (deletions.isMarked(number)) {
                    removed.add(uidl);
                }
                if (retrieved.get(number)) {
                    read.add(uidl);
                }
            }
            return new Wishes(known, removed, read);
        }
    }

    private Result remove(DropLock lock, Wishes wishes, MailboxIndex snapshot) throws IOException {
        MailboxIndex present = files.indexed(lock, snapshot);
        List<Integer> going = new ArrayList<>();
        for (int number = 1; number <= present.messages(); number++) {
            if (wishes.removed().contains(present.uidl(number))) {
                going.add(number);
            }
        }
        if (!going.isEmpty()) {
            rewrite(lock, wishes, present, going);
        }
        return new Result.Done(going.size());
    }

    private void rewrite(DropLock lock, Wishes wishes, MailboxIndex present, List<Integer> going)
            throws IOException {
        MailboxIndex.Builder kept;
        try (FreshDrop fresh = FreshDrop.beside(files.drop())) {
            kept = copy(lock, fresh, wishes, present);
            steps.sync(fresh.channel());
            steps.note(lock.dropFile(), queueIds(lock, present, going));
            steps.replace(fresh.file(), files.drop());
            lock.replaced();
        }
        files.saveRewritten(kept);
    }

    private MailboxIndex.Builder copy(
            DropLock lock, FreshDrop fresh, Wishes wishes, MailboxIndex present)
            throws IOException {
        DropCopy copy = new DropCopy(lock.channel(), fresh.channel(), lock::keepAlive);
        copy.lead(present.entry(1).from());
        for (int number = 1; number <= present.messages(); number++) {
            MessageEntry entry = present.entry(number);
            if (wishes.removed().contains(entry.uidl())) {
                continue;
            }
            MessageEntry.Status status = wanted(entry, wishes);
            if (status == entry.status()) {
                copy.asItIs(entry, present.next(number));
            } else {
                copy.withStatus(entry, present.next(number), status);
            }
        }
        return copy.finish();
    }

    private MessageEntry.Status wanted(MessageEntry entry, Wishes wishes) {
        if (statusHeaders == StatusHeaders.LEFT_ALONE || !wishes.known().contains(entry.uidl())) {
            return entry.status();
        }
        return StatusLine.after(entry.status(), wishes.retrieved().contains(entry.uidl()));
    }

    private static List<String> queueIds(DropLock lock, MailboxIndex present, List<Integer> going)
            throws IOException {
        List<String> ids = new ArrayList<>();
        for (int number : going) {
            DsmtpMark.queueId(lock.channel(), present.entry(number)).ifPresent(ids::add);
        }
        return ids;
    }

    /** {@return the queue ids of all messages} */
    static List<String> queueIds(DropLock lock, MailboxIndex present) throws IOException {
        return queueIds(
                lock, present, IntStream.rangeClosed(1, present.messages()).boxed().toList());
    }
}
