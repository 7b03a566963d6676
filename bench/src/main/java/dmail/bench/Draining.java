package dmail.bench;

import java.io.IOException;

/**
 * Mail that comes in for local mailboxes while a backlog leaves.
 *
 * @param mail what comes in
 * @param boxes how many mailboxes it goes to
 * @param backlog what leaves; more than can leave meanwhile
 */
record Draining(SmtpLoad mail, int boxes, RelayLoad backlog) {
    /** {@return the rate of accepting meanwhile, in percent of the rate before} */
    double run(Running server, String round) throws IOException, InterruptedException {
        double before = mail.run(server, boxes, round + "-before").accepted();
        backlog.fill(server, round);
        try (Sink sink = Sink.open(backlog.port())) {
            server.backlog().flush();
            double meanwhile = mail.run(server, boxes, round + "-meanwhile").accepted();
            backlog.await(sink, round);
            return 100 * meanwhile / before;
        }
    }
}
