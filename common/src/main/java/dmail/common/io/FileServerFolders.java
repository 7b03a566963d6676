package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Work on files that may be on a network file system. A file server that doesn't answer blocks a
 * thread for any length of time. So such work is done on platform threads, one task at a time per
 * folder, and its result is waited for with a time-out. Work on a local disk is done at once.
 */
public final class FileServerFolders {
    /**
     * Tasks at one mount point; when so many home folders of a file server hang, no more are
     * started.
     */
    private static final int MOST_AT_A_MOUNT = 8;

    /** The same for open mailboxes; a session does one operation at a time. */
    private static final int MOST_MAILBOXES_AT_A_MOUNT = 64;

    private static final int MOST_MAILBOXES = 256;

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Source mounts;
    private final Duration timeout;
    private final Map<Path, Running> running = new ConcurrentHashMap<>();
    private final Map<Path, Semaphore> permitsByMount = new ConcurrentHashMap<>();
    private final Map<Path, Semaphore> mailboxes = new ConcurrentHashMap<>();
    private final Semaphore allMailboxes = new Semaphore(MOST_MAILBOXES);
    private volatile @Nullable Known known;

    /** Reads the mount table. */
    interface Source {
        MountTable read() throws IOException;
    }

    private record Known(MountTable table, long at) {}

    private record Running(Future<?> work, long since) {}

    FileServerFolders(Source mounts, Duration timeout) {
        this.mounts = mounts;
        this.timeout = timeout;
    }

    /**
     * @param root the root folder
     * @param timeout the time-out for a file server
     */
    public FileServerFolders(Path root, Duration timeout) {
        this(() -> table(root), timeout);
    }

    /** Without a mount table any folder is treated as one that may hang. */
    private static MountTable table(Path root) throws IOException {
        Path info = root.resolve("proc/self/mountinfo");
        return Files.exists(info)
                ? MountTable.parse(Files.readString(info), root)
                : new MountTable(Map.of(root, true));
    }

    /**
     * Does work below a folder.
     *
     * @param folder absolute; tasks for folders of the same name are done one after the other
     * @throws IOException from the work, or when the folder doesn't answer
     */
    public <T> T call(Path folder, Callable<T> work) throws IOException {
        return call(folder, work, mine -> mine.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * The same for work that can't be abandoned: once it has begun, its result is waited for
     * without a time-out.
     */
    public <T> T callUninterrupted(Path folder, Callable<T> work) throws IOException {
        return call(folder, work, Future::get);
    }

    /**
     * {@return how to do work on some files while a mailbox is open}
     *
     * @param files absolute; need not exist
     */
    public FileWork workAt(Collection<Path> files) throws IOException {
        NavigableSet<Path> hanging = new TreeSet<>();
        for (Path path : files) {
            mounts().hangingAt(path).ifPresent(hanging::add);
        }
        if (hanging.isEmpty()) {
            return FileWork.HERE;
        }
        List<Semaphore> bounds = new ArrayList<>();
        hanging.forEach(mount ->
                bounds.add(
                        mailboxes.computeIfAbsent(
                                mount, _ -> new Semaphore(MOST_MAILBOXES_AT_A_MOUNT))));
        bounds.add(allMailboxes);
        return new FileServerWork(List.copyOf(hanging), bounds, timeout, FileServerWork.SYSTEM);
    }

    /** Waits for the result of work. */
    private interface Waiting<T> {
        T result(Future<T> work) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private <T> T call(Path folder, Callable<T> work, Waiting<T> waiting) throws IOException {
        Optional<Path> mount = mounts().hangingAt(folder);
        if (mount.isEmpty()) {
            return done(work);
        }
        long end = System.nanoTime() + timeout.toNanos();
        Semaphore permits =
                permitsByMount.computeIfAbsent(mount.get(), _ -> new Semaphore(MOST_AT_A_MOUNT));
        try {
            return waiting.result(begin(folder, work, permits, end));
        } catch (TimeoutException _) {
            throw new IOException(folder + " does not answer");
        } catch (ExecutionException e) {
            throw asIo(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private MountTable mounts() throws IOException {
        Known last = known;
        long now = System.nanoTime();
        if (last == null || now - last.at() > LOOK_AGAIN_NANOS) {
            last = new Known(mounts.read(), now);
            known = last;
        }
        return last.table();
    }

    private static long left(long end) {
        return Math.max(0, end - System.nanoTime());
    }

    /** The thread releases its permits when the work ends, however late that is. */
    private <T> FutureTask<T> begin(Path folder, Callable<T> work, Semaphore permits, long end)
            throws InterruptedException, TimeoutException {
        FutureTask<T> mine = new FutureTask<>(work);
        Running me = new Running(mine, System.nanoTime());
        Running other = running.putIfAbsent(folder, me);
        while (other != null) {
            awaitEnd(other);
            other = running.putIfAbsent(folder, me);
        }
        boolean has = false;
        try {
            has = permits.tryAcquire(left(end), TimeUnit.NANOSECONDS);
        } finally {
            if (!has) {
                running.remove(folder, me);
            }
        }
        if (!has) {
            throw new TimeoutException();
        }
        boolean started = false;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("file-server-folder")
                    .start(() -> {
                        try {
                            mine.run();
                        } finally {
                            leave(folder, me, permits);
                        }
                    });
            started = true;
        } finally {
            if (!started) {
                leave(folder, me, permits);
            }
        }
        return mine;
    }

    private void leave(Path folder, Running me, Semaphore permits) {
        permits.release();
        running.remove(folder, me);
    }

    /** A task that has run for the whole time-out already isn't waited for any longer. */
    private void awaitEnd(Running other) throws InterruptedException, TimeoutException {
        long end = other.since() + timeout.toNanos();
        try {
            other.work().get(left(end), TimeUnit.NANOSECONDS);
        } catch (ExecutionException _) {
            // The failure is reported to the caller that started it.
        }
        Thread.onSpinWait();
    }

    private static <T> T done(Callable<T> work) throws IOException {
        try {
            return work.call();
        } catch (Exception e) {
            throw asIo(e);
        }
    }

    static IOException asIo(@Nullable Throwable e) {
        return switch (e) {
            case IOException known -> known;
            case RuntimeException bug -> throw bug;
            case Error end -> throw end;
            case null, default -> new IOException(e);
        };
    }
}
