package dmail.pop.maildrop;

import dmail.common.login.Mailbox;
import dmail.common.mbox.CollectedLedger;
import dmail.common.mbox.DropLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Opens mailboxes for sessions. */
public final class Maildrops {
    private final SessionLocks sessions;
    private final DropLocks locks;
    private final IndexCache cache;
    private final UpdateSteps steps;
    private final Settings settings;
    private final MaildropLog log;

    /**
     * How mailboxes are treated.
     *
     * @param workPath where indexes and the ledger of collected mail are kept
     * @param addStatus whether kept mail gets a Status header when the drop file is rewritten
     * @param lockPatience how long to wait for another program's lock on a drop file
     */
    public record Settings(Path workPath, StatusHeaders addStatus, Duration lockPatience) {}

    /** Whether the drop file tells other mail programs what was read ({@code add_status}). */
    public enum StatusHeaders {
        ADDED,
        LEFT_ALONE
    }

    /** What came of opening a mailbox. */
    public sealed interface Opening {
        /** It is this session's until it is closed. */
        record Opened(Maildrop maildrop) implements Opening {}

        /** Another session or program has it; {@code why} is for the log. */
        record InUse(String why) implements Opening {}
    }

    public Maildrops(SessionLocks sessions, DropLocks locks, Settings settings, MaildropLog log) {
        this(
                sessions,
                locks,
                settings,
                log,
                new DurableUpdate(new CollectedLedger(settings.workPath())));
    }

    Maildrops(
            SessionLocks sessions,
            DropLocks locks,
            Settings settings,
            MaildropLog log,
            UpdateSteps steps) {
        this.sessions = sessions;
        this.locks = locks;
        this.cache = new IndexCache(settings.workPath().resolve("index"));
        this.steps = steps;
        this.settings = settings;
        this.log = log;
    }

    /**
     * Takes the session lock and the snapshot of the messages.
     *
     * @throws IOException when the drop file or its lock can't be had; the message says why
     */
    public Opening open(Mailbox mailbox) throws IOException {
        Path drop = mailbox.dropFile();
        if (!sessions.tryEnter(drop)) {
            return new Opening.InUse("another session has it open");
        }
        boolean opened = false;
        try {
            Opening opening = open(files(mailbox));
            opened = opening instanceof Opening.Opened;
            return opening;
        } finally {
            if (!opened) {
                sessions.leave(drop);
            }
        }
    }

    private MaildropFiles files(Mailbox mailbox) {
        return new MaildropFiles(
                mailbox.dropFile(), mailbox.owner(), locks, settings.lockPatience(), cache, log);
    }

    private Opening open(MaildropFiles files) throws IOException {
        return switch (files.index()) {
            case MaildropFiles.Indexing.Locked(String why) -> new Opening.InUse(why);
            case MaildropFiles.Indexing.Done(MailboxIndex index) -> {
                Update update = new Update(files, steps, settings.addStatus());
                Runnable leave = () -> sessions.leave(files.drop());
                yield new Opening.Opened(new Maildrop(files, index, update, leave));
            }
        };
    }
}
