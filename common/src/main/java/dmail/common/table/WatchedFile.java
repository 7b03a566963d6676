package dmail.common.table;

import dmail.common.io.FileStamp;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The current content of a file: it is read again when it has changed. The thread that notices the
 * change reads it; others are answered from the old content meanwhile. If the new content doesn't
 * fit into memory, the old one stays. Thread-safe.
 *
 * @param <R> the result of reading the file
 */
public final class WatchedFile<R extends Reading> implements AutoCloseable {
    private static final long READ_AGAIN_AFTER = Duration.ofSeconds(30).toNanos();
    private static final int MOST_CHANGES = 5;

    private final Path file;
    private final String what;
    private final Reader<R> reader;
    private final LongSupplier nanoTime;
    private final Log log;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Known<R> last;
    private volatile @Nullable Refused refused;
    private volatile boolean closed;

    /** Reads the file. */
    @FunctionalInterface
    public interface Reader<R> {
        /** {@return the new content; the old one may still be in use} */
        R read(Path file, Optional<R> before) throws IOException;
    }

    /** A look-up. */
    @FunctionalInterface
    public interface Question<R, T> {
        /** {@return its answer} */
        T ask(R reading) throws IOException;
    }

    private record Known<R>(FileStamp stamp, R reading, boolean holds) {}

    /**
     * What is known when somebody asks.
     *
     * @param isLatest whether the file has nothing newer that can be had
     */
    private record Look<R>(Known<R> known, boolean isLatest) {}

    /**
     * A version of the file that didn't fit. It is tried again after a while, since other memory
     * may have been freed.
     */
    private record Refused(FileStamp stamp, TableTooLargeException why, long when) {}

    /**
     * @param what the kind of file, for the log
     */
    public WatchedFile(Path file, String what, Reader<R> reader, LongSupplier nanoTime, Log log) {
        this.file = file;
        this.what = what;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** {@return the file} */
    public Path file() {
        return file;
    }

    /**
     * {@return the answer of the current content, or of the old one while the file is being read
     * again}
     *
     * @throws IOException when the file can't be read; that must not be taken for an empty file
     */
    public <T> T ask(Question<R, T> question) throws IOException {
        return ask(question, _ -> true);
    }

    /**
     * {@return the answer of the current content}
     *
     * @param good whether an answer of the old content will do while the file is being read again
     * @throws IOException when the file can't be read; that must not be taken for an empty file
     */
    public <T> T ask(Question<R, T> question, Predicate<T> good) throws IOException {
        boolean waits = false;
        for (int changes = 0; ; changes++) {
            Look<R> look = look(waits);
            try {
                T answer = question.ask(look.known().reading());
                if (look.isLatest() || good.test(answer)) {
                    return answer;
                }
                waits = true;
            } catch (TableChangedException e) {
                if (changes >= MOST_CHANGES) {
                    throw e;
                }
                mistrust(look.known());
            }
        }
    }

    /** {@return the content that was last read; the file may have changed since} */
    public R latest() throws IOException {
        Known<R> known = last;
        return known == null ? look(true).known().reading() : known.reading();
    }

    /** Someone has written to the open file, so its content must not be used any more. */
    private void mistrust(Known<R> known) {
        turn.lock();
        try {
            if (known.equals(last)) {
                last = new Known<>(known.stamp(), known.reading(), false);
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * {@return what is known of the file}
     *
     * @param waits whether to wait while another thread reads what is new
     */
    private Look<R> look(boolean waits) throws IOException {
        Known<R> known = last;
        if (known != null && known.holds()) {
            if (!hasNews(known, FileStamp.of(file))) {
                return new Look<>(known, true);
            }
            if (!waits) {
                return turn.tryLock() ? lookInTurn() : new Look<>(known, false);
            }
        }
        turn.lock();
        return lookInTurn();
    }

    private Look<R> lookInTurn() throws IOException {
        try {
            return new Look<>(read(), true);
        } finally {
            turn.unlock();
        }
    }

    private boolean hasNews(Known<R> known, FileStamp stamp) {
        return !stamp.equals(known.stamp()) && !isRefused(stamp);
    }

    private boolean isRefused(FileStamp stamp) {
        Refused before = refused;
        return before != null
                && before.stamp().equals(stamp)
                && nanoTime.getAsLong() - before.when() < READ_AGAIN_AFTER;
    }

    private Known<R> read() throws IOException {
        if (closed) {
            throw new IOException("other settings are in force by now");
        }
        // The stamp is taken first: a change during reading is then noticed by the next look-up.
        FileStamp stamp = FileStamp.of(file);
        Known<R> known = last;
        if (known != null && known.holds() && !hasNews(known, stamp)) {
            return known;
        }
        Refused before = refused;
        if (before != null && isRefused(stamp)) {
            throw before.why();
        }
        try {
            R fresh = reader.read(file, Optional.ofNullable(known).map(Known::reading));
            Known<R> now = new Known<>(stamp, fresh, true);
            last = now;
            refused = null;
            if (known != null) {
                known.reading().close();
            }
            return now;
        } catch (TableTooLargeException e) {
            return refuse(stamp, known, e);
        }
    }

    private Known<R> refuse(FileStamp stamp, @Nullable Known<R> known, TableTooLargeException e)
            throws TableTooLargeException {
        refused = new Refused(stamp, e, nanoTime.getAsLong());
        boolean old = known != null && known.holds();
        log.error(
                LogLine.of("table not read")
                        .with("table", what)
                        .with("file", file)
                        .with("reason", String.valueOf(e.getMessage()))
                        .with("meanwhile", old ? "as it was before" : "mail and logins wait"));
        if (known != null && old) {
            return known;
        }
        throw e;
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            Known<R> known = last;
            last = null;
            if (known != null) {
                known.reading().close();
            }
        } finally {
            turn.unlock();
        }
    }
}
