package dmail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Mail for mailboxes of this host, beside Postfix and other servers.
 *
 * @param namespace where those peers are run that insist on paths of their own
 */
record SmtpBench(Load load, Path folder, PrivateNamespace namespace, Results results) {
    private static final int BOXES = 20;
    private static final int FEW = 20;
    private static final int MANY = 100;
    private static final int SMALL = 4 * 1024;
    private static final int LARGE = 64 * 1024;

    void run() throws IOException, InterruptedException {
        Contender postfix = new Postfix(Daemon.freePort());
        Comparison.Sides<SmtpLoad.Result> few = measure(postfix, FEW, load.mails(), SMALL);
        results.add(
                few.row(
                        "4 KiB to 20 boxes, 20 sessions: delivered/s",
                        each -> each.delivered(),
                        "10x"));
        results.add(few.row("  accepted/s", each -> each.accepted(), ""));
        results.add(few.row("  p99 from MAIL to 250, ms", each -> each.slowest(), "<= 25"));
        results.add(few.row("  CPU ms per 1,000 messages", each -> each.work(), "<= 0.25x"));
        results.add(
                measure(postfix, MANY, load.mails(), SMALL)
                        .row(
                                "4 KiB to 20 boxes, 100 sessions: delivered/s",
                                each -> each.delivered(),
                                "20x"));
        results.add(
                measure(postfix, FEW, load.mails() / 5, LARGE)
                        .row(
                                "64 KiB to 20 boxes, 20 sessions: delivered/s",
                                each -> each.delivered(),
                                "8x"));
        for (Contender other : List.of(new OpenSmtpd(namespace), new Exim(namespace))) {
            beside(other, few);
        }
    }

    /** These peers are slow; ours isn't measured again beside one that is missing. */
    private void beside(Contender other, Comparison.Sides<SmtpLoad.Result> few)
            throws IOException, InterruptedException {
        Optional<String> missing = other.missing();
        Comparison.Sides<SmtpLoad.Result> sides =
                missing.isPresent()
                        ? few.alone(other, missing.get())
                        : measure(other, FEW, load.mails() / 10, SMALL);
        results.add(
                sides.row(
                        "4 KiB to 20 boxes, 20 sessions: delivered/s",
                        each -> each.delivered(),
                        ""));
        results.add(sides.row("  CPU ms per 1,000 messages", each -> each.work(), ""));
    }

    private Comparison.Sides<SmtpLoad.Result> measure(
            Contender peer, int sessions, int mails, int size)
            throws IOException, InterruptedException {
        SmtpLoad mail = new SmtpLoad(sessions, mails, size);
        return new Comparison(
                        new Dmail("dsmtp", "smtp", List.of()),
                        peer,
                        folder.resolve(peer.name() + "-" + sessions + "-" + size),
                        load.rounds(),
                        load.warmUp())
                .run(new Boxes(BOXES, 0), (server, round) -> mail.run(server, BOXES, round));
    }
}
