package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
    @Test
    void isWhatTheSystemSays(@TempDir Path folder) throws Exception {
        FileStore store = Files.getFileStore(folder);
        DiskSpace space = DiskSpace.at(folder, store);

        // Block size, blocks for us, and the files of all and those still to be had.
        String[] output = stat(folder, "%S %a %c %d").split(" ", -1);
        long octets = Long.parseLong(output[0]) * Long.parseLong(output[1]);
        long files =
                Long.parseLong(output[2]) == 0 ? DiskSpace.UNCOUNTED : Long.parseLong(output[3]);
        assertTrue(isNear(octets, space.octets()), octets + " and " + space);
        assertTrue(isNear(files, space.files()), files + " and " + space);
    }

    /** Other programs write meanwhile. */
    private static boolean isNear(long wanted, long got) {
        return Math.abs(wanted - got) <= wanted / 10;
    }

    @Test
    void aPlaceThatIsGoneHasNoCount(@TempDir Path folder) throws Exception {
        FileStore store = Files.getFileStore(folder);

        assertEquals(DiskSpace.UNCOUNTED, DiskSpace.at(folder.resolve("nowhere"), store).files());
    }

    private static String stat(Path folder, String form) throws Exception {
        Process stat = new ProcessBuilder("stat", "-f", "-c", form, folder.toString()).start();
        String output = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, stat.waitFor());
        return output.strip();
    }
}
