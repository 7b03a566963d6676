package dmail.pop.binstore;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.LockAttempt;
import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemoryShortException;
import dmail.common.net.WireWriter;
import dmail.pop.binstore.BinFolder.View;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.mbox.DropRest;
import dmail.pop.mbox.MaildropFiles;
import dmail.pop.mbox.MaildropFiles.Indexing;
import dmail.pop.mbox.MboxLines;
import dmail.pop.mbox.RemovedQueueIds;
import dmail.pop.mbox.WireForm;
import dmail.pop.store.MaildropLog;
import dmail.pop.store.MessageSelection;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Moves the mail of a drop file to the user's own store. It is synced there before it is removed
 * from the drop file; until the store records the removal, the two are compared at each login.
 */
final class MoveToStore {
    private final MaildropFiles files;
    private final BinFolder folder;
    private final StoreTools tools;

    MoveToStore(MaildropFiles files, BinFolder folder, StoreTools tools) {
        this.files = files;
        this.folder = folder;
        this.tools = tools;
    }

    /** {@return the index of the store, with all mail that could be moved} */
    Indexing bring() throws IOException {
        View view = folder.view();
        boolean kept = false;
        try {
            Indexing result = bring(view);
            kept =
                    result instanceof Indexing.Done(MailboxIndex index)
                            && index.rows() == view.index().rows();
            return result;
        } finally {
            view.doubtful().close();
            if (!kept) {
                view.index().close();
            }
        }
    }

    private Indexing bring(View view) throws IOException {
        if (view.isSettled() && !mayHaveMail()) {
            return new Indexing.Done(view.index());
        }
        return switch (files.locked()) {
            case LockAttempt.Busy(String why) -> new Indexing.Locked(why);
            case LockAttempt.Unusable(String why) -> throw new IOException(why);
            case LockAttempt.Acquired(DropLock lock) -> {
                try (lock) {
                    yield new Indexing.Done(bring(lock, view));
                }
            }
        };
    }

    private boolean mayHaveMail() throws IOException {
        Optional<DropStamp> now = files.stamp();
        if (now.isEmpty() || now.get().size() == 0) {
            return false;
        }
        Optional<MailboxIndex> cached = files.cached();
        if (cached.isEmpty()) {
            return true;
        }
        try (MailboxIndex index = cached.get()) {
            return index.messages() > 0 || !index.stamp().equals(now.get());
        }
    }

    private MailboxIndex bring(DropLock lock, View view) throws IOException {
        try (MailboxIndex drop = files.read(lock);
                MemoryReservation work = tools.share()) {
            if (drop.messages() == 0) {
                files.save(drop);
                return view.isSettled() ? view.index() : settled(view);
            }
            InterruptedMove interruptedMove =
                    InterruptedMove.about(view.doubtful(), drop, tools.secret(), work);
            if (interruptedMove.count() < drop.messages()
                    && tools.requiredSpace().isScarce(folder.folder())) {
                return without(view, tools.requiredSpace() + " is reached");
            }
            return bring(lock, view, new Coming(drop, interruptedMove, work));
        }
    }

    /**
     * The mail to move.
     *
     * @param drop all mail of the drop file
     * @param interruptedMove which of it is in the store already
     * @param memory for this work alone
     */
    private record Coming(
            MailboxIndex drop, InterruptedMove interruptedMove, MemoryReservation memory) {}

    private MailboxIndex bring(DropLock lock, View view, Coming coming) throws IOException {
        try (BinFile file = folder.openOrMake()) {
            return bring(lock, view, coming, file);
        } catch (IOException e) {
            return without(view, e);
        }
    }

    private MailboxIndex bring(DropLock lock, View view, Coming coming, BinFile file)
            throws IOException {
        MailboxIndex.Builder together = folder.builder();
        boolean brought = false;
        try {
            together.addAll(view.index(), view.index().messages());
            BinWriter writer = file.writer(view.end());
            take(lock, view, coming, writer, together, file);
            brought = true;
            return emptied(lock, coming.drop(), together.build(folder.stamp()), writer);
        } finally {
            if (!brought) {
                together.close();
            }
        }
    }

    private void take(
            DropLock lock,
            View view,
            Coming coming,
            BinWriter writer,
            MailboxIndex.Builder together,
            BinFile file)
            throws IOException {
        try {
            take(lock, view, coming, writer, together);
            writer.flush();
            file.sync();
        } catch (MemoryShortException e) {
            file.cut(view.end());
            throw e;
        } catch (IOException e) {
            // What could not be synced must not count later; it is still in the drop file.
            folder.distrust();
            file.cut(view.end());
            throw e;
        }
    }

    /**
     * When there is no space the mail in the store can still be read, and deleted to make space.
     */
    private MailboxIndex without(View view, IOException problem) throws IOException {
        if (view.index().messages() == 0) {
            throw problem;
        }
        return without(view, MaildropLog.reason(problem));
    }

    private MailboxIndex without(View view, String why) throws IOException {
        if (view.index().messages() == 0) {
            throw new IOException(why);
        }
        files.log().mailNotMoved(files.drop(), why);
        return view.index();
    }

    private MailboxIndex settled(View view) throws IOException {
        try (BinFile file = folder.open()) {
            return settled(file.writer(view.end()), view.index());
        }
    }

    /** Without this record nothing is lost: the next login compares once more. */
    private MailboxIndex settled(BinWriter writer, MailboxIndex index) throws IOException {
        writer.settled();
        writer.flush();
        MailboxIndex settled = index.first(index.messages(), folder.stamp());
        folder.save(settled);
        return settled;
    }

    private void take(
            DropLock lock,
            View view,
            Coming coming,
            BinWriter writer,
            MailboxIndex.Builder together)
            throws IOException {
        MailboxIndex drop = coming.drop();
        IntPredicate comes = number -> !coming.interruptedMove().isKnown(number);
        UidlOrdinals numbers =
                new UidlOrdinals(
                        new MessageSelection(drop, comes),
                        List.of(
                                MessageSelection.all(view.index()),
                                MessageSelection.all(view.doubtful())),
                        tools.secret(),
                        coming.memory());
        for (int number = 1; number <= drop.messages(); number++) {
            if (comes.test(number)) {
                MessageEntry entry = drop.entry(number);
                MessageEntry numbered = entry.withUidl(numbers.admit(entry.uidl()));
                BinMessage message = take(lock.channel(), numbered, writer);
                together.add(BinFolder.entry(message));
            }
            lock.keepAlive();
        }
    }

    private static BinMessage take(FileChannel drop, MessageEntry entry, BinWriter writer)
            throws IOException {
        return writer.message(
                BinFolder.label(entry),
                fromLine(drop, entry),
                out -> writeWireForm(drop, entry, out));
    }

    private static void writeWireForm(FileChannel drop, MessageEntry entry, OutputStream out)
            throws IOException {
        WireWriter wire = new WireWriter(out);
        MboxLines.read(drop, entry.start(), entry.end(), new WireForm(wire, Integer.MAX_VALUE));
        wire.flush();
    }

    private static byte[] fromLine(FileChannel drop, MessageEntry entry) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(entry.fromLength());
        while (line.hasRemaining()) {
            if (drop.read(line, entry.from() + line.position()) < 0) {
                throw new IOException("the drop file became shorter while it was read");
            }
        }
        int length = line.capacity();
        while (length > 0 && (line.get(length - 1) == '\n' || line.get(length - 1) == '\r')) {
            length--;
        }
        return Arrays.copyOf(line.array(), length);
    }

    /**
     * The mail is safe in the store now; a failure to empty the drop file is handled at the next
     * login.
     */
    private MailboxIndex emptied(
            DropLock lock, MailboxIndex drop, MailboxIndex together, BinWriter writer) {
        try {
            new RemovedQueueIds(lock, tools.steps()).noteAll(drop);
            new DropRest(files, lock, tools).leave(drop);
            return settled(writer, together);
        } catch (IOException e) {
            files.log().mailNotMoved(files.drop(), MaildropLog.reason(e));
            return together;
        }
    }
}
