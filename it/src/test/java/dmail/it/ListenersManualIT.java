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
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of listeners in the manual are files that the servers take, and tables they show.
 */
@Timeout(60)
final class ListenersManualIT {
    private static final Path MANUAL = Path.of("..", "man");
    private static final Pattern BLOCK =
            Pattern.compile("\\.Bd -literal[^\n]*\n(.*?)\\.Ed(?:\n|$)", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("(?m)^\\.Dl (.*)$");
    private static final Pattern SETTINGS =
            Pattern.compile("(?s)(#.*|(port|ip|listen|services_file|\\w+_port|tls_\\w+) .*)");

    @TempDir private Path folder;

    /** A page, and lines for dmail.conf that it shows. */
    record Example(String page, String text) {
        @Override
        public String toString() {
            return page + ": " + text.lines().findFirst().orElse("");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isAcceptedByBothServers(Example example) throws Exception {
        Site site = site(example.text());

        for (String server : List.of("dsmtp", "dpop")) {
            Ran _ = Ran.of(site.program(server, "--check"), "").succeeded();
        }
    }

    @Test
    void thereAreSomeInEachPage() throws IOException {
        assertEquals(
                List.of("dmail.conf.5", "dpop.8", "dsmtp.8"),
                examples().map(Example::page).distinct().sorted().toList());
    }

    @Test
    void theListOfDsmtpIsAsShown() throws Exception {
        isListedAsShown("dsmtp", "tellsmtp", "192.0.2.1", "192.0.2.2");
    }

    @Test
    void theListOfDpopIsAsShown() throws Exception {
        isListedAsShown("dpop", "tellpop", "192.0.2.1");
    }

    /** The first example with ip lines, and the first table after it. */
    private void isListedAsShown(String server, String tool, String... addresses) throws Exception {
        List<String> blocks = blocks(server + ".8");
        String lines = first(blocks, text -> text.startsWith("port ") && text.contains("\nip "));
        String table = first(blocks, text -> text.startsWith("listener "));

        try (OwnNetwork network = OwnNetwork.open()) {
            for (String address : addresses) {
                network.gain(address);
            }
            Site site = site(lines + "tls_certificate " + certificate() + "\n");
            try (ServerProcess process =
                    ServerProcess.start(network.within(site.program(server)))) {
                process.addresses();
                ProcessBuilder list = network.within(site.program(tool, "listen", "list"));
                assertEquals(narrow(table), narrow(Ran.of(list, "").succeeded().output()));
            }
        }
    }

    private Path certificate() throws IOException, InterruptedException {
        Needs.programs("openssl");
        Path both = folder.resolve("both.pem");
        Ran _ = Ran.of(List.of("sh", "-c", Attackers.CERTIFICATE, both.toString())).succeeded();
        return both;
    }

    private static String first(List<String> blocks, Predicate<String> wanted) {
        return blocks.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The page has narrower columns. */
    private static String narrow(String table) {
        return table.replaceAll(" +", " ").replaceAll("(?m) $", "").strip();
    }

    private Site site(String text) throws Exception {
        Site site = Site.in(folder).write();
        List<String> lines = new ArrayList<>(Files.readAllLines(site.conf()));
        lines.removeIf(line -> line.startsWith("listen "));
        lines.addAll(text.lines().toList());
        Files.write(site.conf(), lines);
        return site;
    }

    private static Stream<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (String page : List.of("dsmtp.8", "dpop.8", "dmail.conf.5")) {
            for (String text : blocks(page)) {
                boolean whole = text.lines().allMatch(line -> SETTINGS.matcher(line).matches());
                if (whole && (text.contains(" ports ") || text.contains(" on "))) {
                    examples.add(new Example(page, text));
                }
            }
        }
        assertTrue(examples.size() >= 3, examples::toString);
        return examples.stream();
    }

    private static List<String> blocks(String page) throws IOException {
        String source = Files.readString(MANUAL.resolve(page));
        List<String> blocks = new ArrayList<>();
        for (Pattern pattern : List.of(BLOCK, LINE)) {
            Matcher found = pattern.matcher(source);
            while (found.find()) {
                blocks.add(found.group(1).replace("\\-", "-").replace("\\&", ""));
            }
        }
        return blocks;
    }
}
