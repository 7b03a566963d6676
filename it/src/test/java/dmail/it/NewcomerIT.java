package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has never seen the suite pastes what the sandbox prints, line by line. */
@Timeout(300)
class NewcomerIT {
    private static final Pattern COMMAND = Pattern.compile("  (printf|swaks|curl|/\\S*tell).*");

    @TempDir private Path folder;

    @Test
    void everyPrintedLineDoesWhatItPromises() throws Exception {
        Needs.programs("curl", "swaks");
        try (Sandbox sandbox = Sandbox.start(folder.resolve("sandbox"))) {
            List<String> printed = sandbox.instructions();
            List<String> commands =
                    printed.stream().filter(COMMAND.asMatchPredicate()).map(String::strip).toList();
            assertEquals(9, commands.size(), printed::toString);

            paste(commands.get(0));
            paste(commands.get(1));
            assertTrue(paste(commands.get(2)).contains("250 2.0.0 Accepted as "));
            sandbox.awaitLog(3, line -> line.contains(" delivered to=ann@"));

            assertTrue(paste(commands.get(3)).contains("Subject: one\r\n"));
            assertTrue(paste(commands.get(4)).contains("Subject: two\r\n"));
            assertTrue(paste(commands.get(5)).contains("X-Mailer: swaks"));
            assertTrue(paste(commands.get(6)).contains("messages_accepted"));
            assertTrue(paste(commands.get(7)).contains("first_ann"));
            assertTrue(paste(commands.get(8)).contains("second_ann"));

            assertEquals(0, sandbox.stop());
        }
    }

    @Test
    void theReadmeShowsWhatIsPrinted() throws Exception {
        Path home = folder.resolve("sandbox");
        try (Sandbox sandbox = Sandbox.start(home)) {
            String printed = String.join("\n", sandbox.instructions());
            String program = Tree.built().launcher("dmsetup").toString();
            String shown =
                    readme().replace("dmsetup sandbox", "dmsetup sandbox --dir " + home)
                            .replace("/home/ann/dmail/dist/target/dmail/bin/dmsetup", program)
                            .replace("/home/ann/.local/share/dmail-sandbox", home.toString());
            assertTrue(ports(printed).contains(ports(shown)), printed);
            assertEquals(0, sandbox.stop());
        }
    }

    /** {@return the block of the README that shows the beginning of the output} */
    private static String readme() throws IOException {
        String text = Files.readString(Path.of("../README.md"));
        int start = text.indexOf("The DMail sandbox is up.");
        return text.substring(start, text.indexOf("\n```", start));
    }

    /** On another machine, or beside another sandbox, other ports are free. */
    private static String ports(String text) {
        return text.replaceAll("(127\\.0\\.0\\.[12]):\\d+", "$1:PORT");
    }

    private static String paste(String line) throws IOException, InterruptedException {
        return Ran.of(List.of("sh", "-c", line)).succeeded().output();
    }
}
