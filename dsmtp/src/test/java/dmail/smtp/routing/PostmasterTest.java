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
    private RoutingFixture fixture;

    @BeforeEach
    void users() {
        fixture = new RoutingFixture(folder).users("bob", "carol");
    }

    @Test
    void toTheSysadminWhereverThatIs() {
        fixture.sysadmin("ann@far.example");

        assertEquals("ann@far.example", fixture.route("PostMaster@a.example"));
        assertEquals("ann@far.example", fixture.route("postmaster@alias.example"));
        assertEquals("postmaster@b.example", fixture.route("postmaster@b.example"));
    }

    @Test
    void toWhomTheSysadminsOwnMailGoes() throws Exception {
        fixture.sysadmin("staff@a.example")
                .conf("alias_file aliases")
                .file("aliases", "staff: bob, carol, ann@far.example\n");

        assertEquals("bob carol ann@far.example", fixture.route("postmaster@a.example"));
    }

    @Test
    void whoIsAUserKeepsIt() {
        fixture.users("postmaster").sysadmin("ann@far.example");

        assertEquals("postmaster", fixture.route("postmaster@a.example"));
    }

    @Test
    void anAliasGoesFirst() throws Exception {
        fixture.sysadmin("ann@far.example")
                .conf("alias_file aliases")
                .file("aliases", "postmaster: carol\n");

        assertEquals("carol", fixture.route("postmaster@a.example"));
    }

    @Test
    void aPostmasterThereIsWhateverBecomesOfTheSysadmin() throws Exception {
        assertEquals(
                "postmaster", fixture.sysadmin("nobody@a.example").route("postmaster@a.example"));
        fixture.conf("alias_file aliases").file("aliases", "chief: nobody\nloop: postmaster\n");
        assertEquals(
                "postmaster", fixture.sysadmin("chief@a.example").route("postmaster@a.example"));
        assertEquals(
                "postmaster", fixture.sysadmin("loop@a.example").route("postmaster@a.example"));
    }

    @Test
    void aListThatNamesBothServesTheSysadminOnce() throws Exception {
        fixture.sysadmin("bob@a.example")
                .conf("alias_file aliases")
                .file("aliases", "all: bob, postmaster, nobody\n");

        assertEquals("bob unknown:no-such-user", fixture.route("all@a.example"));
    }

    @Test
    void theWayIsShown() {
        fixture.sysadmin("ann@far.example");

        String text = fixture.router().explain("postmaster@a.example").text();

        assertTrue(text.contains("sysadmin: ann@far.example\naddress: ann@far.example\n"), text);
        assertTrue(text.endsWith("result: ok\n"), text);
    }
}
