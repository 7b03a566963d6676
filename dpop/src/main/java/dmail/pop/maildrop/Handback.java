package dmail.pop.maildrop;

import dmail.common.mbox.DropLock;
import dmail.common.mbox.LockAttempt;
import dmail.pop.bin.BinFile;
import dmail.pop.bin.BinMessage;
import dmail.pop.bin.BinWriter;
import dmail.pop.maildrop.BinFolder.View;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the mail of a store back to the drop file, before the mail that came since, and removes the
 * store. The store says first that its mail is on its way; the new drop file then takes the old
 * one's place in one step.
 */
final class Handback {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK = 64 * 1024;

    private final MaildropFiles files;
    private final BinFolder folder;
    private final StoreTools tools;

    Handback(MaildropFiles files, BinFolder folder, StoreTools tools) {
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
        View view = folder.view();
        MailboxIndex drop = files.read(lock);
        Map<Integer, BinMessage> twins = Doubt.about(view.doubtful(), drop).twins();
        List<MessageEntry> going = going(view.index(), twins);
        Set<Integer> deleted = deleted(view.index(), twins);
        if (!going.isEmpty() || !deleted.isEmpty()) {
            try (BinFile file = folder.open()) {
                announce(file, view);
                write(lock, file, drop, new Change(going, deleted));
            }
        }
        folder.remove();
        files.log().storeMoved(folder.folder(), files.drop());
    }

    /**
     * What the drop file gets and loses.
     *
     * @param going messages of the store
     * @param deleted numbers of messages in the drop file that the user deleted in the store, when
     *     they could not be removed here
     */
    private record Change(List<MessageEntry> going, Set<Integer> deleted) {
        Change {
            going = List.copyOf(going);
            deleted = Set.copyOf(deleted);
        }
    }

    private static List<MessageEntry> going(MailboxIndex store, Map<Integer, BinMessage> twins) {
        Set<Long> there = new HashSet<>();
        twins.values().forEach(twin -> there.add(twin.start()));
        return BinFolder.entries(store).stream().filter(e -> !there.contains(e.from())).toList();
    }

    private static Set<Integer> deleted(MailboxIndex store, Map<Integer, BinMessage> twins) {
        Set<Long> living = new HashSet<>();
        BinFolder.entries(store).forEach(entry -> living.add(entry.from()));
        Set<Integer> deleted = new HashSet<>();
        twins.forEach((number, twin) -> {
            if (!living.contains(twin.start())) {
                deleted.add(number);
            }
        });
        return deleted;
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

    private void write(DropLock lock, BinFile store, MailboxIndex drop, Change change)
            throws IOException {
        try (FreshDrop fresh = FreshDrop.beside(files.drop(), tools.disk())) {
            FileChannel to = fresh.channel();
            long lead = lead(lock, drop);
            DropRest.copy(lock, 0, lead, to);
            try (OutputStream out = new BufferedOutputStream(new Kept(to), BLOCK)) {
                endLine(lock, lead, out);
                for (MessageEntry entry : change.going()) {
                    lock.keepAlive();
                    write(store, entry, out);
                }
            }
            copyRest(lock, drop, lead, change, to);
            tools.steps().sync(to);
            MailboxIndex.Builder index = index(lock, to, drop, change);
            tools.steps().replace(fresh.file(), files.drop());
            lock.replaced();
            files.forget();
            files.saveRewritten(index);
        }
    }

    /** {@return how much stands before all messages; half a message of DSMTP is no such thing} */
    private static long lead(DropLock lock, MailboxIndex drop) throws IOException {
        if (drop.messages() > 0) {
            return drop.entry(1).from();
        }
        ByteBuffer first = ByteBuffer.allocate(FROM.length);
        lock.channel().read(first, 0);
        return Arrays.equals(first.array(), FROM) ? 0 : drop.stamp().size();
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
            if (change.deleted().contains(number)) {
                DropRest.copy(lock, start, drop.entry(number).from(), to);
                start = drop.next(number);
            }
        }
        DropRest.copy(lock, start, drop.stamp().size(), to);
    }

    /** The unique ids stay, also the numbers of identical messages, which the index alone knows. */
    private static MailboxIndex.Builder index(
            DropLock lock, FileChannel fresh, MailboxIndex drop, Change change) throws IOException {
        Numbers numbers = new Numbers();
        List<Uidl> expected = new ArrayList<>();
        change.going().forEach(entry -> expected.add(numbers.admit(entry.uidl())));
        for (int number = 1; number <= drop.messages(); number++) {
            if (!change.deleted().contains(number)) {
                expected.add(numbers.admit(drop.uidl(number)));
            }
        }
        MailboxIndex.Builder index = new MailboxIndex.Builder();
        List<MessageEntry> found = new ArrayList<>();
        MboxScanner.scan(fresh, 0, fresh.size(), found::add, lock::keepAlive);
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            index.add(found.get(i).withUidl(expected.get(i)));
        }
        return index;
    }

    /** The output to a channel that stays open. */
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
