package dmail.pop.maildrop;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.LockAttempt;
import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import dmail.pop.binstore.BinContent;
import dmail.pop.binstore.BinContent.State;
import dmail.pop.binstore.BinFile;
import dmail.pop.binstore.BinFolder;
import dmail.pop.binstore.BinMessage;
import dmail.pop.index.IndexFile;
import dmail.pop.index.MailboxIndex;
import dmail.pop.maildrop.CheckResult.Verdict;
import dmail.pop.mbox.MaildropFiles;
import dmail.pop.store.MaildropLog;
import dmail.pop.store.SessionLocks;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads all of a drop file or store, compares it with its index, and makes the index anew where
 * they differ. Mailboxes that are in use are left alone.
 */
final class MailCheck {
    private static final String IN_USE = "a session has it open";

    private final SessionLocks sessions;
    private final SessionLocks stores;
    private final StoreTools tools;

    MailCheck(SessionLocks sessions, SessionLocks stores, StoreTools tools) {
        this.sessions = sessions;
        this.stores = stores;
        this.tools = tools;
    }

    CheckResult drop(MaildropFiles files) {
        if (!sessions.tryEnter(files.drop())) {
            return CheckResult.notChecked(files.drop(), IN_USE);
        }
        try {
            Optional<DropStamp> now = files.stamp();
            if (now.isEmpty() || now.get().size() == 0) {
                return CheckResult.inOrder(files.drop(), 0);
            }
            return switch (files.locked()) {
                case LockAttempt.Busy(String why) -> CheckResult.notChecked(files.drop(), why);
                case LockAttempt.Unusable(String why) -> CheckResult.notChecked(files.drop(), why);
                case LockAttempt.Acquired(DropLock lock) -> {
                    try (lock) {
                        yield drop(files, lock);
                    }
                }
            };
        } catch (IOException e) {
            return CheckResult.notChecked(files.drop(), MaildropLog.reason(e));
        } finally {
            sessions.leave(files.drop());
        }
    }

    private static CheckResult drop(MaildropFiles files, DropLock lock) throws IOException {
        try (MailboxIndex saved = files.known();
                MailboxIndex found =
                        files.indexed(lock, saved.first(saved.messages(), IndexFile.LONG_AGO))) {
            boolean claimed = saved.stamp().equals(found.stamp());
            return claimed && !saved.isAboutTheSameAs(found)
                    ? CheckResult.mended(files.drop(), found.messages(), "index made anew")
                    : CheckResult.inOrder(files.drop(), found.messages());
        }
    }

    CheckResult store(Path path) {
        if (!stores.tryEnter(path)) {
            return CheckResult.notChecked(path, IN_USE);
        }
        try (MemoryReservation share = tools.share()) {
            return store(new BinFolder(path, tools, share), share);
        } catch (IOException e) {
            return CheckResult.notChecked(path, MaildropLog.reason(e));
        } finally {
            stores.leave(path);
        }
    }

    private CheckResult store(BinFolder folder, MemoryReservation share) throws IOException {
        Path path = folder.folder();
        State state;
        int messages;
        Bad bad = new Bad();
        boolean indexWrong;
        try (BinFile file = folder.open()) {
            BinContent content = file.read(share);
            state = content.state();
            messages = content.living();
            content.eachLiving(file, message -> bad.look(file, message));
            indexWrong = hasWrongIndex(folder, file, content);
        }
        if (indexWrong) {
            folder.forgetIndex();
        }
        folder.view().close();
        if (state == State.DAMAGED || bad.isSome()) {
            return new CheckResult(path, Verdict.DAMAGED, messages + " messages, " + bad);
        }
        if (state != State.WHOLE) {
            return CheckResult.mended(path, messages, "what a crash had left is taken out");
        }
        return indexWrong
                ? CheckResult.mended(path, messages, "index made anew")
                : CheckResult.inOrder(path, messages);
    }

    private static boolean hasWrongIndex(BinFolder folder, BinFile file, BinContent content)
            throws IOException {
        Optional<MailboxIndex> saved = folder.savedIndex();
        if (saved.isEmpty()) {
            return true;
        }
        DropStamp now = folder.stamp();
        try (MailboxIndex index = saved.get();
                MailboxIndex right = folder.index(file, content, now)) {
            return index.stamp().equals(now) && !index.isAboutTheSameAs(right);
        }
    }

    /** The numbers of messages that are not as they were written. */
    private static final class Bad {
        private static final int MOST_SHOWN = 100;

        private final StringBuilder shown = new StringBuilder();
        private int seen;
        private int count;

        void look(BinFile file, BinMessage message) throws IOException {
            seen++;
            if (!file.isWhole(message)) {
                count++;
                if (count <= MOST_SHOWN) {
                    shown.append(count == 1 ? "" : ", ").append(seen);
                }
            }
        }

        boolean isSome() {
            return count > 0;
        }

        @Override
        public String toString() {
            if (count == 0) {
                return "octets between them were changed; the old file is kept as mail.damaged";
            }
            String more = count > MOST_SHOWN ? " and " + (count - MOST_SHOWN) + " more" : "";
            return "not as they were written: " + shown + more;
        }
    }
}
