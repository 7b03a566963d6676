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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ten tasks that dmail-bindings(7) shows, done one after another as they stand there. */
@Timeout(300)
final class DaysWorkIT {
    private static final Path PAGE = Path.of("..", "man", "dmail-bindings.7");
    private static final Pattern FILE =
            Pattern.compile(
                    "\\.Ss Newsletters.*?\\.Bd -literal -offset indent\n(.*?)\\.Ed\n",
                    Pattern.DOTALL);
    private static final Pattern TASK =
            Pattern.compile("\\.Ss (\\d+)\\. (.*?)\n(.*?)(?=\n\\.S[sh] )", Pattern.DOTALL);
    private static final Pattern BLOCK =
            Pattern.compile("\\.Bd -literal\n(.*?)\\.Ed\n?", Pattern.DOTALL);

    /** The page shows the first lines of these, and all lines of the other commands. */
    private static final Set<String> IN_PART = Set.of("why");

    /** Mail for others has somewhere to go, and nothing listens there. */
    private static final String NEXT = "203.0.113.9";

    @TempDir private Path folder;

    /** A command, and what the page shows of its reply. */
    private record Step(List<String> words, List<String> shown) {}

    @Test
    void tenTasksAreDoneAsThePageShowsThem() throws Exception {
        String page = Files.readString(PAGE);
        try (OwnNetwork network = OwnNetwork.open();
                OwnNetwork _ = network.reach(NEXT, "203.0.113.1")) {
            for (String address : List.of("10", "11", "41", "42")) {
                network.gain("192.0.2." + address);
            }
            Site site = site(page);
            try (ServerProcess server =
                    ServerProcess.start(network.within(site.program("dsmtp")))) {
                server.addresses();
                mail(network, site);
                int tasks = 0;
                Matcher task = TASK.matcher(page);
                while (task.find()) {
                    tasks++;
                    assertEquals(Integer.toString(tasks), task.group(1), "the tasks are numbered");
                    work(task, network, site);
                }
                assertEquals(10, tasks);
            }
        }
    }

    private static void work(Matcher task, OwnNetwork network, Site site) throws Exception {
        List<Step> steps = steps(task.group(3));
        assertTrue(!steps.isEmpty(), () -> task.group(2) + ": no command is shown");
        for (Step step : steps) {
            ProcessBuilder tool =
                    network.within(site.program("tellsmtp", step.words().toArray(String[]::new)));
            Ran ran = Ran.of(tool, "");
            String what = task.group(2) + ": " + String.join(" ", step.words());
            assertEquals(0, ran.status(), () -> what + ": " + ran.complaints());
            List<String> shown = step.shown().stream().map(DaysWorkIT::plain).toList();
            List<String> said = ran.output().lines().map(DaysWorkIT::plain).toList();
            boolean isLonger = IN_PART.contains(step.words().getFirst());
            assertEquals(shown, isLonger ? said.subList(0, shown.size()) : said, what);
        }
    }

    /** Times, ids, places and the widths of columns differ from day to day. */
    private static String plain(String line) {
        return line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", "TIME")
                .replaceAll("\\b1[0-9A-Z]{13,}\\b", "ID")
                .replaceAll("^uptime_seconds: \\d+$", "uptime_seconds: N")
                .replaceAll("/\\S*/([\\w.]+)(:\\d+)?", "$1")
                .replaceAll(" +", " ")
                .strip();
    }

    /** As a shell reads them: quotes keep it from replacing a star by the names of files. */
    private static List<String> words(String line) {
        assertTrue(!line.matches(".* \\* .*"), () -> "the shell would expand this star: " + line);
        return List.of(line.replace("'", "").split(" "));
    }

    private static List<Step> steps(String section) {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(section);
        while (block.find()) {
            List<String> shown = new ArrayList<>();
            for (String line : block.group(1).lines().toList()) {
                if (line.startsWith("$ tellsmtp ")) {
                    shown = new ArrayList<>();
                    steps.add(new Step(words(line.substring("$ tellsmtp ".length())), shown));
                } else {
                    shown.add(line);
                }
            }
        }
        return steps;
    }

    private Site site(String page) throws Exception {
        Site site = Site.in(folder).write();
        List<String> lines = new ArrayList<>(Files.readAllLines(site.conf()));
        lines.removeIf(line -> line.startsWith("listen ") || line.startsWith("host_domain "));
        Matcher file = FILE.matcher(page);
        assertTrue(file.find(), "the fourth site has a file");
        lines.addAll(file.group(1).lines().toList());
        lines.add("gateway * " + NEXT);
        Files.write(site.conf(), lines);
        return site;
    }

    /** Newsletters leave by out2, out1 and out2 in turn. */
    private static void mail(OwnNetwork network, Site site) throws Exception {
        submit(network, site, "bob@acme.example", "ann@hq.partner.example");
        for (int each = 1; each <= 3; each++) {
            submit(network, site, "ed@news.acme.example", "x" + each + "@slow.example");
        }
        long end = System.nanoTime() + 60_000_000_000L;
        String queued = "";
        while (!queued.contains("4 Requests")) {
            assertTrue(System.nanoTime() < end, queued);
            queued = Ran.of(network.within(site.program("tellsmtp", "queue")), "").output();
        }
    }

    private static void submit(OwnNetwork network, Site site, String from, String to)
            throws IOException, InterruptedException {
        ProcessBuilder sendmail =
                new ProcessBuilder(
                        dmail.suite.Tree.built().launcher("sendmail").toString(),
                        "-C",
                        site.conf().toString(),
                        "-i",
                        "-f",
                        from,
                        to);
        Ran _ = Ran.of(network.within(sendmail), "Subject: hello\n\nhello\n").succeeded();
    }
}
