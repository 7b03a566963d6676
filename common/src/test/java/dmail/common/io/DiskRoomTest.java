package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    @Test
    void isWhatTheSystemSays(@TempDir Path folder) throws Exception {
        FileStore store = Files.getFileStore(folder);
        DiskRoom room = DiskRoom.at(folder, store);

        // Block size, blocks for us, and the files of all and those still to be had.
        String[] said = stat(folder, "%S %a %c %d").split(" ", -1);
        long octets = Long.parseLong(said[0]) * Long.parseLong(said[1]);
        long files = Long.parseLong(said[2]) == 0 ? DiskRoom.UNCOUNTED : Long.parseLong(said[3]);
        assertTrue(isNear(octets, room.octets()), octets + " and " + room);
        assertTrue(isNear(files, room.files()), files + " and " + room);
    }

    /** Other programs write meanwhile. */
    private static boolean isNear(long wanted, long got) {
        return Math.abs(wanted - got) <= wanted / 10;
    }

    @Test
    void aPlaceThatIsGoneHasNoCount(@TempDir Path folder) throws Exception {
        FileStore store = Files.getFileStore(folder);

        assertEquals(DiskRoom.UNCOUNTED, DiskRoom.at(folder.resolve("nowhere"), store).files());
    }

    private static String stat(Path folder, String form) throws Exception {
        Process stat = new ProcessBuilder("stat", "-f", "-c", form, folder.toString()).start();
        String said = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, stat.waitFor());
        return said.strip();
    }
}
