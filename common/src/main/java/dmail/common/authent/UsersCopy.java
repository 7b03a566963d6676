package dmail.common.authent;

import dmail.common.table.Lines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Copies a users file with one user changed. Lines that are no entries go along as they are, so
 * that a slip of the pen costs nobody else's account.
 */
final class UsersCopy {
    private final FileChannel from;
    private final FileChannel to;
    private long copied;

    UsersCopy(FileChannel from, FileChannel to) {
        this.from = from;
        this.to = to;
    }

    /** The first line of a user is the one that counts; without him none of his lines stays. */
    void with(String foldedName, Optional<UserEntry> after) throws IOException {
        boolean placed = false;
        Lines lines = Lines.of(from, UsersFormat.LONGEST_LINE);
        while (lines.next()) {
            boolean his = UsersSearch.entryOf(foldedName, lines).isPresent();
            if (his && !(placed && after.isPresent())) {
                copyTo(lines.offset());
                copied = lines.end();
                write(to, after);
                placed = true;
            }
        }
        copyTo(from.size());
        if (!placed) {
            endLastLine();
            write(to, after);
        }
    }

    private void copyTo(long end) throws IOException {
        while (copied < end) {
            long done = from.transferTo(copied, end - copied, to);
            if (done <= 0) {
                throw new IOException("the users file became shorter while it was copied");
            }
            copied += done;
        }
    }

    private void endLastLine() throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        long size = from.size();
        if (size > 0 && from.read(last, size - 1) == 1 && last.get(0) != '\n') {
            write(to, "\n");
        }
    }

    /** Writes the line of a user, if there is to be one. */
    static void write(FileChannel to, Optional<UserEntry> user) throws IOException {
        if (user.isPresent()) {
            write(to, user.get().line() + "\n");
        }
    }

    private static void write(FileChannel to, String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            to.write(octets);
        }
    }
}
