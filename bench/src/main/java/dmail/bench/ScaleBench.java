package dmail.bench;

import dmail.suite.PopClient;
import dmail.suite.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** What many sessions and many mailboxes cost our servers; none of them may fail. */
record ScaleBench(Load load, Path folder, Results results) {
    private static final int BOXES = 20;

    /** The few mailboxes that are visited as often as the many. */
    private static final int FEW_OF = 100;

    void run() throws IOException, InterruptedException {
        smtpCrowd();
        idle("in place", pop(List.of()), sessions(load.crowd(), PopClient::login));
        List<String> bin = List.of("bin_path " + folder.resolve("stores"));
        idle("bin store", pop(bin), sessions(load.idle(), PopClient::login));
        encrypted();
        for (int levels : List.of(0, 2)) {
            mailboxes(levels);
        }
    }

    private void smtpCrowd() throws IOException, InterruptedException {
        SmtpCrowd crowd = new SmtpCrowd(load.crowd(), load.settling());
        try (Running server =
                new Dmail("dsmtp", "smtp", List.of())
                        .start(folder.resolve("smtp-crowd"), new Boxes(BOXES, 0))) {
            String what = "%,d SMTP sessions at once: MiB resident".formatted(load.crowd());
            results.add(Row.alone(what, List.of(crowd.run(server, BOXES)), ""));
        }
    }

    private void encrypted() throws IOException, InterruptedException {
        if (Program.find("openssl").isEmpty()) {
            results.add(Row.missing("idle POP sessions over TLS", "openssl", "not installed"));
            return;
        }
        Certificate certificate = Certificate.make(folder.resolve("certificate"));
        SSLSocketFactory sockets = certificate.client();
        IdleSessions.Login login =
                (server, user, password) -> PopClient.login(sockets, server, user, password);
        Dmail server = new Dmail("dpop", "pops", certificate.settings());
        idle("TLS", server, sessions(load.idle(), login));
    }

    private static Dmail pop(List<String> settings) {
        return new Dmail("dpop", "pop", settings);
    }

    private IdleSessions sessions(int count, IdleSessions.Login login) {
        return new IdleSessions(count, load.settling(), login);
    }

    private void idle(String how, Dmail dpop, IdleSessions idle)
            throws IOException, InterruptedException {
        Boxes boxes = new Boxes(idle.count(), 1);
        try (Running server = dpop.start(folder.resolve("idle-" + how.replace(' ', '-')), boxes)) {
            String what = "%,d POP sessions, %s: MiB resident".formatted(idle.count(), how);
            results.add(Row.alone(what, List.of(idle.run(server)), ""));
        }
    }

    /** The memory in use must not follow the number of mailboxes. */
    private void mailboxes(int levels) throws IOException, InterruptedException {
        Path home = folder.resolve("boxes-" + levels);
        Boxes boxes = new Boxes(load.mailboxes(), 0);
        List<String> settings = List.of("hash_spool " + levels);
        String what = "%,d mailboxes, hash_spool %d".formatted(load.mailboxes(), levels);
        try (Running server = new Dmail("dsmtp", "smtp", settings).start(home, boxes)) {
            visit(what + ": dsmtp", server, Tour::send);
        }
        try (Running server = pop(settings).start(home, boxes)) {
            visit(what + ": dpop", server, Tour::collect);
        }
    }

    /** One round of visits. */
    private interface Round {
        double of(Tour tour, Running server) throws IOException, InterruptedException;
    }

    private void visit(String what, Running server, Round round)
            throws IOException, InterruptedException {
        int all = load.mailboxes();
        int few = Math.max(all / FEW_OF, Tour.CLIENTS);
        List<Double> rates = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        List<Double> live = new ArrayList<>();
        for (int boxes : List.of(few, all)) {
            rates.add(round.of(new Tour(all, boxes), server));
            Thread.sleep(load.settling());
            resident.add(Memory.of(server.pid()));
            live.add(LiveHeap.of(server.pid()));
        }
        String peer = "%,d of them as often".formatted(few);
        results.add(compare(what + " MiB", live, peer, "<= 1.2x"));
        results.add(compare("  MiB resident", resident, peer, ""));
        results.add(compare("  visits/s", rates, peer, ""));
    }

    private static Row compare(String what, List<Double> few, String peer, String wanted) {
        return new Row(
                what,
                List.of(few.getLast()),
                peer,
                List.of(few.getFirst()),
                Optional.empty(),
                wanted);
    }
}
