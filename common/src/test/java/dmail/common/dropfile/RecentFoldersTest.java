package dmail.common.dropfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecentFoldersTest {
    private static final Path MAIL = Path.of("/var/mail");
    private static final long SECOND = 1_000_000_000L;

    private final List<Path> looks = new ArrayList<>();
    private long now = SECOND;
    private final RecentFolders<Integer> folders = new RecentFolders<>(() -> now);

    private int ask(Path folder) throws IOException {
        return folders.ask(
                folder,
                each -> {
                    looks.add(each);
                    return looks.size();
                });
    }

    @Test
    void looksOnceASecond() throws IOException {
        assertEquals(1, ask(MAIL));
        now += SECOND - 1;
        assertEquals(1, ask(MAIL));
        now += 1;
        assertEquals(2, ask(MAIL));
    }

    @Test
    void tellsFoldersApart() throws IOException {
        assertEquals(1, ask(MAIL));
        assertEquals(2, ask(MAIL.resolve("acme")));
        assertEquals(1, ask(MAIL));
    }

    @Test
    void forgetsRatherThanGrows() throws IOException {
        for (int i = 0; i < 2500; i++) {
            ask(MAIL.resolve("d" + i));
        }
        assertEquals(2500, looks.size());
        assertEquals(2500, ask(MAIL.resolve("d2499")));
    }
}
