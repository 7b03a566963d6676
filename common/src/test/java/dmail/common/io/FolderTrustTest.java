package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.io.FolderTrust.Writers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only root can make folders of other users to try this with. */
class FolderTrustTest {
    private static final FolderTrust ROOT = new FolderTrust(OptionalInt.of(0));
    private static final int ALICE = 4711;

    @TempDir private Path top;
    private Path mail;

    @BeforeEach
    void makeTheFolders() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        mail = Files.createDirectories(top.resolve("home/mail"));
        mode(top, 0755);
        mode(top.resolve("home"), 0755);
        mode(mail, 0755);
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    @Test
    void findsNoFaultWithFoldersThatAreRoots() throws IOException {
        assertEquals(Optional.empty(), ROOT.whyUntrusted(mail, Writers.NONE));
    }

    @Test
    void namesAFolderAboveThatBelongsToAUser() throws IOException {
        Files.setAttribute(top.resolve("home"), "unix:uid", ALICE);
        assertEquals(
                top.resolve("home") + " belongs to user 4711, who could exchange what is below it",
                ROOT.whyUntrusted(mail, Writers.NONE).orElseThrow());
    }

    @Test
    void takesAFolderThatEverybodyWritesToOnlyWithTheStickyBit() throws IOException {
        mode(top.resolve("home"), 0777);
        assertTrue(ROOT.whyUntrusted(mail, Writers.GROUP).isPresent());
        mode(top.resolve("home"), 01777);
        assertEquals(Optional.empty(), ROOT.whyUntrusted(mail, Writers.NONE));
    }

    @Test
    void takesAFolderThatTheGroupWritesToWhereThatIsUsual() throws IOException {
        mode(mail, 02775);
        assertTrue(ROOT.whyUntrusted(mail, Writers.NONE).isPresent());
        assertEquals(Optional.empty(), ROOT.whyUntrusted(mail, Writers.GROUP));
    }

    @Test
    void looksAtLinksAndAtWhatTheyLeadTo() throws IOException {
        Path link = Files.createSymbolicLink(top.resolve("link"), Path.of("home/../home/mail"));
        assertEquals(Optional.empty(), ROOT.whyUntrusted(link, Writers.NONE));
        Files.setAttribute(mail, "unix:uid", ALICE);
        assertTrue(ROOT.whyUntrusted(link, Writers.NONE).isPresent());
        Files.setAttribute(mail, "unix:uid", 0);
        Files.setAttribute(link, "unix:uid", ALICE, LinkOption.NOFOLLOW_LINKS);
        assertTrue(ROOT.whyUntrusted(link, Writers.NONE).isPresent());
    }

    @Test
    void endsWhereLinksGoRoundInCircles() throws IOException {
        Path link = top.resolve("link");
        Files.createSymbolicLink(link, link);
        assertEquals(
                link + ": too many links", ROOT.whyUntrusted(link, Writers.NONE).orElseThrow());
    }

    @Test
    void leavesTheJudgementToTheSystemWhenTheServerIsNotRoot() throws IOException {
        Files.setAttribute(mail, "unix:uid", ALICE);
        var other = new FolderTrust(OptionalInt.of(ALICE));
        assertEquals(Optional.empty(), other.whyUntrusted(mail, Writers.NONE));
    }
}
