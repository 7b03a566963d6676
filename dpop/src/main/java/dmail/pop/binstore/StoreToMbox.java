package dmail.pop.binstore;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.LockAttempt;
import dmail.common.memory.MemoryReservation;
import dmail.pop.binstore.BinFolder.View;
import dmail.pop.index.DigestKeys;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.index.Uidl;
import dmail.pop.mbox.DropRest;
import dmail.pop.mbox.FreshDrop;
import dmail.pop.mbox.MaildropFiles;
import dmail.pop.mbox.MboxForm;
import dmail.pop.mbox.MboxLines;
import dmail.pop.mbox.MboxScanner;
import dmail.pop.store.MessageSelection;
import dmail.pop.store.StoreTools;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Moves the mail of a store back to the drop file, before newer mail, and removes the store. The
 * store first records that its mail is about to move; then a new drop file replaces the old one in
 * one step.
 */
final class StoreToMbox {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK = 64 * 1024;

    private final MaildropFiles files;
    private final BinFolder folder;
    private final StoreTools tools;

    StoreToMbox(MaildropFiles files, BinFolder folder, StoreTools tools) {
        this.files = files;
        this.folder = folder;
        this.tools = tools;
    }

    /** {@return why it can't be done now, or empty when it is done} */
    Optional<String> giveBack() throws IOException {
        return switch (files.locked()) {
            case LockAttempt.Busy(String why) -> Optional.of(why);
            case LockAttempt.Unusable(String why) -> throw new IOException(why);
            case LockAttempt.Acquired(DropLock lock) -> {
                try (lock) {
                    giveBack(lock);
                }
                yield Optional.empty();
            }
        };
    }

    private void giveBack(DropLock lock) throws IOException {
        try (View view = folder.view();
                MailboxIndex drop = files.read(lock);
                MemoryReservation work = tools.share()) {
            Change change = Change.of(view, drop, tools.secret(), work);
            if (!change.isNothing()) {
                try (BinFile file = folder.open()) {
                    announce(file, view);
                    write(lock, file, change, work);
                }
            }
        }
        folder.remove();
        files.log().storeMoved(folder.folder(), files.drop());
    }

    /**
     * What is added to and removed from the drop file.
     *
     * @param store the index of the store
     * @param drop the index of the drop file
     * @param going numbers of messages in the store
     * @param deleted numbers of messages in the drop file whose copies in the store the user
     *     deleted while the drop file could not be changed
     */
    private record Change(MailboxIndex store, MailboxIndex drop, BitSet going, BitSet deleted) {
        static Change of(
                View view, MailboxIndex drop, DigestKeys.Secret secret, MemoryReservation work)
                throws IOException {
            MailboxIndex doubtful = view.doubtful();
            MailboxIndex store = view.index();
            InterruptedMove interruptedMove = InterruptedMove.about(doubtful, drop, secret, work);
            BitSet duplicates = new BitSet();
            for (int number = 1; number <= drop.messages(); number++) {
                duplicates.set(interruptedMove.duplicate(number));
            }
            BitSet live = new BitSet();
            BitSet going = new BitSet();
            int at = 1;
            for (int number = 1; number <= store.messages(); number++) {
                long start = store.entry(number).from();
                while (at <= doubtful.messages() && doubtful.entry(at).from() < start) {
                    at++;
                }
                boolean isDoubtful =
                        at <= doubtful.messages() && doubtful.entry(at).from() == start;
                live.set(at, isDoubtful);
                going.set(number, !isDoubtful || !duplicates.get(at));
            }
            return new Change(store, drop, going, deleted(drop, interruptedMove, live));
        }

        /** Those that are in the drop file and deleted in the store. */
        private static BitSet deleted(
                MailboxIndex drop, InterruptedMove interruptedMove, BitSet live) {
            BitSet deleted = new BitSet();
            for (int number = 1; number <= drop.messages(); number++) {
                int duplicate = interruptedMove.duplicate(number);
                deleted.set(number, duplicate > 0 && !live.get(duplicate));
            }
            return deleted;
        }

        boolean isNothing() {
            return going.isEmpty() && deleted.isEmpty();
        }
    }

    private void announce(BinFile file, View view) throws IOException {
        BinWriter writer = file.writer(view.end());
        try {
            writer.returning();
            writer.flush();
            file.sync();
        } catch (IOException e) {
            folder.distrust();
            throw e;
        }
    }

    private void write(DropLock lock, BinFile store, Change change, MemoryReservation work)
            throws IOException {
        MailboxIndex drop = change.drop();
        try (FreshDrop fresh = FreshDrop.beside(files.drop(), tools.disk())) {
            FileChannel to = fresh.channel();
            long lead = lead(lock, drop);
            DropRest.copy(lock, 0, lead, to);
            try (OutputStream out = new BufferedOutputStream(new Kept(to), BLOCK)) {
                endLine(lock, lead, out);
                BitSet going = change.going();
                for (int n = going.nextSetBit(1); n > 0; n = going.nextSetBit(n + 1)) {
                    lock.keepAlive();
                    write(store, change.store().entry(n), out);
                }
            }
            copyRest(lock, drop, lead, change, to);
            tools.steps().sync(to);
            exchange(lock, fresh, change, work);
        }
    }

    private void exchange(DropLock lock, FreshDrop fresh, Change change, MemoryReservation work)
            throws IOException {
        try (MailboxIndex.Builder index = files.builder()) {
            index(lock, fresh.channel(), change, index, work);
            tools.steps().replace(fresh.file(), files.drop());
            lock.replaced();
            files.saveRewritten(index);
        }
    }

    /** {@return the octets before the first message; a partial message of dsmtp doesn't count} */
    private static long lead(DropLock lock, MailboxIndex drop) throws IOException {
        if (drop.messages() > 0) {
            return drop.entry(1).from();
        }
        long size = drop.stamp().size();
        long notes = MboxScanner.scan(lock.channel(), 0, size, _ -> {}, lock::keepAlive);
        if (notes > 0) {
            return notes;
        }
        ByteBuffer first = ByteBuffer.allocate(FROM.length);
        lock.channel().read(first, 0);
        return Arrays.equals(first.array(), FROM) ? 0 : size;
    }

    private static void endLine(DropLock lock, long lead, OutputStream out) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        if (lead > 0 && lock.channel().read(last, lead - 1) == 1 && last.get(0) != '\n') {
            out.write('\n');
        }
    }

    private static void write(BinFile store, MessageEntry entry, OutputStream out)
            throws IOException {
        int length = entry.fromLength() - BinFile.fixedPart();
        ByteBuffer fromLine = ByteBuffer.allocate(length);
        while (fromLine.hasRemaining()) {
            long at = entry.start() - length + fromLine.position();
            if (store.channel().read(fromLine, at) < 0) {
                throw new IOException("the store became shorter while it was read");
            }
        }
        out.write(fromLine.array());
        out.write('\n');
        MboxLines.read(store.channel(), entry.start(), entry.end(), new MboxForm(out));
        out.write('\n');
    }

    private static void copyRest(
            DropLock lock, MailboxIndex drop, long lead, Change change, FileChannel to)
            throws IOException {
        long start = lead;
        for (int number = 1; number <= drop.messages(); number++) {
            if (change.deleted().get(number)) {
                DropRest.copy(lock, start, drop.entry(number).from(), to);
                start = drop.next(number);
            }
        }
        DropRest.copy(lock, start, drop.stamp().size(), to);
    }

    /** Keeps the unique ids, with the numbers of identical messages, which only the index has. */
    private void index(
            DropLock lock,
            FileChannel fresh,
            Change change,
            MailboxIndex.Builder index,
            MemoryReservation work)
            throws IOException {
        BitSet going = change.going();
        MessageSelection back = new MessageSelection(change.store(), going::get);
        MessageSelection rest = new MessageSelection(change.drop(), n -> !change.deleted().get(n));
        UidlOrdinals numbers = new UidlOrdinals(rest, List.of(back), tools.secret(), work);
        DigestKeys.Source first = back.inOrder();
        DigestKeys.Source then = rest.inOrder();
        int ahead = going.cardinality();
        int all = ahead + rest.count();
        MboxScanner.scan(
                fresh,
                0,
                fresh.size(),
                found -> {
                    int at = index.messages();
                    if (at < all) {
                        Uidl uidl = at < ahead ? first.uidl(at) : numbers.admit(then.uidl(at));
                        index.add(found.entry().withUidl(uidl));
                    }
                },
                lock::keepAlive);
    }

    /** A stream to a channel that it doesn't close. */
    private static final class Kept extends OutputStream {
        private final OutputStream out;

        Kept(FileChannel channel) {
            this.out = Channels.newOutputStream(channel);
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
        }
    }
}
