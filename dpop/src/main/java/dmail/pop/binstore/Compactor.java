package dmail.pop.binstore;

import dmail.common.mbox.DropStamp;
import dmail.common.mbox.StoreSize;
import dmail.common.memory.MemoryReservation;
import dmail.pop.index.MailboxIndex;
import dmail.pop.store.SessionLocks;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Compacts stores: writes them anew without deleted messages, one at a time and while they aren't
 * in use. A session that begins meanwhile isn't delayed: it uses the old file, and the new one is
 * dropped. It waits only for the final rename.
 */
public final class Compactor implements AutoCloseable {
    private final SessionLocks stores = new SessionLocks();
    private final Set<Path> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("compactor").factory());
    private volatile boolean closed;

    /** {@return the stores that are open in a session, by folder} */
    public SessionLocks stores() {
        return stores;
    }

    /** Has a store compacted soon, unless the server stops. */
    public synchronized void submit(Path folder, StoreTools tools) {
        if (!closed && waiting.add(folder)) {
            worker.execute(() -> tryCompact(folder, tools));
        }
    }

    private void tryCompact(Path folder, StoreTools tools) {
        waiting.remove(folder);
        try {
            compact(folder, tools);
        } catch (IOException e) {
            tools.log().notCompacted(folder.resolve(StoreSize.DATA), e);
        }
    }

    /** {@return whether it was compacted} */
    public boolean compact(Path folder, StoreTools tools) throws IOException {
        try (MemoryReservation share = tools.share()) {
            return compact(new BinFolder(folder, tools, share), share);
        }
    }

    private boolean compact(BinFolder folder, MemoryReservation share) throws IOException {
        if (!goesOn(folder) || !BinFolder.isThere(folder.folder())) {
            return false;
        }
        DropStamp before = folder.stamp();
        boolean done = false;
        try (BinFile old = folder.open()) {
            BinContent content = old.read(share);
            // The next session repairs what is not in order.
            if (content.state() == BinContent.State.WHOLE && content.doubtful() == 0) {
                done = compact(folder, old, content, before);
            }
        } finally {
            if (!done) {
                folder.discardCompacted();
            }
        }
        return done;
    }

    private boolean compact(BinFolder folder, BinFile old, BinContent content, DropStamp before)
            throws IOException {
        try (MailboxIndex.Builder copied = folder.builder()) {
            int count =
                    folder.write(
                            old,
                            content,
                            folder.compacted(),
                            () -> goesOn(folder),
                            message -> copied.add(BinFolder.entry(message)));
            return count == content.live() && exchange(folder, before, copied);
        }
    }

    private boolean goesOn(BinFolder folder) {
        return !closed && !stores.isOpen(folder.folder());
    }

    private boolean exchange(BinFolder folder, DropStamp before, MailboxIndex.Builder copied)
            throws IOException {
        boolean[] done = {false};
        stores.ifFree(
                folder.folder(),
                () -> {
                    // A session may have begun and ended since.
                    if (folder.stamp().equals(before)) {
                        folder.replaceWith(folder.compacted());
                        folder.save(copied.build(folder.stamp()));
                        done[0] = true;
                    }
                });
        return done[0];
    }

    /** Begins no more; the one under way is dropped. */
    @Override
    public synchronized void close() {
        closed = true;
        worker.shutdown();
    }
}
