package dmail.bench;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a server costs that has nothing to do. */
record Aside(Site site) {
    /** What the start took is given back by then. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final int MOST_ASKED = 20;

    /** {@return MiB resident} */
    List<Double> rest(String server) throws IOException, InterruptedException {
        try (ServerProcess process = site.start(server)) {
            process.addresses();
            Thread.sleep(SETTLING);
            double resident = Memory.of(process.pid());
            process.stop();
            return List.of(resident);
        }
    }

    /** {@return milliseconds of wall time of each tellsmtp, which are run one after another} */
    List<Double> status(int times) throws IOException, InterruptedException {
        List<Double> taken = new ArrayList<>();
        try (ServerProcess process = site.start("dsmtp")) {
            process.addresses();
            for (int each = 0; each < Math.min(times, MOST_ASKED); each++) {
                long start = System.nanoTime();
                Ran.of(site.program("tellsmtp", "status"), "").succeeded();
                taken.add((System.nanoTime() - start) / 1e6);
            }
            process.stop();
        }
        return taken;
    }
}
