package dmail.common.dropfile;

import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Drop files that have been replaced and keep their fcntl locks for a while. Bounded: when there
 * are very many, further ones are closed at once, which only affects a program that waits for just
 * that file.
 */
final class Replaced {
    /** Mutt tries five times, a second apart. */
    private static final Duration LONGEST_WAIT_OF_OTHERS = Duration.ofSeconds(7);

    private static final int MOST = 256;

    private final Semaphore permits = new Semaphore(MOST);
    private final Executor later;
    private final Log log;

    Replaced(Log log) {
        this(
                log,
                CompletableFuture.delayedExecutor(
                        LONGEST_WAIT_OF_OTHERS.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * The same with another way to wait.
     *
     * @param later runs a task once no program waits for the old file any more
     */
    Replaced(Log log, Executor later) {
        this.later = later;
        this.log = log;
    }

    /** Closes the old file later. */
    void keep(FileChannel channel) {
        if (!permits.tryAcquire()) {
            close(channel);
            return;
        }
        later.execute(() -> {
            close(channel);
            permits.release();
        });
    }

    void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.warning(LogLine.of("drop file not closed").with("reason", Reason.of(e)));
        }
    }
}
