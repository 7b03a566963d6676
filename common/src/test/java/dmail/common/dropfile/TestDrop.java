package dmail.common.dropfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dmail.common.mbox.MboxEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;

/** A drop file that a test holds open, without any lock. */
public record TestDrop(Path dropFile, FileChannel channel) implements DropLock {
    private static final ZonedDateTime DATE = ZonedDateTime.parse("1998-12-06T09:37:48Z");
    public static final String FROM_LINE = "From ann@far.example Sun Dec 06 09:37:48 1998\n";
    static final String RETURN_PATH = "Return-Path: <ann@far.example>\n";

    public static TestDrop open(Path folder) throws IOException {
        return open(folder, "");
    }

    public static TestDrop open(Path folder, String content) throws IOException {
        Path file = folder.resolve("bob");
        // A new file each time: some file systems sync a file that was emptied and written again.
        Files.deleteIfExists(file);
        Files.writeString(file, content, ISO_8859_1);
        return new TestDrop(
                file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    public TestDrop on(FileChannel disk) {
        return new TestDrop(dropFile, disk);
    }

    public String content() throws IOException {
        return Files.readString(dropFile, ISO_8859_1);
    }

    @Override
    public void keepAlive() {}

    @Override
    public void replaced() {}

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A message with a trace header of ours. */
    public static MboxEntry message(String id, String text) {
        return entry(id, trace(id).replace("\n", "\r\n") + text);
    }

    /** A message of exactly these octets. */
    static MboxEntry entry(String id, String octets) {
        return new MboxEntry(
                id,
                "ann@far.example",
                DATE,
                () -> new ByteArrayInputStream(octets.getBytes(ISO_8859_1)));
    }

    /** The header as it stands in the drop file. */
    public static String trace(String id) {
        return "Received: from far.example ([198.51.100.7])\n"
                + "\tby mail.test.example (DSMTP 4.0.0) with ESMTP id "
                + id
                + ";\n\tSun, 06 Dec 1998 09:37:48 +0000\n";
    }

    /** The whole of a message as it must stand in the drop file. */
    public static String stored(String id, String text) {
        return FROM_LINE + RETURN_PATH + trace(id) + text + "\n";
    }
}
