package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system's own files say of hosts and name servers. */
class SystemFilesTest {
    private @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }

    private static List<InetAddress> addresses(String... texts) {
        return List.of(texts).stream().map(InetAddress::ofLiteral).toList();
    }

    private static List<InetSocketAddress> places(String... texts) {
        return addresses(texts).stream().map(one -> new InetSocketAddress(one, 53)).toList();
    }

    @Test
    void readsHosts() throws IOException {
        HostsFile hosts =
                new HostsFile(
                        file(
                                """
                                # 192.0.2.1 no.example
                                192.0.2.2 Mail.Example mail
                                  2001:db8::2\tmail.example. # and by IPv6
                                192.0.2.3
                                300.0.2.4 wrong.example
                                fe80::1%eth0 scoped.example

                                192.0.2.5#comment
                                """),
                        new MemoryLog());
        assertEquals(addresses("192.0.2.2", "2001:db8::2"), hosts.addresses("mail.example"));
        assertEquals(addresses("192.0.2.2"), hosts.addresses("mail"));
        for (String none : List.of("no.example", "wrong.example", "scoped.example", "")) {
            assertEquals(List.of(), hosts.addresses(none), none);
        }
    }

    @Test
    void readsNameServers() throws IOException {
        ResolvConf conf =
                new ResolvConf(
                        file(
                                """
                                search example.com
                                ;nameserver 192.0.2.1
                                nameserver 192.0.2.2
                                nameserver
                                nameserver dns.example
                                  nameserver\t2001:db8::2 # the other
                                options timeout:1
                                nameserver 192.0.2.3
                                nameserver 192.0.2.4
                                """),
                        new MemoryLog());
        assertEquals(places("192.0.2.2", "2001:db8::2", "192.0.2.3"), conf.servers());
    }

    @Test
    void nameServersMayBelongToOneNetwork() throws IOException {
        ResolvConf conf =
                new ResolvConf(
                        file(
                                """
                                nameserver fe80::1%lo
                                nameserver fe80::2%nosuchnet
                                nameserver fe80::3%
                                nameserver 192.0.2.1%lo
                                nameserver 192.0.2.2
                                """),
                        new MemoryLog());
        assertEquals(2, conf.servers().size());
        Inet6Address scoped =
                assertInstanceOf(Inet6Address.class, conf.servers().getFirst().getAddress());
        assertEquals(NetworkInterface.getByName("lo").getIndex(), scoped.getScopeId());
        assertEquals(places("192.0.2.2"), conf.servers().subList(1, 2));
    }

    /** A laptop moves to another network; a new lease writes the file anew. */
    @Test
    void seesThatAFileHasChanged() throws IOException {
        Path file = folder.resolve("file");
        ResolvConf conf = new ResolvConf(file, new MemoryLog());
        assertEquals(List.of(), conf.servers());
        file("nameserver 192.0.2.2\n");
        assertEquals(places("192.0.2.2"), conf.servers());
        file("nameserver 192.0.2.3\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_800_000_000_000L));
        assertEquals(places("192.0.2.3"), conf.servers());
        Files.delete(file);
        assertEquals(List.of(), conf.servers());
        file("nameserver 192.0.2.4\n");
        assertEquals(places("192.0.2.4"), conf.servers());
    }

    /** As a tool does that sets the files of a snapshot back to their times. */
    @Test
    void seesAReplacementOfTheSameSizeAndTime() throws IOException {
        Path file = file("nameserver 192.0.2.2\n");
        ResolvConf conf = new ResolvConf(file, new MemoryLog());
        assertEquals(places("192.0.2.2"), conf.servers());

        Path other = Files.writeString(folder.resolve("other"), "nameserver 192.0.2.3\n");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertEquals(places("192.0.2.3"), conf.servers());
    }
}
