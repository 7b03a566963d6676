package dmail.smtp.submission;

import dmail.common.io.LeasedFileException;
import dmail.common.io.NotRegularFileException;
import dmail.common.io.OpenedFile;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.FileBody;
import dmail.smtp.protocol.CommandParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Runs the session in a pickup file, and decides what happens to the file. */
final class PickupSubmission {
    /** Expires after as long as the queue's mail. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(4);

    /** EHLO and MAIL, which identify a pickup file. */
    private static final int BEGINNING = 2 * (CommandParser.LONGEST_LINE + 2);

    private final LocalSessions sessions;
    private final RefusalReports reports;
    private final InstantSource clock;
    private final Log log;

    PickupSubmission(LocalSessions sessions, RefusalReports reports, InstantSource clock, Log log) {
        this.sessions = sessions;
        this.reports = reports;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Runs it. Only an invalid file is set aside or removed: failures on our side are temporary,
     * and sendmail(1) may have promised that the file is safe.
     *
     * @throws IOException on a failure on our side
     */
    PickupOutcome of(Path file) throws IOException {
        try (OpenedFile opened = OpenedFile.toRead(file)) {
            if (opened.state().links() != 1) {
                return new PickupOutcome.NoMail("no plain file");
            }
            PickupLimits bounds = sessions.pickupLimits();
            return PickupEnvelope.begins(input(opened, BEGINNING))
                    ? settle(file, opened, bounds)
                    : new PickupOutcome.NoMail("no message in it");
        } catch (NotRegularFileException odd) {
            return new PickupOutcome.NoMail("no plain file");
        } catch (NoSuchFileException gone) {
            return new PickupOutcome.Settled();
        } catch (LeasedFileException | AccessDeniedException theirs) {
            return new PickupOutcome.Doubtful(Reason.of(theirs));
        } catch (RuntimeException bug) {
            return new PickupOutcome.Doubtful("internal error: " + Reason.of(bug));
        }
    }

    private static InputStream input(OpenedFile opened, long most) throws IOException {
        opened.channel().position(0);
        return new BufferedInputStream(
                new BoundedInput(Channels.newInputStream(opened.channel()), most));
    }

    private PickupOutcome settle(Path file, OpenedFile opened, PickupLimits bounds)
            throws IOException {
        if (opened.state().size() > bounds.octets()) {
            log.warning(
                    LogLine.of("pickup file too large")
                            .with("file", file)
                            .with("octets", opened.state().size())
                            .with("most", bounds.octets()));
            ServerAnswers refusal = ServerAnswers.parse("552 5.3.4 message is too large");
            return conclude(file, opened, bounds, refusal, false);
        }
        PosixFileAttributes facts =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        BoundedReplies replies = new BoundedReplies(bounds.replies());
        InputStream in = input(opened, bounds.octets());
        boolean ours = sessions.replay(facts.owner().getName(), in, replies);
        ServerAnswers answers = replies.answers();
        Instant oldest = clock.instant().minus(LONGEST_WAIT);
        boolean old = facts.lastModifiedTime().toInstant().isBefore(oldest);
        return !ours && answers.firstRefusal().startsWith("4") && !old
                ? new PickupOutcome.Waits()
                : conclude(file, opened, bounds, answers, ours);
    }

    private PickupOutcome conclude(
            Path file, OpenedFile opened, PickupLimits bounds, ServerAnswers answers, boolean ours)
            throws IOException {
        boolean reported;
        try {
            reported = tell(file, opened, bounds, answers, ours);
        } catch (IOException e) {
            log.error(
                    LogLine.of("pickup report failed")
                            .with("file", file)
                            .with("reason", Reason.of(e)));
            // An accepted message must not be accepted again.
            return ours
                    ? new PickupOutcome.Doubtful("no report on the recipients that were refused")
                    : new PickupOutcome.Waits();
        }
        return ours || reported ? remove(file) : new PickupOutcome.NoMail(answers.firstRefusal());
    }

    /** A file that stays would be accepted again. */
    private static PickupOutcome remove(Path file) {
        try {
            Files.delete(file);
            return new PickupOutcome.Settled();
        } catch (IOException e) {
            return new PickupOutcome.Doubtful(Reason.of(e));
        }
    }

    /** {@return whether the sender was told of all refused recipients} */
    private boolean tell(
            Path file, OpenedFile opened, PickupLimits bounds, ServerAnswers answers, boolean ours)
            throws IOException {
        Optional<PickupEnvelope> session = PickupEnvelope.read(input(opened, bounds.octets()));
        List<RefusedRecipient> refused =
                session.map(left -> left.refused(answers, !ours)).orElse(List.of());
        if (session.isEmpty() || refused.isEmpty()) {
            return false;
        }
        PickupEnvelope left = session.get();
        long there = Math.min(opened.state().size(), bounds.octets()) - left.offset();
        long length = Math.min(left.length(), Math.max(0, there));
        reports.report(left.mail(), refused, new FileBody(file, left.offset(), length));
        return true;
    }
}
