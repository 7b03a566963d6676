package dmail.smtp;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.submission.LocalSessions;
import dmail.smtp.submission.Pickup;
import dmail.smtp.submission.RefusalReports;
import dmail.smtp.submission.SubmissionSocket;
import dmail.smtp.submission.SubmitFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Mail from programs of this host: the submission socket and the pickup folder. When they can't be
 * opened, the server still serves the network.
 */
final class LocalSubmission implements AutoCloseable {
    private static final Duration BETWEEN_PICKUPS = Duration.ofSeconds(5);

    private final Optional<SubmissionSocket> socket;
    private final Pickup pickup;
    private final Log log;

    private LocalSubmission(Optional<SubmissionSocket> socket, Pickup pickup, Log log) {
        this.socket = socket;
        this.pickup = pickup;
        this.log = log;
    }

    static LocalSubmission open(
            Path workPath,
            LocalSessions sessions,
            RefusalReports reports,
            BackgroundServices backgroundServices,
            InstantSource clock,
            Log log) {
        SubmitFolder folder = SubmitFolder.in(workPath);
        Path aside = new WorkFolders(workPath).corrupt();
        Pickup pickup = new Pickup(folder, aside, sessions, reports, clock, log);
        try {
            folder.create();
            if (!folder.isReachable()) {
                log.warning(
                        LogLine.of("submission restricted")
                                .with("reason", "others may not enter " + workPath));
            }
            pickUp(pickup, backgroundServices);
            return new LocalSubmission(
                    Optional.of(SubmissionSocket.open(folder, sessions, log)), pickup, log);
        } catch (IOException e) {
            log.error(
                    LogLine.of("submission socket unavailable")
                            .with("path", folder.socket())
                            .with("reason", e));
            return new LocalSubmission(Optional.empty(), pickup, log);
        }
    }

    private static void pickUp(Pickup pickup, BackgroundServices backgroundServices) {
        backgroundServices
                .scheduledTasks()
                .every(
                        BETWEEN_PICKUPS,
                        "pickup",
                        () -> {
                            if (!backgroundServices.space().isShort()) {
                                pickup.begin();
                            }
                        });
    }

    /** {@return how many pickup files could not be accepted as mail} */
    long troubled() {
        return pickup.troubled();
    }

    /** {@return how many pickup files wait} */
    long waiting() {
        return pickup.waiting();
    }

    void stopAccepting() {
        socket.ifPresent(open -> quietly(open::stopAccepting));
    }

    @Override
    public void close() {
        socket.ifPresent(open -> quietly(open::close));
    }

    /** What can be closed. */
    private interface Step {
        void take() throws IOException;
    }

    private void quietly(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            log.warning(LogLine.of("submission socket not closed").with("reason", e));
        }
    }
}
