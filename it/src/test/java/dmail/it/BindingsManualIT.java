package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each site of dmail-bindings(7) does what stands below its files. */
@Timeout(120)
final class BindingsManualIT {
    private static final Path PAGE = Path.of("..", "man", "dmail-bindings.7");
    private static final Pattern BLOCK =
            Pattern.compile("\\.Bd -literal -offset indent\n(.*?)\\.Ed(?:\n|$)", Pattern.DOTALL);
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\d.])(?:192\\.0\\.2|10\\.0\\.0)\\.\\d+(?![\\d.])");
    private static final Pattern CONNECT = Pattern.compile("connect (\\S+) (\\d+) +(.*)");
    private static final Pattern SEND =
            Pattern.compile("send (\\S+@\\S+)(?: to (\\S+))?(?: ([\\d.]+))? {2,}(.*)");

    /** Mail for others has somewhere to go, and nobody is there. */
    private static final String NEXT = "203.0.113.9";

    @TempDir private Path folder;

    /** The example of a section: files by their names, and lines about what a client finds. */
    record Example(String title, Map<String, String> files, List<String> facts) {
        @Override
        public String toString() {
            return title;
        }
    }

    @Test
    void thePageHasFiveSites() throws IOException {
        assertEquals(
                List.of(
                        "Two customers, two servers",
                        "Ports for each address",
                        "Loopback, LAN and Internet",
                        "Newsletters beside ordinary mail",
                        "Behind a balancer, one file for many machines"),
                examples().map(Example::title).toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void doesWhatItSays(Example example) throws Exception {
        try (OwnNetwork network = OwnNetwork.open();
                OwnNetwork _ = network.reach(NEXT, "203.0.113.1")) {
            for (String address : addresses(example)) {
                network.gain(address);
            }
            Site site = site(example);
            for (String server : List.of("dsmtp", "dpop")) {
                Ran _ = Ran.of(network.within(site.program(server, "--check")), "").succeeded();
            }
            try (ServerProcess server =
                    ServerProcess.start(network.within(site.program("dsmtp")))) {
                server.addresses();
                for (String fact : example.facts()) {
                    check(fact, network, site);
                }
            }
        }
        assertTrue(example.facts().size() >= 3, "the section says too little");
    }

    private static void check(String fact, OwnNetwork network, Site site) throws Exception {
        Matcher connect = CONNECT.matcher(fact);
        if (connect.matches()) {
            String found = network.greeting(connect.group(1), Integer.parseInt(connect.group(2)));
            String wanted = connect.group(3);
            switch (wanted) {
                case "refused" -> assertTrue(found.contains("refused"), fact + ": " + found);
                case "closed" -> assertEquals("", found, fact);
                default -> assertTrue((found + " ").startsWith(wanted + " "), fact + ": " + found);
            }
            return;
        }
        Matcher send = SEND.matcher(fact);
        assertTrue(send.matches(), fact);
        assertEquals(send.group(4), why(send, network, site), fact);
    }

    private static String why(Matcher send, OwnNetwork network, Site site) throws Exception {
        String to = send.group(2) == null ? "x@far.example" : send.group(2);
        List<String> words = new ArrayList<>(List.of("-j", "why", send.group(1), to));
        if (send.group(3) != null) {
            words.addAll(List.of("198.51.100.7", send.group(3)));
        }
        ProcessBuilder tool =
                network.within(site.program("tellsmtp", words.toArray(String[]::new)));
        String json = Ran.of(tool, "").succeeded().output();
        String group = value(json, "group");
        return group.isEmpty()
                ? value(json, "binding") + " " + value(json, "source") + " " + value(json, "ehlo")
                : "group " + group;
    }

    private static String value(String json, String key) {
        Matcher value = Pattern.compile("\"" + key + "\":\"([^\"]*)\"").matcher(json);
        return value.find() ? value.group(1) : "";
    }

    private static Set<String> addresses(Example example) {
        Set<String> addresses = new LinkedHashSet<>();
        String all =
                String.join("\n", example.files().values()) + String.join("\n", example.facts());
        for (String line : all.lines().toList()) {
            Matcher address = ADDRESS.matcher(line);
            while (!line.contains("public_address") && !line.contains("proxy_") && address.find()) {
                addresses.add(address.group());
            }
        }
        return addresses;
    }

    private Site site(Example example) throws Exception {
        Site site = Site.in(folder).write();
        List<String> lines = new ArrayList<>(Files.readAllLines(site.conf()));
        lines.removeIf(line -> line.startsWith("listen ") || line.startsWith("host_domain "));
        lines.add("gateway * " + NEXT);
        for (Map.Entry<String, String> file : example.files().entrySet()) {
            String text = file.getValue().replace("/var/spool/dmail", folder.toString());
            if (file.getKey().equals("/etc/dmail.conf")) {
                lines.addAll(text.lines().toList());
            } else {
                Files.writeString(folder.resolve(Path.of(file.getKey()).getFileName()), text);
            }
        }
        Files.write(site.conf(), lines);
        for (String name : List.of("one", "two", "a", "b")) {
            Files.createDirectories(folder.resolve(name));
        }
        return site;
    }

    private static Stream<Example> examples() throws IOException {
        return Stream.of(Files.readString(PAGE).split("\n\\.S[sh] ", -1))
                .filter(section -> section.contains("\n# /etc/dmail.conf\n"))
                .map(BindingsManualIT::example);
    }

    private static Example example(String section) {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> facts = new ArrayList<>();
        Matcher block = BLOCK.matcher(section);
        while (block.find()) {
            String text = block.group(1);
            if (text.startsWith("# /etc/")) {
                files.put(text.substring(2, text.indexOf('\n')), text);
            } else {
                facts.addAll(text.lines().toList());
            }
        }
        return new Example(section.substring(0, section.indexOf('\n')), files, facts);
    }
}
