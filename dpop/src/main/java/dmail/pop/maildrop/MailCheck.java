package dmail.pop.maildrop;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.LockAttempt;
import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import dmail.pop.index.IndexFile;
import dmail.pop.index.MailboxIndex;
import dmail.pop.mbox.MaildropFiles;
import dmail.pop.store.MaildropLog;
import dmail.pop.store.SessionLocks;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a whole drop file or store, compares it with its index, and makes the index anew where they
 * differ. Mailboxes in use are skipped.
 */
final class MailCheck {
    private static final String IN_USE = "a session has it open";

    private final SessionLocks sessions;
    private final StoreKind stores;
    private final StoreTools tools;

    MailCheck(SessionLocks sessions, StoreKind stores, StoreTools tools) {
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
        if (!stores.inUse().tryEnter(path)) {
            return CheckResult.notChecked(path, IN_USE);
        }
        try (MemoryReservation share = tools.share()) {
            return stores.at(path, tools, share).check();
        } catch (IOException e) {
            return CheckResult.notChecked(path, MaildropLog.reason(e));
        } finally {
            stores.inUse().leave(path);
        }
    }
}
