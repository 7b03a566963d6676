package dmail.setup.found;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.setup.testing.FakeMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FindersTest {
    private final FileSystem disk =
            Jimfs.newFileSystem(
                    Configuration.unix().toBuilder().setAttributeViews("posix", "unix").build());
    private final Path root = disk.getPath("/");

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void whoListensWhere() throws IOException {
        write(
                "/proc/net/tcp",
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000:0019 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0 100 0 0 10 0
                   1: 0100007F:0050 00000000:0000 01 00000000:00000000 00:00000000 00000000     0        0 1002 1 0 100 0 0 10 0
                   2: 0100007F:006E 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1003 1 0 100 0 0 10 0
                """);
        write(
                "/proc/net/tcp6",
                """
                  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000000000000000000000000000:0A3D 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1004 1 0 100 0 0 10 0
                """);
        process(812, "master", "/usr/lib/postfix/sbin/master", 1001);
        process(900, "java", "java\0-m\0dmail.pop/dmail.pop.Main", 1003);

        assertEquals(
                List.of(
                        new Listener(25, "master", 812),
                        new Listener(110, "dpop", 900),
                        new Listener(2621, "", 0)),
                new Listeners(root.resolve("proc")).find());
    }

    private void process(int pid, String name, String command, int inode) throws IOException {
        write("/proc/" + pid + "/comm", name + "\n");
        write("/proc/" + pid + "/cmdline", command);
        Path open = Files.createDirectories(root.resolve("proc/" + pid + "/fd"));
        Files.createSymbolicLink(open.resolve("5"), disk.getPath("socket:[" + inode + "]"));
        Files.createSymbolicLink(open.resolve("6"), disk.getPath("/dev/null"));
    }

    @Test
    void nothingWhereThereIsNoProc() {
        assertEquals(List.of(), new Listeners(root.resolve("proc")).find());
    }

    @Test
    void whatTheSystemSays() throws IOException {
        write("/etc/mailname", "Example.com\n");
        write("/etc/resolv.conf", "# net\nnameserver 192.0.2.53\nsearch lan.example.com other\n");
        write("/var/mail/ann", "From \n");
        write("/var/mail/ann.lock", "");
        Facts facts = find(RandomGenerator.of("L64X128MixRandom"));

        assertEquals("example.com", facts.host().mailName());
        assertEquals("lan.example.com", facts.host().searchDomain());
        assertEquals(Optional.of(new Spool(root.resolve("var/mail"), 1)), facts.spool());
        assertEquals(1024, facts.host().firstFreePort());
        assertTrue(facts.secrets().user().matches("[a-z2-9]{16}"), facts.secrets().user());
        assertNotEquals(facts.secrets().user(), facts.secrets().manager());
    }

    @Test
    void whatAnEarlierRunHasLeft() throws IOException {
        Files.createDirectories(root.resolve("state"));
        Files.createDirectories(root.resolve("mail"));
        write(
                "/etc/dmail.conf",
                "host_domain example.com\nwork_path /state\ndrop_path /mail\nsysadmin a@example.com\n");
        write("/state/nwauth.txt", "ann:*:\n");
        write("/state/tellpass.dat", "x\n");

        Existing existing = find(RandomGenerator.of("L64X128MixRandom")).existing();

        assertTrue(existing.isThere());
        assertTrue(existing.hasManagerPassword());
        assertEquals("ann", existing.users().first());
        assertTrue(existing.users().has("ANN"));
        assertFalse(existing.users().has("bob"));
    }

    private Facts find(RandomGenerator random) throws IOException {
        return new FactFinder(FakeMachine.of("root"), root, random)
                .find(root.resolve("etc/dmail.conf"));
    }

    @Test
    void theNetworkOfAnAddress() {
        assertEquals("192.168.7.0/24", network("192.168.7.129", 24));
        assertEquals("10.4.0.0/14", network("10.7.1.2", 14));
        assertEquals("fd00:0:0:1::/64", network("fd00:0:0:1::25", 64));
    }

    private static String network(String address, int prefixLength) {
        HostAddress own = new HostAddress(InetAddress.ofLiteral(address), prefixLength);
        assertTrue(own.isPrivate(), address);
        return own.network();
    }

    private void write(String path, String text) throws IOException {
        Path file = disk.getPath(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
