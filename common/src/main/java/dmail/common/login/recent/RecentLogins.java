package dmail.common.login.recent;

import dmail.common.address.IpLiteral;
import dmail.common.address.Wildcard;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads in dsmtp who has logged in to dpop lately, from the {@link LoginLedger}. Only lines added
 * since the last look-up are read. Thread-safe.
 */
public final class RecentLogins {
    private final Path file;
    private final Path older;

    /** For each address the last login of each user. */
    private final Map<InetAddress, Map<String, Instant>> logins = new HashMap<>();

    private Object read = "";
    private long upTo;

    /**
     * @param workPath the servers' work folder
     */
    public RecentLogins(Path workPath) {
        this.file = workPath.resolve(LoginLedger.FILE);
        this.older = workPath.resolve(LoginLedger.OLDER);
    }

    /**
     * {@return whether a user logged in from this address within the window}
     *
     * @param users which users count, as patterns for user@domain, or for the user alone
     * @throws IOException when that can't be told
     */
    public synchronized boolean covers(
            InetAddress client, Collection<Wildcard> users, Duration window, Instant now)
            throws IOException {
        refresh();
        Instant earliest = now.minus(window);
        return logins.getOrDefault(client, Map.of()).entrySet().stream()
                .filter(login -> !login.getValue().isBefore(earliest))
                .anyMatch(login -> users.stream().anyMatch(user -> means(user, login.getKey())));
    }

    private static boolean means(Wildcard pattern, String address) {
        boolean whole = pattern.toString().contains("@");
        return pattern.matches(whole ? address : address.substring(0, address.lastIndexOf('@')));
    }

    private void refresh() throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            Object key = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            if (!key.equals(read) || channel.size() < upTo) {
                logins.clear();
                readOlder();
                read = key;
                upTo = 0;
            }
            upTo = readFrom(channel, upTo);
        } catch (NoSuchFileException _) {
            // The file doesn't exist: nobody has logged in yet.
            logins.clear();
        }
    }

    private void readOlder() throws IOException {
        try (FileChannel channel =
                FileChannel.open(older, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            readFrom(channel, 0);
        } catch (NoSuchFileException _) {
            // The file has never been rotated.
        }
    }

    /** {@return the offset after the last complete line} */
    private long readFrom(FileChannel channel, long start) throws IOException {
        long length = Math.min(channel.size() - start, 2 * LoginLedger.ROTATED_AT);
        ByteBuffer octets = ByteBuffer.allocate((int) Math.max(0, length));
        long at = start;
        while (octets.hasRemaining()) {
            int got = channel.read(octets, at);
            if (got < 0) {
                break;
            }
            at += got;
        }
        String text = new String(octets.array(), 0, octets.position(), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        text.substring(0, end).lines().forEach(this::note);
        return start + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    private void note(String line) {
        List<String> words = List.of(line.split(" ", 3));
        if (words.size() < 3
                || !words.get(0).matches("[0-9]{1,12}")
                || words.get(2).indexOf('@') < 0) {
            return;
        }
        Optional<InetAddress> address = IpLiteral.parse(words.get(1));
        Instant when = Instant.ofEpochSecond(Long.parseLong(words.get(0)));
        address.ifPresent(
                from -> logins.computeIfAbsent(from, _ -> new HashMap<>()).put(words.get(2), when));
    }
}
