package dmail.bench;

import dmail.suite.PopClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Clients that look for mail and collect it, beside Dovecot. */
record PopBench(Load load, Path folder, Results results) {
    private static final int CLIENTS = 20;
    private static final int AT_ONCE = 80;
    private static final int COLLECTORS = 4;

    void run() throws IOException, InterruptedException {
        results.add(
                visits(CLIENTS, load.listed())
                        .row(
                                "login+STAT+UIDL+QUIT, %,d messages: sessions/s"
                                        .formatted(load.listed()),
                                each -> each.rate(),
                                "5x"));
        results.add(
                visits(COLLECTORS, 10 * load.listed())
                        .row(
                                "login+STAT+UIDL+QUIT, %,d messages: sessions/s"
                                        .formatted(10 * load.listed()),
                                each -> each.rate(),
                                "5x"));
        Comparison.Sides<PopLoad.Result> storm = visits(AT_ONCE, 1);
        results.add(
                storm.row("80 clients at once, MD5-crypt: logins/s", each -> each.rate(), "4x"));
        results.add(storm.row("  p99 of a login, ms", each -> each.slowest(), "<= 60"));
        FetchLoad fetch = new FetchLoad(COLLECTORS, load.listed());
        results.add(
                compare("fetch", new Boxes(COLLECTORS, load.listed()), fetch::run)
                        .row("RETR of 4 KiB, 4 clients: MB/s", each -> each, "3x"));
        idle();
    }

    private Comparison.Sides<PopLoad.Result> visits(int clients, int messages)
            throws IOException, InterruptedException {
        PopLoad visits = new PopLoad(clients, load.visits(), messages);
        return compare(
                "visits-" + clients + "-" + messages, new Boxes(clients, messages), visits::run);
    }

    /** What is done to each server. */
    private interface Task<T> {
        T of(Running server) throws IOException, InterruptedException;
    }

    private <T> Comparison.Sides<T> compare(String name, Boxes boxes, Task<T> task)
            throws IOException, InterruptedException {
        return new Comparison(
                        new Dmail("dpop", "pop", List.of()),
                        new Dovecot(),
                        folder.resolve(name),
                        load.rounds(),
                        load.warmUp())
                .run(boxes, (server, _) -> task.of(server));
    }

    private void idle() throws IOException, InterruptedException {
        IdleSessions idle = new IdleSessions(load.idle(), load.settling(), PopClient::login);
        try (Running server =
                new Dmail("dpop", "pop", List.of())
                        .start(folder.resolve("idle"), new Boxes(load.idle(), 1))) {
            String what = "%,d idle POP sessions, logged in: MiB resident".formatted(load.idle());
            results.add(Row.alone(what, List.of(idle.run(server)), "<= 128"));
        }
    }
}
