package dmail.smtp.dns;

import dmail.common.address.IpLiteral;
import dmail.common.log.Log;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The system's name servers, from resolv.conf(5). */
final class ResolvConf {
    static final int PORT = 53;

    /** The system's resolver uses as many. */
    private static final int MOST = 3;

    /** More lines than the file ever needs. */
    private static final int MOST_LINES = 32;

    private final SystemText<List<String>> file;

    ResolvConf(Path path, Log log) {
        this.file = new SystemText<>(path, ResolvConf::read, log);
    }

    /**
     * {@return the servers, none when the system has none}; a network that one of them belongs to
     * may come and go without the file's being changed
     */
    List<InetSocketAddress> servers() {
        return file.meaning().stream()
                .map(IpLiteral::parseScoped)
                .flatMap(Optional::stream)
                .map(address -> new InetSocketAddress(address, PORT))
                .limit(MOST)
                .toList();
    }

    private static List<String> read(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> words[1])
                .filter(word -> word.contains("%") || IpLiteral.parse(word).isPresent())
                .limit(MOST_LINES)
                .toList();
    }
}
