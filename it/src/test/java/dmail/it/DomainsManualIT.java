package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does what dmail-domains(7) shows: each section's files lead to what stands below them. */
@Timeout(180)
class DomainsManualIT {
    private static final Path PAGE = Path.of("..", "man", "dmail-domains.7");
    private static final Pattern BLOCK =
            Pattern.compile("\\.Bd -literal -offset indent\n(.*?)\\.Ed(?:\n|$)", Pattern.DOTALL);
    private static final Pattern QUESTION =
            Pattern.compile("(mail|login) +(\\S+)(?: at (\\S+))? +(\\S+)");
    private static final Pattern ANSWER =
            Pattern.compile("(?m)^(?:drop file: |address: (?=\\S+\n(?:other host)))(\\S+)$");

    @TempDir private Path folder;

    /** The example of a section: files by their names, and questions with their answers. */
    record Example(String title, Map<String, String> files, Map<String, List<String>> answers) {
        @Override
        public String toString() {
            return title;
        }
    }

    @Test
    void knowsTheKindsOfSites() throws IOException {
        assertEquals(
                List.of(
                        "One domain",
                        "Aliases",
                        "Virtual domains by IP address",
                        "Virtual domains by login suffix",
                        "Domain groups",
                        "Unique user names"),
                examples().map(Example::title).toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void leadsWhereItSays(Example example) throws Exception {
        try (Suite _ = Suite.start(site(example))) {
            Map<String, List<String>> found = new LinkedHashMap<>();
            for (String question : example.answers().keySet()) {
                found.put(question, ask(question));
            }

            assertTrue(found.size() >= 3, "the section asks too little");
            assertEquals(example.answers(), found);
        }
    }

    private Site site(Example example) throws Exception {
        Site site = Site.in(folder);
        for (String user :
                List.of("fred", "ann", "acme_fred", "beta_fred", "sales_fred", "fred2")) {
            site.user(user, "x");
        }
        site.write();
        List<String> lines =
                Files.readAllLines(site.conf()).stream()
                        .filter(line -> !line.matches("(host_domain|drop_path) .*"))
                        .toList();
        for (Map.Entry<String, String> file : example.files().entrySet()) {
            Files.writeString(here(file.getKey()), moved(file.getValue()));
        }
        List<String> all = new ArrayList<>(lines);
        all.add("drop_path " + moved("/var/spool/dmail/mail"));
        all.addAll(Files.readAllLines(here("/etc/dmail.conf")));
        Files.write(site.conf(), all);
        for (String name : List.of("mail", "acme", "beta", "sales")) {
            Files.createDirectories(folder.resolve("spool").resolve(name));
        }
        return site;
    }

    private Path here(String file) {
        return folder.resolve("etc-" + Path.of(file).getFileName());
    }

    /** The folders of the page are below the test's. */
    private String moved(String text) {
        return text.replace("/var/spool/dmail", folder.resolve("spool").toString())
                .replace("/etc/", folder + "/etc-");
    }

    private List<String> ask(String question) throws IOException, InterruptedException {
        String[] words = question.split(" ", -1);
        ProcessBuilder tool =
                words[0].equals("mail")
                        ? program("tellsmtp", "address", words[1])
                        : program("tellpop", "login", words[1], words[2]);
        Ran ran = Ran.of(tool, "").succeeded();
        Matcher answer = ANSWER.matcher(ran.output());
        List<String> places = new ArrayList<>();
        while (answer.find()) {
            places.add(
                    answer.group(1)
                            .replace(folder.resolve("spool").toString(), "/var/spool/dmail"));
        }
        return places;
    }

    private ProcessBuilder program(String name, String... words) {
        List<String> command = new ArrayList<>();
        command.add(dmail.suite.Tree.built().launcher(name).toString());
        command.addAll(List.of("-i", folder.resolve("dmail.conf").toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }

    private static Stream<Example> examples() throws IOException {
        String[] sections = Files.readString(PAGE).split("\n\\.S[sh] ", -1);
        return Stream.of(sections)
                .filter(section -> section.contains("host_domain") && section.contains("\nmail "))
                .map(DomainsManualIT::example);
    }

    private static Example example(String section) {
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, List<String>> answers = new LinkedHashMap<>();
        Matcher block = BLOCK.matcher(section);
        while (block.find()) {
            String text = block.group(1);
            if (text.startsWith("# /etc/")) {
                files.put(text.substring(2, text.indexOf('\n')), text);
            } else {
                read(text, answers);
            }
        }
        return new Example(section.substring(0, section.indexOf('\n')), files, answers);
    }

    /** A line that begins with blanks has one more answer to the question above it. */
    private static void read(String text, Map<String, List<String>> answers) {
        List<String> last = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher question = QUESTION.matcher(line);
            if (question.matches()) {
                String at = question.group(3) == null ? "127.0.0.1" : question.group(3);
                String key = question.group(1) + " " + question.group(2);
                last = new ArrayList<>(List.of(question.group(4)));
                answers.put(question.group(1).equals("mail") ? key : key + " " + at, last);
            } else {
                assertTrue(line.startsWith(" "), line);
                last.add(line.strip());
            }
        }
    }
}
