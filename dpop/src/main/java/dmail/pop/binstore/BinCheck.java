package dmail.pop.binstore;

import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import dmail.pop.binstore.BinContent.State;
import dmail.pop.index.MailboxIndex;
import dmail.pop.maildrop.CheckResult;
import dmail.pop.maildrop.CheckResult.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a whole store, compares it with its index, and makes the index anew where they differ. */
final class BinCheck {
    private final BinFolder folder;
    private final MemoryReservation share;

    BinCheck(BinFolder folder, MemoryReservation share) {
        this.folder = folder;
        this.share = share;
    }

    CheckResult check() throws IOException {
        Path path = folder.folder();
        State state;
        int messages;
        Bad bad = new Bad();
        boolean indexWrong;
        try (BinFile file = folder.open()) {
            BinContent content = file.read(share);
            state = content.state();
            messages = content.live();
            content.eachLive(file, message -> bad.look(file, message));
            indexWrong = hasWrongIndex(file, content);
        }
        if (indexWrong) {
            folder.forgetIndex();
        }
        folder.view().close();
        if (state == State.DAMAGED || bad.isSome()) {
            return new CheckResult(path, Condition.DAMAGED, messages + " messages, " + bad);
        }
        if (state != State.WHOLE) {
            return CheckResult.mended(path, messages, "what a crash had left is taken out");
        }
        return indexWrong
                ? CheckResult.mended(path, messages, "index made anew")
                : CheckResult.inOrder(path, messages);
    }

    private boolean hasWrongIndex(BinFile file, BinContent content) throws IOException {
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

    /** The numbers of damaged messages. */
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
