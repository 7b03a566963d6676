package dmail.common.login.recent;

import dmail.common.address.IpLiteral;
import dmail.common.login.Account;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where dpop records logins and their addresses, for {@code forward_user}: {@code logins.log} in
 * the work folder, one line per login: seconds since 1970, address, user@domain. It isn't synced,
 * since a lost line costs no mail.
 */
public final class LoginLedger {
    static final String FILE = "logins.log";
    static final String OLDER = "logins.log.1";

    /**
     * Octets; at this size the file is renamed to {@code logins.log.1}, which replaces the one
     * before.
     */
    static final long ROTATED_AT = 4L << 20;

    /**
     * How often the same login is recorded at most, since some clients check for mail all the time.
     */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int REMEMBERED = 10_000;

    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path file;
    private final Path older;
    private final Map<String, Instant> noted = new Latest();

    /** The last logins, so that the same one isn't recorded again at once. */
    private static final class Latest extends LinkedHashMap<String, Instant> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    }

    /**
     * @param workPath the servers' work folder
     */
    public LoginLedger(Path workPath) {
        this.file = workPath.resolve(FILE);
        this.older = workPath.resolve(OLDER);
    }

    /** Records a login, unless the same was recorded within the last seconds. */
    public synchronized void note(Account account, InetAddress client, Instant now)
            throws IOException {
        String user = account.user() + "@" + account.home().domain();
        String who = IpLiteral.text(client) + " " + user.replaceAll("[\\p{Cntrl} ]", "?");
        Instant before = noted.remove(who);
        noted.put(who, now);
        if (before != null && now.isBefore(before.plus(PAUSE)) && !now.isBefore(before)) {
            noted.put(who, before);
            return;
        }
        makeRoom();
        append(now.getEpochSecond() + " " + who + "\n");
    }

    private void makeRoom() throws IOException {
        try {
            if (Files.size(file) >= ROTATED_AT) {
                Files.move(file, older, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException _) {
            // The file doesn't exist: it will be created.
        }
    }

    private void append(String line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        APPEND,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer octets = StandardCharsets.UTF_8.encode(line);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        }
    }
}
