package dmail.common.authent;

import dmail.common.table.Lines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Copies a users file with one user changed. Lines that aren't entries are copied as they are, so
 * that a typing error can't cost another user's account.
 */
final class UsersCopy {
    private final FileChannel from;
    private final FileChannel to;
    private long copied;

    UsersCopy(FileChannel from, FileChannel to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Replaces the user's first line, which is the one that counts. If the user is removed, all of
     * his lines are.
     */
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

    /** Writes the user's line, unless he is removed. */
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
