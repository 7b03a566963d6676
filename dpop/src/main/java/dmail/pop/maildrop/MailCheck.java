package dmail.pop.maildrop;

import dmail.common.mbox.DropLock;
import dmail.common.mbox.DropStamp;
import dmail.common.mbox.LockAttempt;
import dmail.pop.bin.BinContent;
import dmail.pop.bin.BinFile;
import dmail.pop.bin.BinMessage;
import dmail.pop.maildrop.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads all of a drop file or store, compares it with its index, and makes the index anew where
 * they differ. Mailboxes that are in use are left alone.
 */
final class MailCheck {
    private static final String IN_USE = "a session has it open";

    /** An index that is as old as can be, so that all is read again but numbers are kept. */
    private static final DropStamp LONG_AGO = new DropStamp(0, 0, 0, 0, 0);

    private final SessionLocks sessions;
    private final SessionLocks stores;
    private final StoreTools tools;

    MailCheck(SessionLocks sessions, SessionLocks stores, StoreTools tools) {
        this.sessions = sessions;
        this.stores = stores;
        this.tools = tools;
    }

    Finding drop(MaildropFiles files) {
        if (!sessions.tryEnter(files.drop())) {
            return Finding.notChecked(files.drop(), IN_USE);
        }
        try {
            Optional<DropStamp> now = files.stamp();
            if (now.isEmpty() || now.get().size() == 0) {
                return Finding.inOrder(files.drop(), 0);
            }
            return switch (files.locked()) {
                case LockAttempt.Busy(String why) -> Finding.notChecked(files.drop(), why);
                case LockAttempt.Unusable(String why) -> Finding.notChecked(files.drop(), why);
                case LockAttempt.Acquired(DropLock lock) -> {
                    try (lock) {
                        yield drop(files, lock);
                    }
                }
            };
        } catch (IOException e) {
            return Finding.notChecked(files.drop(), MaildropLog.reason(e));
        } finally {
            sessions.leave(files.drop());
        }
    }

    private static Finding drop(MaildropFiles files, DropLock lock) throws IOException {
        MailboxIndex saved = files.cached().orElse(MailboxIndex.empty());
        MailboxIndex older = saved.first(saved.messages(), LONG_AGO);
        MailboxIndex found = files.indexed(lock, older);
        boolean claimed = saved.stamp().equals(found.stamp());
        return claimed && !saved.isAboutTheSameAs(found)
                ? Finding.mended(files.drop(), found.messages(), "index made anew")
                : Finding.inOrder(files.drop(), found.messages());
    }

    Finding store(Path place) {
        if (!stores.tryEnter(place)) {
            return Finding.notChecked(place, IN_USE);
        }
        try {
            return store(new BinFolder(place, tools));
        } catch (IOException e) {
            return Finding.notChecked(place, MaildropLog.reason(e));
        } finally {
            stores.leave(place);
        }
    }

    private Finding store(BinFolder folder) throws IOException {
        BinContent content;
        List<Integer> bad;
        try (BinFile file = folder.open()) {
            content = file.read();
            bad = bad(file, content.living());
        }
        Path place = folder.folder();
        int messages = content.living().size();
        boolean indexWrong = hasWrongIndex(folder, content);
        if (indexWrong) {
            folder.forgetIndex();
        }
        folder.view();
        if (content.state() == BinContent.State.DAMAGED || !bad.isEmpty()) {
            return new Finding(place, Verdict.DAMAGED, damage(messages, bad));
        }
        if (content.state() != BinContent.State.WHOLE) {
            return Finding.mended(place, messages, "what a crash had left is taken out");
        }
        return indexWrong
                ? Finding.mended(place, messages, "index made anew")
                : Finding.inOrder(place, messages);
    }

    private static boolean hasWrongIndex(BinFolder folder, BinContent content) throws IOException {
        Optional<MailboxIndex> saved = folder.savedIndex();
        DropStamp now = folder.stamp();
        return saved.isEmpty()
                || (saved.get().stamp().equals(now)
                        && !saved.get().isAboutTheSameAs(BinFolder.index(content.living(), now)));
    }

    private static List<Integer> bad(BinFile file, List<BinMessage> living) throws IOException {
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < living.size(); i++) {
            if (!file.isWhole(living.get(i))) {
                bad.add(i + 1);
            }
        }
        return bad;
    }

    private static String damage(int messages, List<Integer> bad) {
        String what =
                bad.isEmpty()
                        ? "octets between them were changed; the old file is kept as mail.damaged"
                        : "not as they were written: "
                                + String.join(", ", bad.stream().map(String::valueOf).toList());
        return messages + " messages, " + what;
    }
}
