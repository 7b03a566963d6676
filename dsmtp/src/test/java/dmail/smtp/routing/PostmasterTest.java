package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the mail of a postmaster goes who is no user; his own drop file is named postmaster. */
final class PostmasterTest {
    @TempDir private Path folder;
    private RoutingWorld world;

    @BeforeEach
    void users() {
        world = new RoutingWorld(folder).users("bob", "carol");
    }

    @Test
    void toTheSysadminWhereverThatIs() {
        world.sysadmin("ann@far.example");

        assertEquals("ann@far.example", world.route("PostMaster@a.example"));
        assertEquals("ann@far.example", world.route("postmaster@alias.example"));
        assertEquals("postmaster@b.example", world.route("postmaster@b.example"));
    }

    @Test
    void toWhomTheSysadminsOwnMailGoes() throws Exception {
        world.sysadmin("staff@a.example")
                .conf("alias_file aliases")
                .file("aliases", "staff: bob, carol, ann@far.example\n");

        assertEquals("bob carol ann@far.example", world.route("postmaster@a.example"));
    }

    @Test
    void whoIsAUserKeepsIt() {
        world.users("postmaster").sysadmin("ann@far.example");

        assertEquals("postmaster", world.route("postmaster@a.example"));
    }

    @Test
    void anAliasGoesFirst() throws Exception {
        world.sysadmin("ann@far.example")
                .conf("alias_file aliases")
                .file("aliases", "postmaster: carol\n");

        assertEquals("carol", world.route("postmaster@a.example"));
    }

    @Test
    void aPostmasterThereIsWhateverBecomesOfTheSysadmin() throws Exception {
        assertEquals(
                "postmaster", world.sysadmin("nobody@a.example").route("postmaster@a.example"));
        world.conf("alias_file aliases").file("aliases", "chief: nobody\nloop: postmaster\n");
        assertEquals("postmaster", world.sysadmin("chief@a.example").route("postmaster@a.example"));
        assertEquals("postmaster", world.sysadmin("loop@a.example").route("postmaster@a.example"));
    }

    @Test
    void aListThatNamesBothServesTheSysadminOnce() throws Exception {
        world.sysadmin("bob@a.example")
                .conf("alias_file aliases")
                .file("aliases", "all: bob, postmaster, nobody\n");

        assertEquals("bob unknown:no-such-user", world.route("all@a.example"));
    }

    @Test
    void theWayIsShown() {
        world.sysadmin("ann@far.example");

        String text = world.router().explain("postmaster@a.example").text();

        assertTrue(text.contains("sysadmin: ann@far.example\naddress: ann@far.example\n"), text);
        assertTrue(text.endsWith("result: ok\n"), text);
    }
}
