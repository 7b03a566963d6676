package dmail.common.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The log of a running server. Sessions queue their lines in memory; one thread writes them, so
 * that a slow disk or a stopped terminal delays no session. The queue is bounded: when nothing can
 * be written, lines are dropped, and the log says how many as soon as it can.
 */
public final class ServerLog implements Log, AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** Too short to be noticed by somebody who follows the log. */
    private static final long GATHERING_MILLIS = 10;

    private final LogFormat format;
    private final InstantSource clock;
    private final WaitingLines waiting;
    private final LogFollowers followers;
    private final Thread writer;
    private volatile Level threshold;
    private volatile int longestLine = Integer.MAX_VALUE;

    private ServerLog(LogFormat format, InstantSource clock, Level threshold, LogOutput output) {
        this.format = format;
        this.clock = clock;
        this.followers = new LogFollowers(clock);
        this.threshold = threshold;
        this.waiting = new WaitingLines(output);
        this.writer =
                Thread.ofPlatform().daemon().name("log").unstarted(() -> writeUntilClosed(output));
    }

    /** Starts the writing thread; the output is closed with the log. */
    public static ServerLog start(
            LogFormat format, InstantSource clock, Level threshold, LogOutput output) {
        ServerLog log = new ServerLog(format, clock, threshold, output);
        log.writer.start();
        return log;
    }

    @Override
    public boolean writes(Level level) {
        return level.compareTo(threshold) <= 0;
    }

    public Level threshold() {
        return threshold;
    }

    /** Sets the threshold; less urgent events aren't written. */
    public void threshold(Level leastUrgent) {
        threshold = leastUrgent;
    }

    /** Sets how many characters a line may have; longer ones are cut. */
    public void longestLine(int characters) {
        longestLine = characters;
    }

    @Override
    public void write(Level level, LogLine line) {
        if (writes(level)) {
            put(level, line);
        }
    }

    /** Writes a line whatever the threshold, such as the one at the start. */
    public void announce(LogLine line) {
        put(Level.INFO, line);
    }

    private void put(Level level, LogLine line) {
        byte[] octets = octets(level, line);
        waiting.add(octets);
        followers.publish(octets);
    }

    private byte[] octets(Level level, LogLine line) {
        return format.line(clock.instant(), level, line, longestLine)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** {@return the subscribers to the lines} */
    public LogFollowers followers() {
        return followers;
    }

    /** Writes later lines to another output, for instance a new file; the old output is closed. */
    public void switchTo(LogOutput output) {
        waiting.switchTo(output);
    }

    /** Waits until everything logged so far is written or dropped. */
    public void flush() throws InterruptedException {
        waiting.awaitIdle();
    }

    /** Writes what is queued, for two seconds at most. */
    @Override
    public void close() {
        waiting.close();
        try {
            writer.join(CLOSE_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilClosed(LogOutput first) {
        LogOutput current = first;
        try {
            while (waiting.awaitWork()) {
                WaitingLines.Batch batch = waiting.take();
                if (!batch.output().equals(current)) {
                    close(current);
                    current = batch.output();
                }
                writeLines(batch);
                waiting.gather(GATHERING_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        close(current);
    }

    private static void close(LogOutput output) {
        try {
            output.close();
        } catch (IOException _) {
            // Each line has been written or counted as lost, so there is nothing left to report.
        }
    }

    private void writeLines(WaitingLines.Batch batch) {
        if (batch.lines().size() == 0) {
            return;
        }
        try {
            batch.output().write(withNote(batch).toByteArray());
        } catch (IOException _) {
            waiting.countLost(batch.lost() + lineCount(batch));
        }
    }

    /** {@return the lines, after a line about those lost before, if any} */
    private ByteArrayOutputStream withNote(WaitingLines.Batch batch) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        if (batch.lost() > 0) {
            LogLine note = LogLine.of("log lines lost").with("count", batch.lost());
            lines.writeBytes(octets(Level.WARNING, note));
        }
        lines.writeBytes(batch.lines().toByteArray());
        return lines;
    }

    private static long lineCount(WaitingLines.Batch batch) {
        return batch.lines().toString(StandardCharsets.US_ASCII).lines().count();
    }
}
