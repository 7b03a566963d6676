package dmail.common.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.system.NonBlockingOpen.Access;
import dmail.common.testing.SpecialFiles;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wait for the other end of a FIFO would last for ever. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenedFileTest {
    @TempDir private Path folder;

    @Test
    void readsAPlainFile() throws IOException {
        Path file = Files.writeString(folder.resolve("bücher"), "text");
        try (OpenedFile opened = OpenedFile.toRead(file)) {
            assertArrayEquals("text".getBytes(UTF_8), opened.octets(9));
            assertEquals(4, opened.state().size());
            assertEquals(FileState.of(file).orElseThrow(), opened.state());
        }
    }

    @Test
    void writesAPlainFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        try (OpenedFile opened = OpenedFile.toUpdate(file)) {
            opened.channel().write(ByteBuffer.wrap("n".getBytes(UTF_8)), 0);
        }
        assertEquals("next", Files.readString(file));
    }

    @Test
    void doesNotWaitForTheOtherEndOfAFifo() throws IOException {
        Path fifo = folder.resolve("fifo");
        SpecialFiles.fifo(fifo);
        Path link = Files.createSymbolicLink(folder.resolve("link"), fifo);
        assertOdd("is not a regular file", () -> OpenedFile.toRead(fifo));
        assertOdd("is not a regular file", () -> OpenedFile.toUpdate(fifo));
        assertOdd("is not a regular file", () -> OpenedFile.toReadBehindLinks(link));
    }

    @Test
    void refusesADeviceAFolderAndASocket() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(socket));
            assertOdd("is not a regular file", () -> OpenedFile.toRead(socket));
        }
        assertOdd("is not a regular file", () -> OpenedFile.toRead(Path.of("/dev/zero")));
        assertOdd("is not a regular file", () -> OpenedFile.toRead(folder));
        assertOdd("is a folder", () -> OpenedFile.toUpdate(folder));
    }

    @Test
    void followsALinkOnlyWhereOneMayBe() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertOdd("is a symbolic link", () -> OpenedFile.toRead(link));
        assertOdd("is a symbolic link", () -> OpenedFile.toUpdate(link));
        try (OpenedFile opened = OpenedFile.toReadBehindLinks(link)) {
            assertEquals(4, opened.state().size());
        }
    }

    @Test
    void tellsWhatIsMissing() {
        Path missing = folder.resolve("missing");
        assertThrows(NoSuchFileException.class, () -> OpenedFile.toRead(missing));
    }

    @Test
    void keepsNoDescriptorOfWhatItRefuses() throws IOException {
        Path fifo = folder.resolve("fifo");
        SpecialFiles.fifo(fifo);
        for (int i = 0; i < 20; i++) {
            assertOdd("is not a regular file", () -> OpenedFile.toRead(fifo));
        }
        try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open) {
                assertTrue(!Files.exists(descriptor) || !leadsTo(descriptor, fifo));
            }
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void doesTheSameByNameWhereTheSystemsCallIsUnknown() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path fifo = folder.resolve("fifo");
        SpecialFiles.fifo(fifo);
        try (OpenedFile opened = OpenedFile.byName(file, Access.UPDATE)) {
            assertArrayEquals("text".getBytes(UTF_8), opened.octets(9));
        }
        try (OpenedFile opened = OpenedFile.byName(link, Access.READ_BEHIND_LINKS)) {
            assertEquals(4, opened.state().size());
        }
        assertOdd("is not a regular file", () -> OpenedFile.byName(link, Access.READ));
        assertOdd("is not a regular file", () -> OpenedFile.byName(fifo, Access.READ));
    }

    private static void assertOdd(String reason, Opening opening) {
        var thrown = assertThrows(FileSystemException.class, () -> opening.open().close());
        assertEquals(reason, thrown.getReason());
    }

    /** Opens a file. */
    private interface Opening {
        OpenedFile open() throws IOException;
    }
}
