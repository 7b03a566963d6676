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

/** One running copy of a helper program. One thread at a time may ask it. */
final class Helper implements AutoCloseable {
    /** What a helper gets of our environment: no secret can be in it. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "JAVA_HOME", "DMAIL_JAVA");

    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final int MOST_DATA_LINES = 1000;

    /** In octets; fields such as {@code fwd} may be long, but not endless. */
    static final int LONGEST_REPLY = 16 * 1024;

    private static final int LONGEST_COMPLAINT = 1000;

    private final Process process;
    private final Log log;
    private final BlockingQueue<Output> output = new ArrayBlockingQueue<>(16);

    /** What comes out of a helper. */
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
        // A pipe's reader holds the thread under a virtual one, so these have their own.
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

    /** Its pipe must be emptied, or the helper would stop when it is full. */
    private void readComplaints() {
        try (InputStream complaints = process.getErrorStream()) {
            BoundedLines lines =
                    new BoundedLines(complaints, LONGEST_COMPLAINT, StandardCharsets.UTF_8);
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

    /** {@return whether it runs and has nothing left to say to an earlier question} */
    boolean isReady() {
        return process.isAlive() && output.isEmpty();
    }

    /** Asks a question and waits for the last line of the answer. */
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

    /** One that is just ending doesn't read any more, and is gone as well. */
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

    /** Ends it, and what it may have started, at once. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Lets it end by itself, for a moment. */
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
