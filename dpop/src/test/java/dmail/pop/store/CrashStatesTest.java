package dmail.pop.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.io.Disk;
import dmail.common.login.MailStoreLocation;
import dmail.common.testing.CrashDisk;
import dmail.common.testing.CrashDisk.Op;
import dmail.common.testing.PowerLoss;
import dmail.pop.binstore.CompactionThreshold;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Stores;
import dmail.pop.mbox.StatusHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail goes into a store, is deleted, compacted and given back, and the power is lost behind each
 * single change that this asks of the disk, with all that the disk may then hold. What the next
 * session finds must be what there was before the step that was interrupted, or after it.
 */
class CrashStatesTest {
    private static final String DROP = "in/alice";
    private static final Op NOTHING = new Op.SyncFolder("elsewhere");

    @TempDir private Path folder;

    /** Octets of an mbox message that DSMTP delivered with this queue id. */
    private static String message(String id) {
        return Spool.FROM
                + "Return-Path: <bob@b.example>\nReceived: from a ([127.0.0.1])\n"
                + "\tby test.example (DSMTP 4.0.0) with ESMTP id "
                + id
                + ";\n\tSat, 21 Nov 2026 12:00:00 +0000\nSubject: "
                + id
                + "\n\n.dot\n>From here\n"
                + id.repeat(60)
                + "\n\n";
    }

    /** Steps as they are written down; ids in the ledger are safe when it returns. */
    private record Steps(CrashDisk disk, List<Noted> noted) implements UpdateSteps {
        @Override
        public void sync(FileChannel fresh) throws IOException {
            fresh.force(true);
        }

        @Override
        public void note(Path drop, List<String> queueIds) {
            noted.add(new Noted(disk.ops().size(), Set.copyOf(queueIds)));
        }

        @Override
        public void replace(Path fresh, Path drop) throws IOException {
            disk.rename(fresh, drop);
            disk.syncFolder(drop.resolveSibling(".").normalize());
        }
    }

    /** Ids that are in the ledger behind a number of changes. */
    private record Noted(int at, Set<String> ids) {}

    /** What must be there at one moment between two steps. */
    private record Checkpoint(int at, List<String> mail) {}

    /** What was done, and what it asked of the disk. */
    private static final class History {
        private final Spool spool;
        private final CrashDisk disk;
        private final List<Noted> noted = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();

        /** Changes during which only strangers write. */
        private final Set<Integer> others = new HashSet<>();

        History(Path folder) throws IOException {
            this.spool = new Spool(folder);
            this.disk = new CrashDisk(folder);
            spool.holds("");
            disk.knows(spool.drop());
            Files.createDirectories(folder.resolve("bin"));
            checkpoints.add(new Checkpoint(0, List.of()));
        }

        Maildrops maildrops(MailStoreLocation.Rule rule) {
            Stores stores = spool.stores(rule, RequiredSpace.ANY, new CompactionThreshold(0));
            return spool.maildrops(StatusHeaders.LEFT_ALONE, stores, new Steps(disk, noted), disk);
        }

        /** Says which mail there is now. */
        void now(String... ids) {
            checkpoints.add(new Checkpoint(disk.ops().size(), List.of(ids)));
        }

        void arrives(String id) throws IOException {
            int before = disk.ops().size();
            try (FileChannel drop = disk.open(spool.drop(), Set.of(StandardOpenOption.WRITE))) {
                byte[] octets = message(id).getBytes(StandardCharsets.ISO_8859_1);
                drop.write(ByteBuffer.wrap(octets), drop.size());
                drop.force(true);
            }
            for (int at = before + 1; at < disk.ops().size(); at++) {
                others.add(at);
            }
        }

        void session(MailStoreLocation.Rule rule, int... deleted) throws IOException {
            try (Maildrop maildrop = spool.open(maildrops(rule))) {
                for (int number : deleted) {
                    maildrop.delete(number);
                }
                maildrop.update();
            }
        }
    }

    private static History history(Path folder) throws IOException {
        History history = new History(folder);
        MailStoreLocation.Rule inStore = history.spool.inStore();
        history.arrives("aaa");
        history.now("aaa");
        history.arrives("bbb");
        history.now("aaa", "bbb");
        history.arrives("ccc");
        history.now("aaa", "bbb", "ccc");
        history.session(inStore);
        history.now("aaa", "bbb", "ccc");
        history.session(inStore, 1, 3);
        history.now("bbb");
        history.arrives("ddd");
        history.now("bbb", "ddd");
        history.session(inStore);
        history.now("bbb", "ddd");
        history.session(inStore, 1);
        history.now("ddd");
        history.arrives("eee");
        history.now("ddd", "eee");
        history.session(inStore);
        history.now("ddd", "eee");
        StoreTools tools =
                history.spool.tools(
                        history.spool.noStores(),
                        new Steps(history.disk, history.noted),
                        history.disk);
        assertTrue(history.spool.compactor().compact(history.spool.store(), tools));
        history.now("ddd", "eee");
        history.arrives("fff");
        history.now("ddd", "eee", "fff");
        history.session(history.spool.inDropAgain());
        history.now("ddd", "eee", "fff");
        history.session(inStore);
        history.now("ddd", "eee", "fff");
        return history;
    }

    @Test
    void everyStateInWhichThePowerMayGoIsMended() throws IOException {
        History history = history(folder.resolve("history"));
        int states = prove(history, history.disk.ops());
        assertTrue(states > 350, "only " + states + " states were seen");
    }

    /** If a server that forgets to sync passed as well, this would prove nothing. */
    @Test
    void withoutSyncsMailIsLost() throws IOException {
        History history = history(folder.resolve("history"));
        Set<Integer> begun = new HashSet<>();
        List<Op> careless = new ArrayList<>(history.disk.ops());
        // The head of a new file is synced; what comes behind it is not.
        careless.replaceAll(
                op -> op instanceof Op.Sync(int file) && !begun.add(file) ? NOTHING : op);

        assertThrows(AssertionError.class, () -> prove(history, careless));
    }

    /** {@return how many states were seen; all of them were mended} */
    private int prove(History history, List<Op> ops) throws IOException {
        PowerLoss loss =
                new PowerLoss(
                        Map.of(DROP, new byte[0]), Map.of(DROP, 0), Set.of("in", "bin", "work"));
        int states = 0;
        for (int at = 0; at <= ops.size(); at++) {
            if (history.others.contains(at)) {
                continue;
            }
            for (PowerLoss.Image image : loss.after(ops.subList(0, at))) {
                String where = "after " + at + " changes, state " + states;
                isMended(history, at, image, where);
                isKnownToDsmtp(history, at, image, where);
                states++;
            }
        }
        return states;
    }

    private void isMended(History history, int at, PowerLoss.Image image, String where)
            throws IOException {
        Set<List<String>> expected = expected(history, at);
        Path root = folder.resolve("state");
        for (boolean inStore : new boolean[] {true, false}) {
            image.layOut(root);
            Spool spool = new Spool(root);
            Disk disk = new CrashDisk(root);
            MailStoreLocation.Rule rule = inStore ? spool.inStore() : spool.inDropAgain();
            List<String> found = ids(spool, disk, rule);
            assertTrue(expected.contains(found), () -> where + ": " + found + ", not " + expected);
            assertEquals(found, ids(spool, disk, rule), where + ", the second time");
            // The other way, the mail is the same.
            MailStoreLocation.Rule other = inStore ? spool.inDropAgain() : spool.inStore();
            assertEquals(found, ids(spool, disk, other), where + ", elsewhere");
            delete(root);
        }
    }

    /** {@return the mail before and after the step that is under way} */
    private static Set<List<String>> expected(History history, int at) {
        Set<List<String>> expected = new HashSet<>();
        Checkpoint before = history.checkpoints.getFirst();
        for (Checkpoint checkpoint : history.checkpoints) {
            if (checkpoint.at() <= at) {
                before = checkpoint;
            } else {
                expected.add(checkpoint.mail());
                break;
            }
        }
        expected.add(before.mail());
        return expected;
    }

    private static List<String> ids(Spool spool, Disk disk, MailStoreLocation.Rule rule)
            throws IOException {
        Steps steps = new Steps((CrashDisk) disk, new ArrayList<>());
        Stores stores = spool.stores(rule, RequiredSpace.ANY, new CompactionThreshold(0));
        Maildrops maildrops = spool.maildrops(StatusHeaders.LEFT_ALONE, stores, steps, disk);
        List<String> ids = new ArrayList<>();
        try (Maildrop maildrop = spool.open(maildrops)) {
            for (int number = 1; number <= maildrop.size(); number++) {
                String text = Spool.retr(maildrop, number);
                int subject = text.indexOf("Subject: ") + "Subject: ".length();
                String id = text.substring(subject, subject + 3);
                assertEquals(wire(id), text);
                ids.add(id);
            }
        }
        return ids.stream().sorted().toList();
    }

    private static String wire(String id) {
        String text = message(id).substring(Spool.FROM.length());
        return text.substring(0, text.length() - 1)
                .replace("\n", "\r\n")
                .replace("\r\n.dot", "\r\n..dot")
                .replace("\r\n>From", "\r\nFrom");
    }

    /** DSMTP finds what it delivered in the drop file, or in the ledger. */
    private static void isKnownToDsmtp(
            History history, int at, PowerLoss.Image image, String where) {
        Set<String> noted = new HashSet<>();
        history.noted.stream().filter(n -> n.at() <= at).forEach(n -> noted.addAll(n.ids()));
        String drop = image.files().getOrDefault(DROP, "");
        for (Checkpoint checkpoint : history.checkpoints) {
            if (checkpoint.at() <= at) {
                for (String id : checkpoint.mail()) {
                    assertTrue(
                            noted.contains(id) || drop.contains("id " + id + ";"),
                            () -> where + ": DSMTP would write " + id + " again");
                }
            }
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
