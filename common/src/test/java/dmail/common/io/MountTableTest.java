package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTableTest {
    @TempDir private Path folder;

    private static final String HOST =
            """
            22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
            25 22 0:23 / /proc rw,nosuid shared:12 - proc proc rw
            30 25 0:28 / /proc/sys/fs/binfmt_misc rw shared:13 - autofs systemd-1 rw,fd=29
            31 22 0:40 / /run/user/1000/doc rw - fuse.portal portal rw
            """;

    private static Optional<Path> hanging(String more, String place) throws IOException {
        return MountTable.parse(HOST + more, Path.of("/")).hangingAt(Path.of(place));
    }

    @Test
    void trustsTheDisksOfThisHost() throws IOException {
        assertEquals(Optional.empty(), hanging("", "/home/alice"));
        assertEquals(
                Optional.empty(),
                hanging("40 22 8:1 / /home rw - xfs /dev/sda1 rw\n", "/home/alice"));
    }

    @Test
    void knowsFileSystemsOfTheNetworkAndOfPrograms() throws IOException {
        for (String type : new String[] {"nfs", "nfs4", "cifs", "fuse.sshfs", "autofs", "new"}) {
            String line = "40 22 0:50 / /home rw - %s server:/home rw\n".formatted(type);
            assertEquals(Optional.of(Path.of("/home")), hanging(line, "/home/alice"), type);
            assertEquals(Optional.empty(), hanging(line, "/homes/alice"), type);
        }
    }

    @Test
    void findsTheFirstThatIsOnTheWay() throws IOException {
        String lines =
                """
                40 22 0:50 / /net rw - autofs auto.net rw
                41 40 8:1 / /net/disk rw - ext4 /dev/sdb1 rw
                """;
        assertEquals(Optional.of(Path.of("/net")), hanging(lines, "/net/disk/alice"));
    }

    @Test
    void readsNamesWithBlanks() throws IOException {
        String line = "40 22 0:50 / /my\\040homes rw - nfs server:/home rw\n";
        assertEquals(Optional.of(Path.of("/my homes")), hanging(line, "/my homes/alice"));
    }

    @Test
    void followsLinksAsFarAsTheyAreOnThisHost() throws IOException {
        Path top = folder.toRealPath();
        Files.createSymbolicLink(top.resolve("home"), Path.of("exports/homes"));
        Files.createDirectories(top.resolve("exports"));
        MountTable table =
                MountTable.parse(
                        HOST + "40 22 0:50 / " + top + "/exports/homes rw - nfs4 s:/ rw\n",
                        Path.of("/"));
        assertEquals(
                Optional.of(top.resolve("exports/homes")),
                table.hangingAt(top.resolve("home/alice")));
        assertEquals(Optional.empty(), table.hangingAt(top.resolve("exports/other")));
    }

    @Test
    void readsTheTableOfThisHost() throws IOException {
        MountTable.parse(Files.readString(Path.of("/proc/self/mountinfo")), Path.of("/"))
                .hangingAt(folder);
    }
}
