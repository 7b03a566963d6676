package dmail.bench;

import dmail.suite.Ran;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A site with many bindings, and what they cost: beside the same server without them. */
record BindingsBench(Load load, Path folder, Results results) {
    private static final int SESSIONS = 20;
    private static final int SMALL = 4 * 1024;
    private static final int TINY = 100;
    private static final int START_UPS = 3;
    private static final int ASKED = 20;
    private static final int BOXES = 20;
    private static final Boxes NO_MAIL = new Boxes(BOXES, 0);

    /** How the numbers of a full load stand to its messages: 1,000, 5,000, 10,000 and 100,000. */
    private static final int MAILS_OF_A_BINDING = 20;

    private static final int MAILS_OF_A_DOMAIN = 4;
    private static final int MAILS_OF_A_LINE = 2;
    private static final int QUEUED_OF_A_MAIL = 5;

    /** The last octet of an address is 1 to 250. */
    private static final int OCTETS = 250;

    void run() throws IOException, InterruptedException {
        relay();
        hanging();
        queue();
    }

    private void relay() throws IOException, InterruptedException {
        int port = Sink.freePort();
        List<String> plain = List.of("gateway * 127.0.0.1:" + port);
        RelayLoad mail = new RelayLoad(SESSIONS, load.mails() / 2, SMALL, port);
        results.add(
                beside(with(plain, bindings()), "without bindings", plain, "relay", mail::relay)
                        .row("relayed with %,d bindings/s".formatted(count()), each -> each, ""));
    }

    private void hanging() throws IOException, InterruptedException {
        int port = Sink.freePort();
        try (HangingHost hanging = HangingHost.open()) {
            List<String> lines =
                    with(
                            List.of(
                                    "gateway *.hang.example 127.0.0.1:" + hanging.port(),
                                    "gateway * 127.0.0.1:" + port),
                            List.of(
                                    "binding slow bind_address 127.1.0.1",
                                    "binding quick bind_address 127.1.0.2",
                                    "bind_rule to *@*.hang.example use slow",
                                    "bind_rule to *@sink.example use quick"));
            RelayLoad mail = new RelayLoad(SESSIONS, load.mails() / 2, SMALL, port);
            Contender hung = new Hung(new Dmail("dsmtp", "smtp", lines), load.mails() / 4);
            Contender free = new Called(new Dmail("dsmtp", "smtp", lines), "none that hangs");
            results.add(
                    new Comparison(hung, free, folder.resolve("hang"), load.rounds(), load.warmUp())
                            .run(NO_MAIL, mail::relay)
                            .row("relayed while a binding hangs/s", each -> each, ">= 0.95x"));
        }
    }

    private Comparison.Sides<Double> beside(
            List<String> ours,
            String name,
            List<String> theirs,
            String where,
            Comparison.Measure<Double> measure)
            throws IOException, InterruptedException {
        return new Comparison(
                        new Dmail("dsmtp", "smtp", ours),
                        new Called(new Dmail("dsmtp", "smtp", theirs), name),
                        folder.resolve(where),
                        load.rounds(),
                        load.warmUp())
                .run(NO_MAIL, measure);
    }

    /** With the queue full of mail that nobody takes. */
    private void queue() throws IOException, InterruptedException {
        int queued = load.mails() * QUEUED_OF_A_MAIL;
        List<String> lines = with(List.of("gateway * 127.0.0.1:" + Sink.freePort()), bindings());
        Path home = folder.resolve("queue");
        String what = "%,d bindings, %,d queued: ".formatted(count(), queued);
        Site site = Dmail.site(home, NO_MAIL, lines);
        Dmail dsmtp = new Dmail("dsmtp", "smtp", lines);
        try (Running server = dsmtp.serve(site, home)) {
            int domains = load.mails() / MAILS_OF_A_DOMAIN;
            Mails mails = Mails.of(queued, TINY, "queued");
            SmtpSender.send(
                    server.address(),
                    mails.shares(SESSIONS, number -> "someone@" + domain(number % domains)));
            server.awaitQueued(queued);
            results.add(Row.alone(what + "binding summary, ms", summaries(site), "<= 200"));
        }
        List<Double> starts = new StartUp("dsmtp", START_UPS).run(site);
        results.add(Row.alone(what + "start, ms", starts, "<= 5000"));
    }

    private static List<Double> summaries(Site site) throws IOException, InterruptedException {
        List<Double> taken = new ArrayList<>();
        for (int each = 0; each < ASKED; each++) {
            long start = System.nanoTime();
            Ran.of(site.program("tellsmtp", "binding", "summary"), "").succeeded();
            taken.add((System.nanoTime() - start) / 1e6);
        }
        return taken;
    }

    private int count() {
        return Math.max(1, load.mails() / MAILS_OF_A_BINDING);
    }

    private String domain(int number) {
        return "d%d.b%d.example".formatted(number, number % count());
    }

    private List<String> bindings() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, count())
                .forEach(number -> {
                    lines.add(
                            "binding b%d bind_address 127.1.%d.%d"
                                    .formatted(number, number / OCTETS, number % OCTETS + 1));
                    lines.add("binding b%1$d ehlo_hostname out%1$d.example".formatted(number));
                    lines.add("bind_rule to *@*.b%1$d.example use b%1$d".formatted(number));
                });
        IntStream.range(0, load.mails() / MAILS_OF_A_LINE)
                .forEach(number ->
                        lines.add("to_domain " + domain(number) + " max_outbound_connections 4"));
        return lines;
    }

    private static List<String> with(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The same server under another name of the table. */
    private record Called(Contender server, String name) implements Contender {
        @Override
        public Optional<String> missing() throws IOException, InterruptedException {
            return server.missing();
        }

        @Override
        public Running start(Path folder, Boxes boxes) throws IOException, InterruptedException {
            return server.start(folder.resolveSibling(name.replace(' ', '-')), boxes);
        }
    }

    /** A server that has mail for a destination that takes connections and says nothing. */
    private record Hung(Contender server, int messages) implements Contender {
        private static final int DOMAINS = 500;

        @Override
        public String name() {
            return server.name();
        }

        @Override
        public Optional<String> missing() throws IOException, InterruptedException {
            return server.missing();
        }

        @Override
        public Running start(Path folder, Boxes boxes) throws IOException, InterruptedException {
            Running running = server.start(folder, boxes);
            SmtpSender.send(
                    running.address(),
                    Mails.of(messages, TINY, "hung")
                            .shares(SESSIONS, each -> "x@d" + each % DOMAINS + ".hang.example"));
            return running;
        }
    }
}
