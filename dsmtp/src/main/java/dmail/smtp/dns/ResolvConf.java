package dmail.smtp.dns;

import dmail.common.address.IpLiteral;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The system's name servers, as resolv.conf(5) lists them. */
final class ResolvConf {
    static final int PORT = 53;

    /** So many does the system itself use. */
    private static final int MOST = 3;

    private final WatchedFile<List<InetSocketAddress>> file;

    ResolvConf(Path path) {
        this.file = new WatchedFile<>(path, ResolvConf::read);
    }

    /** {@return the servers, none when the system has none} */
    List<InetSocketAddress> servers() {
        return file.meaning();
    }

    private static List<InetSocketAddress> read(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> IpLiteral.parse(words[1]))
                .flatMap(Optional::stream)
                .map(address -> new InetSocketAddress(address, PORT))
                .limit(MOST)
                .toList();
    }
}
