package dmail.bench;

import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a server takes from its launcher's start until it serves. */
record StartUp(String server, int rounds) {
    /** {@return milliseconds of each round} */
    List<Double> run(Site site) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (ServerProcess process = site.start(server)) {
                process.addresses();
                Duration time = process.timeToReady();
                times.add(time.toNanos() / 1e6);
                process.stop();
            }
        }
        return times;
    }
}
