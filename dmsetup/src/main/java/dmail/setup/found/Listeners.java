package dmail.setup.found;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads from /proc who listens on which TCP port; what it may not see stays without a name. */
final class Listeners {
    /** The state of a socket that listens, in /proc/net/tcp. */
    private static final String LISTENING = "0A";

    private static final int LONGEST_NAME = 15;

    private final Path proc;

    Listeners(Path proc) {
        this.proc = proc;
    }

    List<Listener> find() {
        Map<Integer, String> sockets = new TreeMap<>();
        readTable("tcp6", sockets);
        readTable("tcp", sockets);
        Map<String, Listener> holders = holders(Set.copyOf(sockets.values()));
        List<Listener> found = new ArrayList<>();
        sockets.forEach((port, inode) -> {
            Listener holder = holders.getOrDefault(inode, new Listener(port, "", 0));
            found.add(new Listener(port, holder.program(), holder.pid()));
        });
        return found;
    }

    private void readTable(String name, Map<Integer, String> sockets) {
        try {
            for (String line : Files.readAllLines(proc.resolve("net").resolve(name))) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length > 9 && words[3].equals(LISTENING)) {
                    String port = words[1].substring(words[1].lastIndexOf(':') + 1);
                    sockets.put(Integer.parseInt(port, 16), words[9]);
                }
            }
        } catch (IOException | NumberFormatException _) {
            // No such table on this system: then nothing is known of these sockets.
        }
    }

    /** By the inode of their sockets. */
    private Map<String, Listener> holders(Set<String> inodes) {
        Map<String, Listener> holders = new HashMap<>();
        for (Path process : entries(proc, "[0-9]*")) {
            for (Path open : entries(process.resolve("fd"), "*")) {
                String inode = socketOf(open);
                if (inodes.contains(inode)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    holders.putIfAbsent(inode, new Listener(0, programOf(process), pid));
                }
            }
        }
        return holders;
    }

    private static List<Path> entries(Path folder, String pattern) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(entries::add);
        } catch (IOException | UncheckedIOException _) {
            // Another user's process, or one that has ended meanwhile.
        }
        return entries;
    }

    private static String socketOf(Path open) {
        try {
            String target = Files.readSymbolicLink(open).toString();
            return target.startsWith("socket:[")
                    ? target.substring("socket:[".length(), target.length() - 1)
                    : "";
        } catch (IOException _) {
            return "";
        }
    }

    /** Servers of ours are called java by the system. */
    private static String programOf(Path process) {
        try {
            byte[] octets = Files.readAllBytes(process.resolve("cmdline"));
            String command = new String(octets, StandardCharsets.ISO_8859_1);
            if (command.contains("dmail.smtp/")) {
                return "dsmtp";
            }
            return command.contains("dmail.pop/") ? "dpop" : nameOf(process);
        } catch (IOException _) {
            return "";
        }
    }

    private static String nameOf(Path process) throws IOException {
        byte[] octets = Files.readAllBytes(process.resolve("comm"));
        String name = new String(octets, StandardCharsets.ISO_8859_1).strip();
        String plain = name.replaceAll("[^!-~]", "?");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }
}
