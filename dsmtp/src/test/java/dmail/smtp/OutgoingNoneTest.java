package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.DialogueScript;
import dmail.smtp.client.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a site pays for bindings that has no line of them. The server runs in a Java of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutgoingNoneTest {
    /** Those that say "all mail leaves alike", and the cases of the switch that is told so. */
    private static final Set<String> SAY_NONE =
            Set.of(
                    "dmail.smtp.source.OutboundSource",
                    "dmail.smtp.source.OutboundSource$Turn",
                    "dmail.smtp.source.SourceIdentity",
                    "dmail.smtp.source.SourcePolicy",
                    "dmail.smtp.source.SourcePolicy$Plain",
                    "dmail.smtp.source.Sources",
                    "dmail.smtp.source.Sources$Skip",
                    "dmail.smtp.source.Sources$Use",
                    "dmail.smtp.source.Sources$Wait");

    private static final Pattern READY = Pattern.compile(".* ready smtp=\\S+:(\\d+)");
    private static final Pattern OF_BINDINGS =
            Pattern.compile(
                    " (dmail\\.(?:(?:smtp\\.binding|smtp\\.source|common\\.config\\.binding)\\.\\S+"
                            + "|\\S+\\.(?:SubmitServers|SubmitL\\w+|SubmitType|GroupCertificates)\\b))");

    private static final DialogueScript ONE_MESSAGE =
            DialogueScript.of(
                    "a message to a mailbox here and to another host",
                    """
                    S: 220 .*
                    C: HELO client.example
                    S: 250 .*
                    C: MAIL FROM:<ann@test.example>
                    S: 250 .*
                    C: RCPT TO:<alice@test.example>
                    S: 250 .*
                    C: RCPT TO:<x@far.example>
                    S: 250 .*
                    C: DATA
                    S: 354 .*
                    C: Subject: hello
                    C:
                    C: text
                    C: .
                    S: 250 .*
                    C: QUIT
                    S: 221 .*
                    """);

    private @TempDir Path folder;

    private Process start(int sinkPort) throws IOException {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("users.txt"), "alice:*:\n");
        Files.writeString(
                folder.resolve("dmail.conf"),
                """
                host_domain test.example
                sysadmin alice@test.example
                drop_path %1$s/mail
                work_path %1$s/work
                authent_method internal
                users_file %1$s/users.txt
                smtp_port 0
                gateway far.example 127.0.0.1:%2$d
                """
                        .formatted(folder, sinkPort));
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xlog:class+load:file=" + folder.resolve("classes"),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        Stream.of("jdk.module.path", "java.class.path")
                                .map(name -> System.getProperty(name, ""))
                                .filter(path -> !path.isEmpty())
                                .collect(Collectors.joining(":")),
                        Main.class.getName(),
                        "-i",
                        folder.resolve("dmail.conf").toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Reads the log until so many lines match, and {@return the last of them}. */
    private static Matcher await(BufferedReader log, Pattern pattern, int times)
            throws IOException {
        int left = times;
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches() && --left == 0) {
                return matcher;
            }
        }
        throw new AssertionError("the server ended before " + pattern);
    }

    @Test
    void noBindingClassIsLoaded() throws Exception {
        try (Sink sink = Sink.start()) {
            Process server = start(sink.port());
            try (BufferedReader log = server.inputReader()) {
                int port = Integer.parseInt(await(log, READY, 1).group(1));
                ONE_MESSAGE.playOver(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                await(log, Pattern.compile(".* delivered .*"), 2);
            } finally {
                server.destroy();
                assertTrue(server.waitFor(20, TimeUnit.SECONDS), "it stops");
            }
        }

        List<String> all = Files.readAllLines(folder.resolve("classes"));
        assertTrue(all.stream().anyMatch(line -> line.contains(" dmail.smtp.Server ")));
        Set<String> loaded = new TreeSet<>();
        for (String line : all) {
            Matcher matcher = OF_BINDINGS.matcher(line);
            if (matcher.find()) {
                loaded.add(matcher.group(1));
            }
        }
        loaded.removeAll(SAY_NONE);
        assertEquals(Set.of(), loaded);
    }
}
