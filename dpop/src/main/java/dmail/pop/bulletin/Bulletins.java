package dmail.pop.bulletin;

import dmail.common.dropfile.DropLock;
import dmail.common.dropfile.DropLocks;
import dmail.common.dropfile.LockAttempt;
import dmail.common.io.OpenedFile;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Mailbox;
import dmail.common.mbox.AppendResult;
import dmail.common.mbox.Arrivals;
import dmail.common.mbox.CollectedLedger;
import dmail.common.mbox.DropFolders;
import dmail.common.mbox.DropLimit;
import dmail.common.mbox.MboxAppender;
import dmail.common.mbox.MboxEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Delivers new bulletins to a user's drop file. */
public final class Bulletins {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    /** A longer file is no bulletin. */
    private static final int LONGEST_TEXT = 1 << 20;

    /** At one login; the others come at the next. */
    private static final int MOST_AT_ONCE = 100;

    private final BulletinBoard board;
    private final SeenNotes notes;
    private final BulletinText text;
    private final boolean hidesOld;
    private final DropLocks locks;
    private final Arrivals arrivals;
    private final MboxAppender appender = new MboxAppender(() -> DropLimit.NONE);
    private final Log log;

    /** Numbers of unreadable bulletins that have been logged. */
    private final Set<Integer> unreadable = ConcurrentHashMap.newKeySet();

    /**
     * The settings for bulletins.
     *
     * @param folder where they are
     * @param from the sender's name
     * @param address for replies
     * @param host the server's name
     * @param version ours
     * @param hideOld whether new users get only those that come after their first login
     */
    public record Settings(
            Path folder,
            String from,
            String address,
            String host,
            String version,
            boolean hideOld) {}

    public Bulletins(
            Settings settings, Path workPath, DropLocks locks, InstantSource clock, Log log) {
        this.board = new BulletinBoard(settings.folder(), clock);
        this.notes = new SeenNotes(workPath.resolve("bulletins"));
        this.text =
                new BulletinText(
                        new BulletinText.Sender(
                                settings.from(),
                                settings.address(),
                                settings.host(),
                                settings.version()));
        this.hidesOld = settings.hideOld();
        this.locks = locks;
        this.arrivals = new Arrivals(new CollectedLedger(workPath));
        this.log = log;
    }

    /** Starts numbering again when there are no bulletins; called at each start and reload. */
    public void begin() {
        try {
            if (board.bulletins().isEmpty()) {
                notes.forget();
            }
        } catch (IOException e) {
            log.warning(LogLine.of("bulletins not read").with("reason", Reason.of(e)));
        }
    }

    /** {@return how many bulletins can't be read} */
    public int leftOut() {
        return unreadable.size();
    }

    /** Delivers what is new. A login succeeds even if that fails. */
    public void deliver(Mailbox mailbox) {
        try {
            List<Bulletin> all = board.bulletins();
            if (!all.isEmpty() && isBehind(mailbox, all)) {
                deliver(mailbox, all);
            }
        } catch (IOException e) {
            refused(mailbox, Reason.of(e));
        }
    }

    private boolean isBehind(Mailbox mailbox, List<Bulletin> all) throws IOException {
        OptionalInt seen = notes.of(mailbox.databaseName());
        return seen.isEmpty() || seen.getAsInt() < all.getLast().number();
    }

    private void refused(Mailbox mailbox, String why) {
        log.warning(
                LogLine.of("bulletins not given")
                        .with("user", mailbox.databaseName())
                        .with("reason", why));
    }

    private void deliver(Mailbox mailbox, List<Bulletin> all) throws IOException {
        DropFolders.prepare(mailbox.account().home().dropPath(), mailbox.dropFile());
        switch (locks.acquire(mailbox.dropFile(), mailbox.owner(), LOCK_TIMEOUT)) {
            case LockAttempt.Acquired(DropLock lock) -> {
                try (lock) {
                    deliver(lock, mailbox, all);
                }
            }
            case LockAttempt.Busy(String why) -> refused(mailbox, why);
            case LockAttempt.Unusable(String why) -> refused(mailbox, why);
        }
    }

    /**
     * First the mail, then the note, both under the lock: after a crash in between, the bulletin is
     * found in the drop file by its id, since only a login moves it elsewhere.
     */
    private void deliver(DropLock lock, Mailbox mailbox, List<Bulletin> all) throws IOException {
        String user = mailbox.databaseName();
        OptionalInt seen = notes.of(user);
        if (seen.isEmpty() && hidesOld) {
            notes.note(user, all.getLast().number());
            return;
        }
        List<Bulletin> fresh =
                all.stream()
                        .filter(some -> some.number() > seen.orElse(-1))
                        .limit(MOST_AT_ONCE)
                        .toList();
        if (fresh.isEmpty()) {
            return;
        }
        append(lock, entries(fresh, mailbox));
        notes.note(user, fresh.getLast().number());
        log.info(
                LogLine.of("bulletins given")
                        .with("user", user)
                        .with("up_to", fresh.getLast().number()));
    }

    private List<MboxEntry> entries(List<Bulletin> bulletins, Mailbox mailbox) {
        String recipient = mailbox.account().user() + "@" + mailbox.account().home().domain();
        List<MboxEntry> entries = new ArrayList<>();
        for (Bulletin bulletin : bulletins) {
            entry(bulletin, recipient).ifPresent(entries::add);
        }
        return entries;
    }

    /** An unreadable bulletin doesn't hold up the others. */
    private Optional<MboxEntry> entry(Bulletin bulletin, String recipient) {
        try (OpenedFile file = OpenedFile.toRead(bulletin.file())) {
            unreadable.remove(bulletin.number());
            ZonedDateTime date =
                    Files.getLastModifiedTime(bulletin.file()).toInstant().atZone(ZoneOffset.UTC);
            byte[] message = text.message(bulletin, file.octets(LONGEST_TEXT), date, recipient);
            return Optional.of(
                    new MboxEntry(
                            BulletinText.id(bulletin, date),
                            "",
                            date,
                            () -> new ByteArrayInputStream(message)));
        } catch (IOException e) {
            tellOnce(bulletin, e);
            return Optional.empty();
        }
    }

    private void tellOnce(Bulletin bulletin, IOException e) {
        if (unreadable.size() < MOST_AT_ONCE && unreadable.add(bulletin.number())) {
            log.error(
                    LogLine.of("bulletin left out")
                            .with("file", bulletin.file())
                            .with("reason", Reason.of(e)));
        }
    }

    private void append(DropLock lock, List<MboxEntry> entries) throws IOException {
        Set<MboxEntry> there = arrivals.there(lock, entries);
        List<MboxEntry> missing = entries.stream().filter(e -> !there.contains(e)).toList();
        for (AppendResult result : appender.append(lock, missing)) {
            switch (result) {
                case AppendResult.Written() -> {
                    // The usual case.
                }
                case AppendResult.Full(String why) -> throw new IOException(why);
                case AppendResult.Failed(String why) -> throw new IOException(why);
            }
        }
    }
}
