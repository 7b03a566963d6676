package dmail.common.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Feeds the reader with rubbish; what it understands must survive being written out. */
final class ConfigFuzzTest {
    private static final long SEED = 20261121;
    private static final int FILES = 3000;
    private static final Duration ENOUGH = Duration.ofSeconds(4);

    private static final String[] PIECES = {
        " ",
        "\t",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        "#",
        "#include dmail.conf",
        "#include ",
        "=",
        ",",
        "true",
        "0",
        "1",
        "25",
        "65536",
        "-1",
        "10k",
        "2h",
        "99999999999999999999",
        "*",
        "10.*",
        "10.0.0.0/8",
        "::1",
        "[::1]:25",
        ":0",
        "on",
        "protocol",
        "smtp",
        "pop",
        "deny",
        "acme",
        "@acme.example",
        "/acme",
        "acme.example",
        "B\u00fccher.example",
        "\u3000",
        "\u00a0",
        "\u2028",
        "drop",
        "/etc/drop",
        "a@example.com",
        "\"a b\"@example.com",
        "_",
        "+",
        "external",
        "\ufeff",
        "\u0000",
        "\u0085",
        "\\",
        "'",
        "|prog x"
    };

    private final Random random = new Random(SEED);
    private final ConfigFixture fixture = new ConfigFixture();

    ConfigFuzzTest() throws IOException {}

    @Test
    void readsWhateverComesAndWritesWhatItReads() throws IOException {
        long end = System.nanoTime() + ENOUGH.toNanos();
        int files = 0;
        while (files < FILES && System.nanoTime() < end) {
            files++;
            byte[] octets = rubbish();
            fixture.write("dmail.conf", octets);
            Configuration configuration = fixture.read("dmail.conf").configuration();
            assertLoadsAgain(configuration, new String(octets, UTF_8));
        }
        assertTrue(files > 50, "only " + files + " files were read");
    }

    private void assertLoadsAgain(Configuration before, String of) throws IOException {
        List<String> lines = ConfigReport.all(before);
        fixture.write("again.conf", String.join("\n", lines) + "\n");
        ConfigReading again = fixture.read("again.conf");
        for (Setting<?> setting : Settings.all()) {
            if (!setting.isSecret()) {
                assertEquals(before.find(setting), again.configuration().find(setting), of);
            }
        }
        for (ConfigProblem problem : again.problems()) {
            assertFalse(problem.message().chars().anyMatch(c -> c < ' '), problem.message());
        }
    }

    private byte[] rubbish() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ConfigFixture.NEEDED.getBytes(UTF_8));
        int lines = random.nextInt(12);
        for (int i = 0; i < lines; i++) {
            file.writeBytes(line().getBytes(UTF_8));
            if (random.nextInt(20) == 0) {
                file.write(random.nextInt(256));
            }
            file.write('\n');
        }
        return file.toByteArray();
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        if (random.nextInt(10) > 0) {
            line.append(Settings.all().get(random.nextInt(Settings.all().size()))).append(' ');
        }
        int pieces = random.nextInt(7);
        for (int i = 0; i < pieces; i++) {
            line.append(PIECES[random.nextInt(PIECES.length)]);
            line.append(random.nextBoolean() ? " " : "");
        }
        return line.toString();
    }
}
