package dmail.pop.maildrop;

import dmail.common.mbox.DropLock;
import dmail.common.mbox.DropStamp;
import dmail.common.mbox.LockAttempt;
import dmail.common.net.WireWriter;
import dmail.pop.bin.BinFile;
import dmail.pop.bin.BinMessage;
import dmail.pop.bin.BinWriter;
import dmail.pop.maildrop.BinFolder.View;
import dmail.pop.maildrop.MaildropFiles.Indexing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Moves the mail of a drop file into the user's own store. It is synced there before it leaves the
 * drop file; until the store says that it has left, the two are compared.
 */
final class Intake {
    private final MaildropFiles files;
    private final BinFolder folder;
    private final StoreTools tools;

    Intake(MaildropFiles files, BinFolder folder, StoreTools tools) {
        this.files = files;
        this.folder = folder;
        this.tools = tools;
    }

    /** {@return the index of the store when all mail is in it that can be} */
    Indexing bring() throws IOException {
        View view = folder.view();
        if (view.doubtful().isEmpty() && !mayHaveMail()) {
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
        return now.isPresent()
                && now.get().size() > 0
                && files.cached()
                        .filter(index -> index.messages() == 0)
                        .filter(index -> index.stamp().equals(now.get()))
                        .isEmpty();
    }

    private MailboxIndex bring(DropLock lock, View view) throws IOException {
        MailboxIndex drop = files.read(lock);
        if (drop.messages() == 0) {
            files.save(drop);
            return view.doubtful().isEmpty() ? view.index() : settled(view);
        }
        Doubt doubt = Doubt.about(view.doubtful(), drop);
        if (doubt.count() < drop.messages() && tools.room().isScarce(folder.folder())) {
            return without(view, tools.room() + " is reached");
        }
        try (BinFile file = folder.openOrMake()) {
            return bring(lock, view, drop, doubt, file);
        } catch (IOException e) {
            return without(view, e);
        }
    }

    private MailboxIndex bring(
            DropLock lock, View view, MailboxIndex drop, Doubt doubt, BinFile file)
            throws IOException {
        BinWriter writer = file.writer(view.end());
        List<BinMessage> came;
        try {
            came = take(lock, drop, doubt, view, writer);
            writer.flush();
            file.sync();
        } catch (IOException e) {
            // What could not be synced must not count later; it is all in the drop file.
            folder.distrust();
            file.cut(view.end());
            throw e;
        }
        return emptied(lock, drop, together(view, came), writer);
    }

    /** Mail in the store can be read and deleted, which makes room, whatever new mail waits. */
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

    private List<BinMessage> take(
            DropLock lock, MailboxIndex drop, Doubt doubt, View view, BinWriter writer)
            throws IOException {
        Numbers numbers = new Numbers();
        BinFolder.entries(view.index()).forEach(entry -> numbers.take(entry.uidl()));
        view.doubtful().forEach(message -> numbers.take(message.label()));
        List<BinMessage> came = new ArrayList<>();
        for (int number = 1; number <= drop.messages(); number++) {
            if (!doubt.isKnown(number)) {
                MessageEntry entry = drop.entry(number);
                MessageEntry numbered = entry.withUidl(numbers.admit(entry.uidl()));
                came.add(take(lock.channel(), numbered, writer));
            }
            lock.keepAlive();
        }
        return came;
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

    /** From here on the mail is in the store; trouble with the drop file is settled next time. */
    private MailboxIndex emptied(
            DropLock lock, MailboxIndex drop, MailboxIndex together, BinWriter writer) {
        try {
            tools.steps().note(lock.dropFile(), Update.queueIds(lock, drop));
            new DropRest(files, lock, tools).leave(drop);
            return settled(writer, together);
        } catch (IOException e) {
            files.log().mailNotMoved(files.drop(), MaildropLog.reason(e));
            return together;
        }
    }

    private MailboxIndex together(View view, List<BinMessage> came) throws IOException {
        MailboxIndex.Builder all = new MailboxIndex.Builder();
        all.addAll(view.index(), view.index().messages());
        came.forEach(message -> all.add(BinFolder.entry(message)));
        return all.build(folder.stamp());
    }
}
