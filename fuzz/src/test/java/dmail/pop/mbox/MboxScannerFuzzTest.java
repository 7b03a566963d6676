package dmail.pop.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.pop.index.MessageEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drop files: messages lie one behind the other, and are the same wherever a scan begins. */
class MboxScannerFuzzTest {
    private static final FileSystem FILES = Jimfs.newFileSystem(Configuration.unix());
    private static final Path FILE = FILES.getPath("/drop");

    @FuzzTest
    void messagesLieOneBehindTheOther(byte[] drop) throws IOException {
        try (FileChannel channel = holding(drop)) {
            List<MessageEntry> all = scan(channel, 0, drop.length);
            long end = 0;
            for (MessageEntry message : all) {
                assertTrue(message.from() >= end, message::toString);
                assertTrue(message.end() <= drop.length, message::toString);
                assertTrue(message.headerLength() <= message.length(), message::toString);
                assertTrue(message.octets() <= 2 * message.length() + 2, message::toString);
                assertEquals("From ", text(drop, message.from()));
                end = message.end();
            }
            checkTails(channel, all, drop.length);
        }
    }

    /** dpop scans what has come since the last login, and must find there what it would have. */
    private static void checkTails(FileChannel channel, List<MessageEntry> all, int length)
            throws IOException {
        for (int first = 1; first < Math.min(all.size(), 8); first++) {
            assertEquals(
                    all.subList(first, all.size()), scan(channel, all.get(first).from(), length));
        }
    }

    private static FileChannel holding(byte[] drop) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        FILE,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE));
        int _ = channel.write(ByteBuffer.wrap(drop));
        return channel;
    }

    private static List<MessageEntry> scan(FileChannel channel, long start, long end)
            throws IOException {
        List<MessageEntry> found = new ArrayList<>();
        long lead =
                MboxScanner.scan(
                        channel, start, end, message -> found.add(message.entry()), () -> {});
        assertTrue(lead >= 0 && lead <= end, () -> "lead " + lead);
        return found;
    }

    private static String text(byte[] drop, long from) {
        return new String(drop, (int) from, 5, StandardCharsets.ISO_8859_1);
    }
}
