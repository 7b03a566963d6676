package dmail.smtp.queue;

import dmail.common.log.Log;
import dmail.smtp.client.Channel;
import dmail.smtp.client.Channels;
import dmail.smtp.delivery.ClockTimer;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.delivery.local.DropStreams;
import dmail.smtp.delivery.program.ProgramStreams;
import dmail.smtp.delivery.remote.ActiveMail;
import dmail.smtp.delivery.remote.Dialer;
import dmail.smtp.delivery.remote.IdleConnections;
import dmail.smtp.delivery.remote.RemoteLog;
import dmail.smtp.delivery.remote.RemoteStreams;
import dmail.smtp.delivery.remote.StreamKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The deliveries to mailboxes, programs and other hosts, behind one dispatcher. Outgoing mail is
 * suspended from the start if it was when the server stopped.
 */
final class Deliveries {
    private static final Duration DRAIN = Duration.ofSeconds(7);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final DropStreams drops;
    private final ProgramStreams programs;
    private final Dialer dialer;
    private final RemoteStreams remote;
    private final Channels channels;
    private final Suspension suspension;
    private final Dispatcher dispatcher;
    private final DeliveryLog log;

    /**
     * What deliveries need of the queue.
     *
     * @param timer runs delayed tasks
     * @param threads run deliveries
     * @param congested whether memory for mail in delivery is short
     * @param bindings by which mail leaves
     * @param recovered is told each stream that accepts mail again after a failure
     */
    record Parts(
            ClockTimer timer,
            Executor threads,
            BooleanSupplier congested,
            Consumer<StreamKey> recovered,
            Suspension suspension,
            RecipientBindings bindings) {}

    Deliveries(DurableQueue.Dependencies dependencies, Parts parts, Log to) {
        log = new DeliveryLog(to);
        Executor threads = parts.threads();
        drops =
                new DropStreams(
                        dependencies.delivery(),
                        threads,
                        parts.timer(),
                        parts.congested(),
                        System::nanoTime,
                        log);
        programs = new ProgramStreams(dependencies.programs(), threads, log);
        dialer = dialer(dependencies, parts);
        remote =
                new RemoteStreams(
                        dependencies.exchangers(),
                        dialer,
                        threads,
                        dependencies.clock(),
                        parts.congested(),
                        parts.recovered(),
                        new RemoteLog(to));
        channels = dependencies.connector().channels();
        suspension = parts.suspension();
        dispatcher =
                new Dispatcher(
                        dependencies.router(),
                        dependencies.allowsDuplicates(),
                        drops,
                        programs,
                        remote,
                        threads,
                        parts.bindings(),
                        log);
        if (suspension.isOn()) {
            log.suspended();
            remote.suspend();
        }
    }

    private static Dialer dialer(DurableQueue.Dependencies dependencies, Parts parts) {
        return new Dialer(
                dependencies.sources(),
                dependencies.outgoing(),
                dependencies.connector(),
                new IdleConnections(parts.timer(), parts.threads()),
                parts.timer());
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    void watchSources() {
        remote.watchSources();
    }

    /** The settings are new. */
    void review() {
        remote.review();
    }

    Dialer dialer() {
        return dialer;
    }

    void forgetFailures() {
        remote.forgetFailures();
    }

    /**
     * Suspends outgoing mail, even over restarts.
     *
     * @throws IOException when that can't be stored; outgoing mail is suspended until the end of
     *     this run
     */
    void suspend() throws IOException {
        remote.suspend();
        suspension.begin();
        log.suspended();
    }

    void resume() throws IOException {
        boolean _ = suspension.end();
        remote.resume();
        log.resumed();
    }

    boolean isSuspended() {
        return suspension.isOn();
    }

    /** {@return the mail for other hosts that is being sent, or waits for a connection} */
    List<ActiveMail> active() {
        return remote.active();
    }

    /** {@return the outgoing connections, the oldest first} */
    List<Channel> connections() {
        return channels.open();
    }

    /** Begins no more deliveries and waits for those under way, for a bounded time. */
    void stop() {
        programs.stop(LAST_WORDS);
        long end = System.nanoTime() + DRAIN.toNanos();
        boolean _ = drops.stop(DRAIN);
        boolean _ = remote.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
}
