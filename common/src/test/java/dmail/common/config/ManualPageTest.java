package dmail.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code man/dmail.conf.5} to the table of settings. To write the page anew: {@code mvn -pl
 * common test -Dtest=ManualPageTest -Dmanual=write}.
 */
final class ManualPageTest {
    private static final Path PAGE = Path.of("..", "man", "dmail.conf.5");

    @Test
    void thePageIsWhatTheTableSays() throws IOException {
        String generated = ManualPage.text();
        if (System.getProperty("manual", "").equals("write")) {
            Files.writeString(PAGE, generated);
        }

        assertEquals(
                generated,
                Files.readString(PAGE),
                "write it anew: mvn -pl common test -Dtest=ManualPageTest -Dmanual=write");
    }
}
