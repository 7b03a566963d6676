package dmail.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.DialogueScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the scripts of the folder {@code dialogues} against sessions of {@link SessionFixture}. */
class DialogueTest {
    private static final Path FOLDER = Path.of("src/test/resources/dialogues");

    static List<DialogueScript> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(DialogueTest::read).toList();
        }
    }

    private static DialogueScript read(Path file) {
        try {
            return DialogueScript.read(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a script of this name is about decides where its client connects from. */
    private static SessionFixture fixture(DialogueScript script) {
        String name = script.toString();
        if (name.startsWith("covered-")) {
            return new SessionFixture().client("127.0.0.1");
        }
        if (name.startsWith("nodsn-")) {
            SessionFixture fixture = new SessionFixture().withoutReportsForStrangers();
            return name.startsWith("nodsn-covered") ? fixture.client("127.0.0.1") : fixture;
        }
        if (name.startsWith("login-")) {
            return new SessionFixture().withLogins();
        }
        if (name.startsWith("submission")) {
            return new SessionFixture().forSubmission();
        }
        return name.startsWith("banned-")
                ? new SessionFixture().client("203.0.113.5")
                : new SessionFixture();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void plays(DialogueScript script) throws IOException {
        script.play((in, out) -> {
            SessionFixture fixture = fixture(script);
            fixture.serve(in, out);
            assertEquals(0, fixture.queue.leaked(), "bodies left open");
        });
    }

    @Test
    void thereAreScripts() throws IOException {
        assertTrue(scripts().size() > 15);
    }
}
