package dmail.common.authent;

import dmail.common.io.BoundedLines;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running helper program. Used by one thread at a time. */
final class Helper implements AutoCloseable {
    /** The environment variables that a helper gets; others might contain secrets. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "JAVA_HOME", "DMAIL_JAVA");

    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final int MOST_DATA_LINES = 1000;

    /** In octets; fields such as {@code fwd} may be long, but not without limit. */
    static final int LONGEST_REPLY = 16 * 1024;

    private static final int LONGEST_ERROR_TEXT = 1000;

    private final Process process;
    private final Log log;
    private final BlockingQueue<Output> output = new ArrayBlockingQueue<>(16);

    /** What is read from a helper. */
    private sealed interface Output {
        record Line(String text) implements Output {}

        record End(String why) implements Output {}
    }

    /** The helper can't be used any more. */
    static final class GoneException extends IOException {
        private static final long serialVersionUID = 1L;

        GoneException(String message) {
            super(message);
        }
    }

    private Helper(Process process, Log log) {
        this.process = process;
        this.log = log;
    }

    static Helper start(List<String> command, Log log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Helper helper = new Helper(builder.start(), log);
        // Reading a pipe blocks the carrier of a virtual thread, so the readers are platform
        // threads.
        helper.thread("replies", helper::readReplies);
        helper.thread("complaints", helper::readComplaints);
        return helper;
    }

    private void thread(String name, Runnable work) {
        Thread.ofPlatform().daemon().name("helper-" + process.pid() + "-" + name).start(work);
    }

    private void readReplies() {
        try {
            BoundedLines lines =
                    new BoundedLines(
                            process.getInputStream(), LONGEST_REPLY, StandardCharsets.UTF_8);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                output.put(new Output.Line(line.get()));
            }
            output.put(new Output.End("it ended"));
        } catch (IOException e) {
            output.offer(new Output.End(Reason.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Standard error must be read, or the helper would block once the pipe is full. */
    private void readComplaints() {
        try (InputStream complaints = process.getErrorStream()) {
            BoundedLines lines =
                    new BoundedLines(complaints, LONGEST_ERROR_TEXT, StandardCharsets.UTF_8);
            Optional<BoundedLines.Cut> line = lines.nextCut();
            while (line.isPresent()) {
                log.warning(event("authent helper says").with("text", line.get().text()));
                line = lines.nextCut();
            }
        } catch (IOException closed) {
            log.info(event("authent helper stderr closed"));
        }
    }

    private LogLine event(String what) {
        return LogLine.of(what).with("helper", process.pid());
    }

    long pid() {
        return process.pid();
    }

    /** {@return whether it runs, and has no output left from an earlier question} */
    boolean isReady() {
        return process.isAlive() && output.isEmpty();
    }

    /** Sends a question and waits for the last line of the answer. */
    HelperReply ask(byte[] question, Duration timeout) throws IOException, InterruptedException {
        send(question);
        long deadline = System.nanoTime() + timeout.toNanos();
        for (int lines = 0; lines < MOST_DATA_LINES; lines++) {
            HelperReply reply = HelperProtocol.parse(nextLine(deadline, timeout));
            if (!(reply instanceof HelperReply.Data)) {
                return reply;
            }
        }
        return new HelperReply.Garbage("more than " + MOST_DATA_LINES + " lines of data");
    }

    /** A helper that is just ending doesn't read any more; that counts as gone. */
    private void send(byte[] question) throws GoneException {
        try {
            OutputStream in = process.getOutputStream();
            in.write(question);
            in.flush();
        } catch (IOException e) {
            throw new GoneException("it takes no question: " + Reason.of(e));
        }
    }

    private String nextLine(long deadline, Duration timeout)
            throws IOException, InterruptedException {
        Output next = output.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new IOException("no answer in " + timeout.toMillis() + " ms");
        }
        return switch (next) {
            case Output.Line(var text) -> text;
            case Output.End(var why) -> throw new GoneException(why);
        };
    }

    /** Kills it at once, with the processes it has started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Asks it to end, waits a moment, and kills it. */
    @Override
    public void close() {
        try (OutputStream in = process.getOutputStream()) {
            in.write(HelperProtocol.exit());
        } catch (IOException alreadyGone) {
            log.info(event("authent helper gone"));
        }
        try {
            process.waitFor(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
