package dmail.smtp.submission;

import dmail.common.io.DurableFiles;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Takes up mail that programs left while the server was down. Each file holds one SMTP session, the
 * message in a BDAT chunk, and is played as if its owner had sent it now. It is first moved to a
 * folder where its owner can't exchange it any more, and removed when its message is ours.
 */
public final class Pickup {
    /** Files of one round; those behind them have the next one. */
    private static final int MOST = 1000;

    private static final Pattern LEFT = Pattern.compile("[0-9a-f]{32}\\.smtp");

    private final SubmitFolder folder;
    private final Path aside;
    private final LocalSessions sessions;
    private final Log log;
    private final AtomicBoolean atWork = new AtomicBoolean();

    /**
     * @param aside where files go that hold no mail we can take
     */
    public Pickup(SubmitFolder folder, Path aside, LocalSessions sessions, Log log) {
        this.folder = folder;
        this.aside = aside;
        this.sessions = sessions;
        this.log = log;
    }

    /** Takes up what lies there, on a thread of its own; one round at a time. */
    public void begin() {
        if (!atWork.getAndSet(true)) {
            Thread.ofVirtual().name("pickup").start(this::runOnce);
        }
    }

    private void runOnce() {
        try {
            run();
        } catch (IOException e) {
            log.error(LogLine.of("mail left for us not read").with("reason", e));
        } finally {
            atWork.set(false);
        }
    }

    /** Takes up what lies there. */
    void run() throws IOException {
        takeFrom(folder.left());
        boolean changed = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.taken())) {
            for (Path file : files) {
                changed |= takeUp(file);
            }
        }
        if (changed) {
            // Else a loss of power could bring back what is queued already.
            DurableFiles.syncDirectory(folder.taken());
        }
    }

    private void takeFrom(Path left) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(left)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (LEFT.matcher(name).matches() && count++ < MOST) {
                    Files.move(file, folder.taken().resolve(name), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /** {@return whether the file is gone} */
    private boolean takeUp(Path file) throws IOException {
        PosixFileAttributes facts =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Object links = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        if (!facts.isRegularFile() || !Integer.valueOf(1).equals(links)) {
            return setAside(file, "no plain file");
        }
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        boolean ours;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ours = sessions.replay(facts.owner().getName(), in, replies);
        }
        if (ours) {
            Files.delete(file);
            return true;
        }
        String refusal = refusal(replies.toString(StandardCharsets.ISO_8859_1));
        return refusal.startsWith("5") && setAside(file, refusal);
    }

    /** {@return the first reply that refused something; one that is worth waiting comes first} */
    private static String refusal(String replies) {
        return replies.lines()
                .filter(line -> line.startsWith("4"))
                .findFirst()
                .or(() -> replies.lines().filter(line -> line.startsWith("5")).findFirst())
                .orElse("500 no message in it");
    }

    private boolean setAside(Path file, String why) throws IOException {
        Files.createDirectories(aside);
        Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        log.error(
                LogLine.of("mail left for us can't be taken")
                        .with("file", aside.resolve(file.getFileName()))
                        .with("why", why));
        return true;
    }
}
