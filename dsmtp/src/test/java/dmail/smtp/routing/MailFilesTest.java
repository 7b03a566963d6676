package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.io.FolderTrust;
import dmail.common.io.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFilesTest {
    private static final int ALICE = 4711;

    @TempDir private Path top;
    private Path lists;
    private int nobody;

    @BeforeEach
    void makeTheFolder() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        lists = Files.createDirectories(top.resolve("home/lists"));
        Files.setAttribute(top, "unix:mode", 0755);
        nobody = LocalFiles.ofThisHost().owners().find("nobody").orElseThrow().uid();
    }

    private Destination asRoot(String more) {
        LocalFiles here = LocalFiles.ofThisHost();
        LocalFiles root =
                new LocalFiles(new FolderTrust(OptionalInt.of(0)), here.homes(), here.owners());
        return new MailFiles(TestExpansions.configuration(top.resolve("etc"), more), root)
                .destination(lists + "/box");
    }

    private static Owner owner(Destination destination) {
        return assertInstanceOf(Destination.Local.class, destination).mailbox().owner();
    }

    private static void assertWaits(String why, Destination destination) {
        String said = assertInstanceOf(Destination.TryLater.class, destination).why();
        assertTrue(said.contains(why), said);
    }

    @Test
    void becomeTheProgramUsersWhenTheServerIsRoot() {
        assertEquals(nobody, owner(asRoot("")).uid());
    }

    @Test
    void waitWithoutAProgramUser() {
        assertWaits("no user nosuchuser, the program_user", asRoot("program_user nosuchuser\n"));
    }

    @Test
    void areNotWrittenByRootBelowAFolderThatAUserCouldExchange() throws IOException {
        Files.setAttribute(top.resolve("home"), "unix:uid", ALICE);
        assertWaits("belongs to user 4711, who could exchange", asRoot(""));
    }

    @Test
    void areNotWrittenByRootWhereAUserHasPutALink() throws IOException {
        Path own = Files.createDirectories(top.resolve("secret"));
        Files.delete(lists);
        Files.createSymbolicLink(lists, own);
        Files.setAttribute(lists, "unix:uid", ALICE, LinkOption.NOFOLLOW_LINKS);
        assertWaits("belongs to user 4711", asRoot(""));
        assertTrue(Files.notExists(own.resolve("box")));
    }

    @Test
    void mustBelongToTheProgramUserWhenTheyAreThere() throws IOException {
        Path box = Files.createFile(lists.resolve("box"));
        assertWaits("belongs to user 0, not to nobody", asRoot(""));
        Files.setAttribute(box, "unix:uid", nobody);
        assertEquals(nobody, owner(asRoot("")).uid());
    }
}
