package dmail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The measurements in their order. */
final class Bench {
    private static final int START_UPS = 5;

    private final Load load;
    private final Path folder;
    private final PrivateNamespace namespace;
    private final Results results;

    Bench(Load load, Path folder, PrivateNamespace namespace, Results results) {
        this.load = load;
        this.folder = folder;
        this.namespace = namespace;
        this.results = results;
    }

    /** A part of them that can be run without the others. */
    enum Part {
        SMTP,
        RELAY,
        POP,
        BINDINGS,
        ALONE
    }

    void run(Set<Part> parts) throws IOException, InterruptedException {
        for (Part part : parts) {
            switch (part) {
                case SMTP -> new SmtpBench(load, folder, namespace, results).run();
                case RELAY -> new RelayBench(load, folder, results).run();
                case POP -> new PopBench(load, folder, results).run();
                case BINDINGS -> new BindingsBench(load, folder, results).run();
                case ALONE -> alone();
            }
        }
    }

    private void alone() throws IOException, InterruptedException {
        for (String server : List.of("dsmtp", "dpop")) {
            startUp(server);
        }
        Aside aside = new Aside(Dmail.site(folder.resolve("aside"), new Boxes(1, 1), List.of()));
        results.add(Row.alone("dsmtp at rest: MiB resident", aside.rest("dsmtp"), "<= 64"));
        results.add(Row.alone("dpop at rest: MiB resident", aside.rest("dpop"), "<= 64"));
        results.add(Row.alone("tellsmtp status, ms", aside.status(load.visits()), "<= 80"));
    }

    private void startUp(String server) throws IOException, InterruptedException {
        var site = Dmail.site(folder.resolve("start-" + server), new Boxes(1, 1), List.of());
        List<Double> times = new StartUp(server, START_UPS).run(site);
        results.add(Row.alone(server + " from start to ready, ms", times, "<= 500"));
    }
}
