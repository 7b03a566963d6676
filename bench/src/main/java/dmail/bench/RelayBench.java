package dmail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Mail for other hosts, beside Postfix: on its way at once, and as a backlog. */
record RelayBench(Load load, Path folder, Results results) {
    private static final int SESSIONS = 20;
    private static final int BOXES = 20;
    private static final int SMALL = 4 * 1024;

    /** Most of a round is spent on filling the queue, which doesn't warm up what is measured. */
    private static final int ROUNDS_ARE_MOSTLY_FILLING = 2;

    void run() throws IOException, InterruptedException {
        int port = Sink.freePort();
        RelayLoad mail = new RelayLoad(SESSIONS, load.mails() / 2, SMALL, port);
        Draining draining =
                new Draining(new SmtpLoad(SESSIONS, load.mails() / 2, SMALL), BOXES, mail);
        Duration longer = load.warmUp().multipliedBy(ROUNDS_ARE_MOSTLY_FILLING);
        results.add(
                measure(port, "relay", load.warmUp(), mail::relay)
                        .row("4 KiB relayed, 20 sessions: at the next host/s", each -> each, "5x"));
        results.add(
                measure(port, "flush", longer, mail::flush)
                        .row("a backlog flushed: at the next host/s", each -> each, "4x"));
        results.add(
                measure(port, "drain", longer, draining::run)
                        .row("accepted while it leaves, % of before", each -> each, ">= 80"));
    }

    private Comparison.Sides<Double> measure(
            int port, String name, Duration warmUp, Comparison.Measure<Double> measure)
            throws IOException, InterruptedException {
        return new Comparison(
                        new Dmail("dsmtp", "smtp", List.of("gateway * 127.0.0.1:" + port)),
                        new Postfix(port),
                        folder.resolve(name),
                        load.rounds(),
                        warmUp)
                .run(new Boxes(BOXES, 0), measure);
    }
}
