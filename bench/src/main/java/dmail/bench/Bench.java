package dmail.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The measurements in their order, each printed when it is done. */
final class Bench {
    private static final int SESSIONS = 20;
    private static final int BOXES = 20;
    private static final int LISTED = 1_000;
    private static final int SMALL = 4 * 1024;
    private static final int START_UPS = 5;

    private final Load load;
    private final Path folder;
    private final PrintStream out;

    Bench(Load load, Path folder, PrintStream out) {
        this.load = load;
        this.folder = folder;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        out.print(Row.heading());
        mail();
        relay();
        visits();
        idle();
        startUp("dsmtp");
        startUp("dpop");
    }

    private void mail() throws IOException, InterruptedException {
        SmtpLoad mail = new SmtpLoad(SESSIONS, load.mails(), SMALL);
        Comparison.Sides<SmtpLoad.Result> sides =
                new Comparison(
                                new Dmail("dsmtp", "smtp", List.of()),
                                new Postfix(Daemon.freePort()),
                                folder.resolve("mail"),
                                load.rounds(),
                                load.warmUp())
                        .run(
                                new Boxes(BOXES, 0),
                                (server, round) -> mail.run(server, BOXES, round));
        print(
                sides.row(
                        "4 KiB to 20 boxes, 20 sessions: delivered/s",
                        each -> each.delivered(),
                        "5x"));
        print(sides.row("  accepted/s", each -> each.accepted(), ""));
        print(sides.row("  p99 from MAIL to 250, ms", each -> each.slowest(), ""));
    }

    private void relay() throws IOException, InterruptedException {
        int port = Daemon.freePort();
        String gateway = "gateway * 127.0.0.1:" + port;
        Comparison relays =
                new Comparison(
                        new Dmail("dsmtp", "smtp", List.of(gateway)),
                        new Postfix(port),
                        folder.resolve("relay"),
                        load.rounds(),
                        load.warmUp());
        RelayLoad mail = new RelayLoad(SESSIONS, load.mails(), SMALL, port);
        print(
                relays.run(new Boxes(1, 0), mail::relay)
                        .row("4 KiB relayed, 20 sessions: at the next host/s", each -> each, "5x"));
        print(
                relays.run(new Boxes(1, 0), mail::flush)
                        .row("a backlog flushed: at the next host/s", each -> each, "4x"));
        Draining draining =
                new Draining(new SmtpLoad(SESSIONS, load.mails() / 2, SMALL), BOXES, mail);
        print(
                relays.run(new Boxes(BOXES, 0), draining::run)
                        .row("accepted while it leaves, % of before", each -> each, ">= 80"));
    }

    private void visits() throws IOException, InterruptedException {
        PopLoad visits = new PopLoad(BOXES, load.visits(), LISTED);
        Comparison.Sides<Double> sides =
                new Comparison(
                                new Dmail("dpop", "pop", List.of()),
                                new Dovecot(),
                                folder.resolve("visits"),
                                load.rounds(),
                                load.warmUp())
                        .run(new Boxes(BOXES, LISTED), (server, _) -> visits.run(server));
        print(sides.row("login+STAT+UIDL+QUIT, 1,000 messages: sessions/s", each -> each, "3x"));
    }

    private void idle() throws IOException, InterruptedException {
        IdleSessions idle = new IdleSessions(load.idle());
        try (Running server =
                new Dmail("dpop", "pop", List.of())
                        .start(folder.resolve("idle"), new Boxes(load.idle(), 1))) {
            String what = "%,d idle POP sessions, logged in: MiB resident".formatted(load.idle());
            print(Row.alone(what, List.of(idle.run(server)), "<= 128"));
        }
    }

    private void startUp(String server) throws IOException, InterruptedException {
        var site = Dmail.site(folder.resolve("start-" + server), new Boxes(1, 1), List.of());
        List<Double> times = new StartUp(server, START_UPS).run(site);
        print(Row.alone(server + " from start to ready, ms", times, "<= 1000"));
    }

    private void print(Row row) {
        out.print(row.text());
        out.flush();
    }
}
