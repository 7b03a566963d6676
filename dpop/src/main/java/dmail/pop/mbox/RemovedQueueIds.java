package dmail.pop.mbox;

import dmail.common.dropfile.DropLock;
import dmail.pop.index.MailboxIndex;
import dmail.pop.store.UpdateSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Records the queue ids of messages that are about to leave a drop file, in batches. */
public final class RemovedQueueIds {
    private static final int AT_ONCE = 10_000;

    private final DropLock lock;
    private final UpdateSteps steps;
    private final List<String> ids = new ArrayList<>();

    public RemovedQueueIds(DropLock lock, UpdateSteps steps) {
        this.lock = lock;
        this.steps = steps;
    }

    /** Records those of some messages, by number; durable on return. */
    void note(MailboxIndex present, BitSet going) throws IOException {
        for (int number = going.nextSetBit(1); number > 0; number = going.nextSetBit(number + 1)) {
            add(present, number);
        }
        end();
    }

    /** The same for all messages. */
    public void noteAll(MailboxIndex present) throws IOException {
        for (int number = 1; number <= present.messages(); number++) {
            add(present, number);
        }
        end();
    }

    private void add(MailboxIndex present, int number) throws IOException {
        DsmtpMark.queueId(lock.channel(), present.entry(number)).ifPresent(ids::add);
        if (ids.size() == AT_ONCE) {
            lock.keepAlive();
            steps.note(lock.dropFile(), List.copyOf(ids));
            ids.clear();
        }
    }

    private void end() throws IOException {
        steps.note(lock.dropFile(), List.copyOf(ids));
        ids.clear();
    }
}
