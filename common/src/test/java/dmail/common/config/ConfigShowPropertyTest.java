package dmail.common.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigProblem.Severity;
import dmail.common.config.binding.BindOptions;
import dmail.common.config.type.Parsed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What config show prints is a file that gives the same configuration, whatever that is. */
@Timeout(120)
final class ConfigShowPropertyTest {
    private static final int RUNS = 300;
    private static final int MOST_LINES = 40;

    /** With {@code -Dseed=} one run is made again. */
    private static final long SEED = Long.getLong("seed", 15);

    private static final List<String> SCOPES =
            List.of(
                    "",
                    "binding one",
                    "binding Two",
                    "binding default",
                    "binding one domain *.far.example",
                    "binding one host mx.far.example",
                    "binding_group g",
                    "binding_group g binding one",
                    "binding_group g binding three domain far.example",
                    "to_domain far.example",
                    "to_domain *",
                    "to_host mx*.far.example",
                    "to_mx *.provider.example");

    private static final List<String> VALUES =
            List.of(
                    "1",
                    "2",
                    "60/3",
                    "20",
                    "90",
                    "1h",
                    "2m",
                    "auto",
                    "none",
                    "true",
                    "false",
                    "127.0.0.2",
                    "::1",
                    "*",
                    "defer",
                    "next",
                    "system",
                    "out.example",
                    "sender-domain",
                    "machine",
                    "boss@example.com",
                    "5 600",
                    "100/day",
                    "20/hour",
                    "relay.example",
                    "relay.example:26",
                    "[2001:db8::1]:25",
                    "rotate 127.0.0.2",
                    "bound",
                    "off",
                    "full",
                    "headers");

    private final List<String> pool = new ArrayList<>();
    private final ConfigFixture fixture = new ConfigFixture();

    ConfigShowPropertyTest() throws IOException {}

    @Test
    void momN30_whatConfigShowPrintsGivesTheSameConfiguration() throws IOException {
        fillPool();
        Set<Setting<?>> seen = new HashSet<>();
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(SEED + run);
            StringBuilder lines = new StringBuilder();
            for (int left = 1 + random.nextInt(MOST_LINES); left > 0; left--) {
                lines.append(pool.get(random.nextInt(pool.size()))).append('\n');
            }
            ConfigReading before = fixture.reading(lines.toString());
            seen.addAll(before.configuration().given());

            String shown = String.join("\n", ConfigReport.changed(before.configuration())) + "\n";
            ConfigReading after = fixture.write("again.conf", shown).read("again.conf");

            String which = "seed " + (SEED + run) + "\n" + lines + "--- shown\n" + shown;
            assertAlike(before.configuration(), after.configuration(), which);
            assertTrue(errors(before).containsAll(errors(after)), which + after.problems());
        }
        assertTrue(seen.size() > 100, () -> "few settings were tried: " + seen);
    }

    /** Lines of our own files, good and bad ones, and options of sending in all scopes. */
    private void fillPool() throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("src/test/resources/broken"), "*.conf")) {
            for (Path file : files) {
                Files.readString(file, ISO_8859_1)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(pool::add);
            }
        }
        for (Setting<?> setting : Settings.all()) {
            if (!setting.isSecret()) {
                pool.add(setting + " " + setting.standardText());
                for (String value : VALUES) {
                    if (setting.type().read(value, fixture.path(".")) instanceof Parsed.Good<?>) {
                        pool.add(setting + " " + value);
                    }
                }
            }
            if (BindOptions.named(setting.name()).isPresent()) {
                SCOPES.forEach(scope -> addOption(scope, setting));
            }
        }
    }

    private void addOption(String scope, Setting<?> option) {
        for (String value : VALUES) {
            if (option.type().read(value, fixture.path(".")) instanceof Parsed.Good<?>) {
                pool.add((scope + " " + option + " " + value).strip());
            }
        }
    }

    private static Set<String> errors(ConfigReading reading) {
        Set<String> errors = new HashSet<>();
        for (ConfigProblem problem : reading.problems()) {
            if (problem.severity() != Severity.WARNING) {
                errors.add(problem.message());
            }
        }
        return errors;
    }

    private static void assertAlike(Configuration before, Configuration after, String which) {
        for (Setting<?> setting : Settings.all()) {
            if (!setting.isSecret()) {
                assertEquals(
                        texts(setting, before),
                        texts(setting, after),
                        () -> setting + " of " + which);
            }
        }
    }

    private static <T> List<String> texts(Setting<T> setting, Configuration configuration) {
        return setting.isRepeatable()
                ? configuration.values(setting).stream().map(setting.type()::show).toList()
                : configuration.find(setting).map(setting.type()::show).stream().toList();
    }
}
