package dmail.common.mbox;

import dmail.common.io.DurableFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The queue ids of messages that were collected from drop files lately: {@code collected.log}, one
 * per line, after the path of the drop file, since a message has the same id in all its recipients'
 * mailboxes. After a crash dsmtp would not find such a message in the drop file, and without this
 * ledger deliver it again.
 *
 * <p>Only dpop writes it, under the drop file's lock and before it removes the message; dsmtp reads
 * it under the same lock.
 */
public final class CollectedLedger {
    /**
     * Octets; at this size the file is renamed to {@code collected.log.1}, which replaces the one
     * before.
     */
    public static final long ROTATED_AT = 4L << 20;

    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);

    private final Path workPath;
    private final Path file;
    private final Path older;

    /**
     * @param workPath the servers' work folder
     */
    public CollectedLedger(Path workPath) {
        this.workPath = workPath;
        this.file = workPath.resolve("collected.log");
        this.older = workPath.resolve("collected.log.1");
    }

    /** Records messages that are about to be removed from that drop file; durable on return. */
    public synchronized void append(Path drop, Collection<String> ids) throws IOException {
        if (ids.isEmpty()) {
            return;
        }
        boolean isNew = makeRoom();
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        APPEND,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            String torn = endsInLine(channel) ? "" : "\n";
            StringBuilder lines = new StringBuilder(torn);
            ids.forEach(id -> lines.append(line(drop, id)).append('\n'));
            writeAtEnd(channel, StandardCharsets.UTF_8.encode(lines.toString()));
            channel.force(false);
        }
        if (isNew) {
            DurableFiles.syncDirectory(workPath);
        }
    }

    /** {@return whether the file must be created} */
    private boolean makeRoom() throws IOException {
        try {
            if (Files.size(file) < ROTATED_AT) {
                return false;
            }
            DurableFiles.moveIntoPlace(file, older);
            return true;
        } catch (NoSuchFileException _) {
            return true;
        }
    }

    private static boolean endsInLine(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        long size = channel.size();
        return size == 0 || (channel.read(last, size - 1) == 1 && last.get(0) == '\n');
    }

    private static void writeAtEnd(FileChannel channel, ByteBuffer lines) throws IOException {
        channel.position(channel.size());
        while (lines.hasRemaining()) {
            channel.write(lines);
        }
    }

    /** {@return those of the ids whose messages have been collected from that drop file} */
    public Set<String> among(Path drop, Set<String> ids) throws IOException {
        Map<String, String> wanted = new HashMap<>();
        ids.forEach(id -> wanted.put(line(drop, id), id));
        Set<String> found = new HashSet<>();
        if (!ids.isEmpty()) {
            // In this order nothing is missed if the file is rotated in between.
            collect(file, wanted, found);
            collect(older, wanted, found);
        }
        return found;
    }

    /**
     * A line cut short by a crash matches nothing: the id comes last, and all ids have the same
     * length.
     */
    private static String line(Path drop, String id) {
        return drop.toString().replace('\n', ' ') + " " + id;
    }

    private static void collect(Path file, Map<String, String> wanted, Set<String> found)
            throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String id = wanted.get(line);
                if (id != null) {
                    found.add(id);
                }
            }
        } catch (NoSuchFileException _) {
            // The file doesn't exist: nothing has been collected yet.
        }
    }
}
