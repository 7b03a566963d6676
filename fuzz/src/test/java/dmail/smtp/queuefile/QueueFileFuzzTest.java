package dmail.smtp.queuefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.common.io.SystemDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

/** Queue files: any file is a message, finished or damaged, and a message can be written again. */
class QueueFileFuzzTest {
    private static final FileSystem FILES =
            Jimfs.newFileSystem(
                    Configuration.unix().toBuilder()
                            .setAttributeViews("unix", "posix", "owner", "basic")
                            .build());
    private static final Path FILE = FILES.getPath("/06FKB54RYZ8T3A");

    @FuzzTest
    void aMessageIsWrittenAndReadAgain(byte[] octets) throws IOException {
        switch (read(octets)) {
            case QueueFileReading.Understood(QueuedMessage message, _) -> checkAgain(message);
            case QueueFileReading.Finished() -> {}
            case QueueFileReading.Damaged(String why) -> assertFalse(why.isEmpty());
        }
    }

    private static void checkAgain(QueuedMessage message) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(QueueFileForm.write(message).getBytes(StandardCharsets.UTF_8));
        try (InputStream body = message.body().open()) {
            long _ = body.transferTo(file);
        }
        QueuedMessage again =
                assertInstanceOf(QueueFileReading.Understood.class, read(file.toByteArray()))
                        .message();
        assertEquals(message.envelope(), again.envelope());
        assertEquals(message.due(), again.due());
        assertEquals(message.held(), again.held());
        assertEquals(
                message.recipients().stream().map(QueueFileFuzzTest::asWritten).toList(),
                again.recipients());
        assertEquals(message.body().length(), again.body().length());
    }

    /** Nobody counts further. */
    private static RecipientStatus asWritten(RecipientStatus status) {
        int attempts = Math.min(status.attempts(), 999_999);
        return new RecipientStatus(
                status.recipient(), attempts, status.last(), status.due(), status.noticed());
    }

    private static QueueFileReading read(byte[] octets) throws IOException {
        Files.write(FILE, octets);
        return QueueFileReader.read(FILE, QueueFileReader.uid(FILE), new SystemDisk());
    }
}
