package dmail.common.authent;

import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The running helpers. One that doesn't answer in time, ends, or breaks the protocol is killed, and
 * the next question starts another.
 */
final class HelperPool implements AutoCloseable {
    private final List<String> command;
    private final Duration timeout;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Helper> idle = new ConcurrentLinkedDeque<>();
    private final BackOff backOff;
    private final Log log;
    private volatile boolean closed;

    /** A question about a user. */
    private static final class Question {
        private final String name;
        private final byte[] line;

        Question(String name, byte[] line) {
            this.name = name;
            this.line = line;
        }
    }

    /**
     * Starts no helper yet.
     *
     * @param number how many may run at a time
     * @param timeout time-out for an answer
     */
    HelperPool(List<String> command, int number, Duration timeout, LongSupplier nanoTime, Log log) {
        this.command = List.copyOf(command);
        this.timeout = timeout;
        this.permits = new Semaphore(number, true);
        this.backOff = new BackOff(nanoTime);
        this.log = log;
    }

    /** Asks a free helper, and waits for one if necessary. A failure is an answer, too. */
    HelperReply ask(String name, byte[] question) {
        try {
            if (!permits.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return new HelperReply.Dead("all helpers are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HelperReply.Dead("interrupted");
        }
        try {
            return askInTurn(new Question(name, question));
        } finally {
            permits.release();
        }
    }

    private HelperReply askInTurn(Question question) {
        Helper helper = idle.pollLast();
        while (helper != null && !helper.isReady()) {
            discard(helper, "it ended or spoke unasked");
            helper = idle.pollLast();
        }
        return helper == null ? askFresh(question) : askUsed(helper, question);
    }

    /**
     * If a helper has ended while it was idle, another is asked; that doesn't count as a failure.
     */
    private HelperReply askUsed(Helper helper, Question question) {
        try {
            return settle(helper, question, helper.ask(question.line, timeout));
        } catch (Helper.GoneException gone) {
            discard(helper, String.valueOf(gone.getMessage()));
            return askFresh(question);
        } catch (IOException e) {
            return trouble(helper, e);
        } catch (InterruptedException e) {
            return interrupted(helper);
        }
    }

    private HelperReply askFresh(Question question) {
        if (closed || !backOff.mayTry()) {
            return new HelperReply.Dead("the helper keeps failing and is left alone for a while");
        }
        Helper helper;
        try {
            helper = Helper.start(command, log);
        } catch (IOException e) {
            backOff.failed();
            log.error(LogLine.of("cannot start authent helper").with("reason", e));
            return new HelperReply.Dead("the helper cannot be started");
        }
        try {
            return settle(helper, question, helper.ask(question.line, timeout));
        } catch (IOException e) {
            return trouble(helper, e);
        } catch (InterruptedException e) {
            return interrupted(helper);
        }
    }

    private HelperReply settle(Helper helper, Question question, HelperReply reply) {
        if (reply instanceof HelperReply.Ok ok && !ok.isAbout(question.name)) {
            return trouble(helper, new IOException("an answer about another user"));
        }
        if (reply instanceof HelperReply.Garbage(var what)) {
            return trouble(helper, new IOException(what));
        }
        backOff.succeeded();
        idle.addLast(helper);
        if (closed) {
            close();
        }
        return reply;
    }

    private HelperReply trouble(Helper helper, IOException e) {
        backOff.failed();
        discard(helper, Reason.of(e));
        return new HelperReply.Dead("the helper failed: " + Reason.of(e));
    }

    private HelperReply interrupted(Helper helper) {
        Thread.currentThread().interrupt();
        discard(helper, "interrupted");
        return new HelperReply.Dead("interrupted");
    }

    private void discard(Helper helper, String why) {
        helper.kill();
        log.error(
                LogLine.of("authent helper killed")
                        .with("helper", helper.pid())
                        .with("reason", why));
    }

    @Override
    public void close() {
        closed = true;
        for (Helper helper = idle.pollLast(); helper != null; helper = idle.pollLast()) {
            helper.close();
        }
    }
}
