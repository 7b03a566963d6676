package dmail.smtp.dns;

import dmail.common.address.IpLiteral;
import dmail.common.log.Log;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hosts in the system's hosts file. */
final class HostsFile {
    private final SystemText<Map<String, List<InetAddress>>> file;

    HostsFile(Path path, Log log) {
        this.file = new SystemText<>(path, HostsFile::read, log);
    }

    /** {@return the host's addresses in the order of the file; empty if it isn't there} */
    List<InetAddress> addresses(String host) {
        return file.meaning().getOrDefault(host, List.of());
    }

    /** hosts(5): an address, then names, with comments up to the end of the line. */
    private static Map<String, List<InetAddress>> read(List<String> lines) {
        Map<String, List<InetAddress>> hosts = new HashMap<>();
        for (String line : lines) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
            Optional<InetAddress> address = IpLiteral.parse(words[0]);
            for (int i = 1; i < words.length && address.isPresent(); i++) {
                hosts.computeIfAbsent(name(words[i]), _ -> new ArrayList<>()).add(address.get());
            }
        }
        return hosts;
    }

    private static String name(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
