package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.login.Explanation;
import dmail.common.testing.SpecialFiles;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class RouterTest {
    @TempDir private Path folder;
    private RoutingFixture fixture;

    @BeforeEach
    void users() {
        fixture = new RoutingFixture(folder).users("bob", "carol", "dave");
    }

    @Test
    void withoutRulesAnAddressMeansItself() {
        assertEquals("bob", fixture.route("Bob@a.example"));
        assertEquals("eve@b.example", fixture.route("eve@b.example"));
        assertEquals("unknown:no-such-user", fixture.route("nobody@a.example"));
        assertEquals("later:asleep", fixture.asleep().route("bob@a.example"));
    }

    @Test
    void forwardGoesFirstAndHoldsForAnyDomain() throws Exception {
        fixture.conf("forward sales@a.example carol@a.example,eve@b.example")
                .conf("forward *@old.example %1@a.example")
                .conf("forward *-*@lists.example %2.%1@b.example")
                .conf("forward info@a.example \"|/bin/robot -f info.txt\"")
                .conf("forward sales@a.example dave@a.example")
                .conf("alias_file aliases")
                .file("aliases", "sales: bob\n");

        assertEquals("carol eve@b.example", fixture.route("Sales@A.example"));
        assertEquals("bob", fixture.route("bob@old.example"));
        assertEquals("unknown:no-such-user", fixture.route("nobody@old.example"));
        assertEquals("Boss.All@b.example", fixture.route("All-Boss@lists.example"));
        assertEquals("|/bin/robot -f info.txt", fixture.route("info@a.example"));
    }

    @Test
    void forwardCcKeepsTheRecipientAndEachLineCounts() {
        fixture.conf("forward_cc bob@a.example archive@b.example")
                .conf("forward_cc *@a.example dave@a.example");

        assertEquals("archive@b.example dave bob", fixture.route("bob@a.example"));
    }

    @Test
    void theDomainsOwnAliasesGoBeforeThoseOfAll() throws Exception {
        fixture.conf("alias_file aliases")
                .conf("alias_file_domain alias.example own")
                .file("aliases", "info: bob\nsales: bob\n")
                .file("own", "info: carol@a.example\nstaff: dave\n");

        assertEquals("bob", fixture.route("info@a.example"));
        assertEquals("carol", fixture.route("info@alias.example"));
        assertEquals("dave", fixture.route("staff@alias.example"));
        assertEquals("unknown:no-such-user", fixture.route("staff@a.example"));
        assertEquals("bob", fixture.route("sales@alias.example"));
        fixture.conf("alias_fallthrough false");
        assertEquals("unknown:no-such-user", fixture.route("sales@alias.example"));
        assertEquals("bob", fixture.route("sales@a.example"));
    }

    @Test
    void aliasesMayHaveDotsAnywhereAndBeLong() throws Exception {
        String verp = "bounce+" + "v".repeat(248);
        fixture.conf("alias_file aliases")
                .file(
                        "aliases",
                        "a..b: bob\n.c.: taro..yamada@docomo.example\n" + verp + ": carol\n");

        assertEquals("bob", fixture.route("a..b@a.example"));
        assertEquals("bob", fixture.route("\"a..b\"@a.example"));
        assertEquals("taro..yamada@docomo.example", fixture.route(".c.@a.example"));
        assertEquals("carol", fixture.route(verp + "@a.example"));
    }

    @Test
    void aWholeAddressIsMeantWithAndWithoutQuotes() throws Exception {
        fixture.conf("alias_file aliases").file("aliases", "a..b@a.example: bob\n");

        assertEquals("bob", fixture.route("a..b@a.example"));
        assertEquals("bob", fixture.route("\"a..b\"@a.example"));
    }

    @Test
    void aliasesAreOfOurDomainsOnly() throws Exception {
        fixture.conf("alias_file aliases").file("aliases", "eve: bob\n");

        assertEquals("eve@b.example", fixture.route("eve@b.example"));
    }

    @Test
    void anAliasListReachesEachOnce() throws Exception {
        fixture.conf("alias_file aliases")
                .file(
                        "aliases",
                        """
                        all: staff, bob, BOB@alias.example, list, eve@b.example, nobody
                        staff: bob, carol
                        list: :include:list.txt
                        robot: "|/bin/robot a", /dev/null
                        """
                                .replace("list.txt", folder + "/list.txt"))
                .file("list.txt", "# members\ncarol, dave@a.example\n|/bin/evil\neve@b.example\n");

        assertEquals(
                "bob carol dave eve@b.example unknown:no-such-user",
                fixture.route("all@a.example"));
        assertEquals("|/bin/robot a nowhere", fixture.route("robot@a.example"));
        assertTrue(fixture.log.lines().toString().contains("|/bin/evil"));
    }

    @Test
    void anEditedAliasFileCountsAtOnce() throws Exception {
        fixture.conf("alias_file aliases").file("aliases", "info: bob\n");
        Router router = fixture.router();
        Recipient info = Recipient.of(RoutingFixture.parse("info@a.example"));
        assertEquals("bob", RoutingFixture.words(router.route(info)));

        fixture.file("aliases", "info: carol, dave\n");
        assertEquals("carol dave", RoutingFixture.words(router.route(info)));

        Files.delete(folder.resolve("aliases"));
        assertEquals(
                "later:a-file-of-aliases-or-forwards-cannot-be-read",
                RoutingFixture.words(router.route(info)));
    }

    @Test
    void anAliasThatNamesItselfMeansTheUser() throws Exception {
        fixture.conf("alias_file aliases")
                .file("aliases", "bob: bob, carol\ncarol: \\carol\ndave: \"\\bob\"\n");

        assertEquals("bob carol", fixture.route("bob@a.example"));
        assertEquals("carol", fixture.route("carol@a.example"));
        assertEquals("bob", fixture.route("dave@a.example"));
    }

    @Test
    void loopsEnd() throws Exception {
        fixture.conf("alias_file aliases")
                .conf("forward x@b.example y@b.example")
                .conf("forward y@b.example x@b.example")
                .file("aliases", "ping: pong\npong: ping\nbob: dave\ndave: bob\n");

        assertEquals("unknown:no-such-user", fixture.route("ping@a.example"));
        assertEquals("bob", fixture.route("bob@a.example"));
        assertEquals("x@b.example", fixture.route("x@b.example"));
    }

    @Test
    void aHundredAliasesInARowAreFollowedAndMoreAreNot() throws Exception {
        fixture.conf("alias_file aliases").file("aliases", chain(100) + "a100: bob\n");
        assertEquals("bob", fixture.route("a1@a.example"));
        assertEquals(
                "later:the-expansion-takes-more-than-100-steps-in-a-row",
                fixture.route("a0@a.example"));
    }

    private static String chain(int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> "a" + i + ": a" + (i + 1) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void anExplosionIsBounded() throws Exception {
        String many =
                IntStream.range(0, 10_001)
                        .mapToObj(i -> "u" + i + "@b.example")
                        .collect(Collectors.joining(","));
        fixture.conf("alias_file aliases")
                .file(
                        "aliases",
                        "all: " + many + "\nmost: " + many.substring(many.indexOf(',') + 1));

        assertEquals(10_000, fixture.route("most@a.example").split(" ", -1).length);
        assertEquals(
                "later:the-expansion-gives-more-than-10000-destinations",
                fixture.route("all@a.example"));
    }

    @Test
    void listsOfListsCostNoMoreThanTheirLines() throws Exception {
        // Each names the next three times: 3^30 ways, 30 addresses.
        String lines =
                IntStream.range(0, 30)
                        .mapToObj(i ->
                                "l%1$d: l%2$d, l%2$d@alias.example, l%2$d\n".formatted(i, i + 1))
                        .collect(Collectors.joining());
        fixture.conf("alias_file aliases").file("aliases", lines + "l30: bob\n");

        assertEquals("bob", fixture.route("l0@a.example"));
    }

    @Test
    void aBadLineOfVirtualUsersIsNotLoggedAsAnAlias() throws Exception {
        fixture.conf("virt_user_pre virtusertable").file("virtusertable", "nonsense\n");

        fixture.route("bob@a.example");

        String log = fixture.log.lines().toString();
        assertTrue(
                log.contains(
                        "warning: - table line ignored table=\"table of virtual users\" line="),
                log);
    }

    @Test
    void theTableOfVirtualUsersLeadsOnWhatNoAliasDoes() throws Exception {
        fixture.conf("virt_user_pre virtusertable")
                .conf("alias_file aliases")
                .file("aliases", "info: carol\n")
                .file(
                        "virtusertable",
                        """
                        bob@b.example dave
                        info@a.example bob
                        @b.example error:no such user
                        @c.example %1@a.example
                        """);

        assertEquals("dave", fixture.route("bob@b.example"));
        assertEquals("carol", fixture.route("info@a.example"));
        assertEquals("unknown:no-such-user", fixture.route("eve@b.example"));
        assertEquals("carol", fixture.route("Carol@c.example"));
        assertEquals("eve@d.example", fixture.route("eve@d.example"));
    }

    @Test
    void theUsersDataBaseForwards() {
        fixture.user("away", "fwd", "eve@b.example")
                .user("both", "fwd", "carol, $user")
                .user("none", "fwd", "")
                .user("bad", "fwd", "|/bin/evil")
                .user("self", "fwd", "self@a.example,eve@b.example");

        assertEquals("eve@b.example", fixture.route("away@a.example"));
        assertEquals("carol both", fixture.route("both@a.example"));
        assertEquals("none", fixture.route("none@a.example"));
        assertEquals("bad", fixture.route("bad@a.example"));
        assertEquals("self eve@b.example", fixture.route("self@a.example"));
        assertTrue(fixture.log.lines().toString().contains("forward field ignored user=bad"));
    }

    @Test
    void anEntryForAWholeAddressLeadsOnThatOneAlone() {
        fixture.user("bob@alias.example", "fwd", "carol@a.example")
                .user("dave@alias.example", "fwd", "$user,eve@b.example")
                .user("carol@alias.example", "fwd", "carol@alias.example,bob");

        assertEquals("bob", fixture.route("bob@a.example"));
        assertEquals("carol", fixture.route("bob@alias.example"));
        assertEquals("dave eve@b.example", fixture.route("dave@alias.example"));
        assertEquals("carol bob", fixture.route("carol@alias.example"));
    }

    @Test
    void aForwardFileBesideTheDropFileCountsUnlessTheDataBaseForwards() throws Exception {
        fixture.user("both", "fwd", "carol,$user")
                .user("away", "fwd", "carol")
                .file("drop/bob.fwd", "# on holiday\neve@b.example, \\bob\n")
                .file("drop/both.fwd", "dave\n")
                .file("drop/away.fwd", "dave\n")
                .file("drop/dave.fwd", "\n");

        assertEquals("eve@b.example bob", fixture.route("bob@a.example"));
        assertEquals("carol dave", fixture.route("both@a.example"));
        assertEquals("carol", fixture.route("away@a.example"));
        assertEquals("dave", fixture.route("dave@a.example"));
    }

    @Test
    void aForwardFileThatCannotBeTrustedIsLeftAside() throws Exception {
        fixture.file("drop/bob.fwd", "eve@b.example\n")
                .file("drop/dave.fwd", "eve@b.example\n|/bin/robot\n");
        Files.setPosixFilePermissions(
                folder.resolve("drop/bob.fwd"), PosixFilePermissions.fromString("rw-rw-r--"));
        Files.createSymbolicLink(folder.resolve("drop/carol.fwd"), folder.resolve("drop/dave.fwd"));

        assertEquals("bob", fixture.route("bob@a.example"));
        assertEquals("carol", fixture.route("carol@a.example"));
        assertEquals("dave", fixture.route("dave@a.example"));
        String log = fixture.log.lines().toString();
        assertTrue(log.contains("reason=\"others can write it\""), log);
        assertTrue(log.contains("reason=\"no plain file\""), log);
        assertTrue(log.contains("reason=\"can't be followed: |/bin/robot\""), log);
    }

    /** Its opening would wait for someone to write into it. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aForwardFileThatIsAFifoIsLeftAside() throws Exception {
        fixture.systemUser("sue");
        SpecialFiles.fifo(folder.resolve("home/sue/.forward"));
        assertEquals("sue", fixture.route("sue@a.example"));
    }

    /** A user exchanges the file while mail for him comes in. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aForwardFileThatIsExchangedForAFifoHoldsNobodyUp() throws Exception {
        fixture.systemUser("sue").file("home/sue/plain", "eve@b.example\n");
        Path home = folder.resolve("home/sue");
        SpecialFiles.fifo(home.resolve("fifo"));
        Thread exchanger =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> exchange(home, home.resolve("plain"), home.resolve("fifo")));
        for (int i = 0; i < 300; i++) {
            String way = fixture.route("sue@a.example");
            assertTrue(List.of("eve@b.example", "sue").contains(way), way);
        }
        exchanger.interrupt();
        exchanger.join();
    }

    private static void exchange(Path home, Path plain, Path fifo) {
        try {
            while (!Thread.interrupted()) {
                for (Path file : List.of(plain, fifo)) {
                    Path name = home.resolve("name");
                    Files.createLink(name, file);
                    Files.move(name, home.resolve(".forward"), StandardCopyOption.ATOMIC_MOVE);
                    Files.deleteIfExists(name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aListThatIsAFifoDelaysTheMail() throws Exception {
        fixture.conf("alias_file aliases").file("aliases", "all: :include:" + folder + "/list\n");
        SpecialFiles.fifo(folder.resolve("list"));
        String way = fixture.route("all@a.example");
        assertTrue(way.startsWith("later:"), way);
    }

    @Test
    void usersOfTheSystemHaveTheirForwardFileAtHome() throws Exception {
        fixture.systemUser("sue")
                .systemUser("tom")
                .file("home/sue/.forward", "eve@b.example, |/usr/bin/procmail\n\\sue\n")
                .file("home/tom/.forward", "/etc/passwd\n")
                .file("drop/sue.fwd", "carol\n");

        assertEquals("eve@b.example |/usr/bin/procmail(sue) sue", fixture.route("sue@a.example"));
        assertEquals("tom", fixture.route("tom@a.example"));
        fixture.conf("no_dotforward true");
        assertEquals("carol", fixture.route("sue@a.example"));
    }

    @Test
    void aForwardFileThatComesBackMeansTheDropFile() throws Exception {
        fixture.conf("alias_file aliases")
                .file("aliases", "bobby: bob\n")
                .file("drop/bob.fwd", "bobby, eve@b.example\n")
                .file("drop/carol.fwd", "dave\n")
                .file("drop/dave.fwd", "carol\n");

        assertEquals("bob eve@b.example", fixture.route("bob@a.example"));
        assertEquals("bob eve@b.example", fixture.route("bobby@a.example"));
        assertEquals("carol", fixture.route("carol@a.example"));
        assertEquals("dave", fixture.route("dave@a.example"));
    }

    @Test
    void aPartThatCannotBeToldNowDelaysTheWhole() throws Exception {
        fixture.conf("alias_file aliases").file("aliases", "all: eve@b.example, bob\n").asleep();

        assertEquals("later:asleep", fixture.route("all@a.example"));
        fixture.file("aliases", "all: eve@b.example, :include:/nowhere/list\n");
        assertEquals(
                "later:a-file-of-aliases-or-forwards-cannot-be-read",
                fixture.route("all@a.example"));
    }

    @Test
    void filesAreKeptLikeDropFiles() throws Exception {
        fixture.conf("alias_file aliases")
                .file(
                        "aliases",
                        "archive: %1$s/archive\nlink: %1$s/link\nlost: %1$s/no/folder\n"
                                .formatted(folder));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("archive"));

        assertEquals(folder + "/archive", fixture.route("archive@a.example"));
        assertEquals("later:" + folder + "/link-is-a-link", fixture.route("link@a.example"));
        assertTrue(fixture.route("lost@a.example").startsWith("later:there-is-no-folder"));
    }

    @Test
    void whatAForkWasKeptAsIsNotFollowedAgain() throws Exception {
        fixture.conf("alias_file aliases")
                .conf("virt_user_pre virtusertable")
                .file("aliases", "bob: carol, dave\n")
                .file("virtusertable", "@c.example error:closed\n");
        Recipient whole = Recipient.of(RoutingFixture.parse("bob@a.example"));
        Router router = fixture.router();

        assertEquals("bob", kept(router, whole, new Target.Address(whole.address())));
        assertEquals("|/bin/x(sue)", kept(router, whole, new Target.Program("/bin/x", "sue")));
        assertEquals(folder + "/box", kept(router, whole, new Target.MailFile(folder + "/box")));
        assertEquals(
                "unknown:closed",
                kept(router, whole, new Target.Address(RoutingFixture.parse("x@c.example"))));
    }

    private static String kept(Router router, Recipient whole, Target target) {
        return RoutingFixture.words(router.route(whole.at(target)));
    }

    @Test
    void aLookAtRcptEndsWithTheFirstGoodPlace() throws Exception {
        fixture.conf("alias_file aliases").file("aliases", "all: nobody, bob, carol, dave\n");

        Route route =
                fixture.router()
                        .route(
                                RoutingFixture.parse("all@a.example"),
                                Destination.Local.class::isInstance);

        assertEquals("unknown:no-such-user bob", RoutingFixture.words(route));
        assertEquals(2, fixture.questions());
    }

    @Test
    void explainsEachStepWithTheLineThatDecided() throws Exception {
        fixture.conf("forward sales@a.example team@a.example")
                .conf("alias_file " + folder.resolve("aliases"))
                .file("aliases", "# people\nteam: bob, eve@b.example\n");

        Explanation explanation = fixture.router().explain("sales@a.example");

        assertEquals(Explanation.End.FOUND, explanation.end());
        assertEquals(
                """
                address: sales@a.example
                forward: team@a.example  (%1$s/dmail.conf:4)
                address: team@a.example
                alias: bob@a.example, eve@b.example  (%1$s/aliases:2)
                address: bob@a.example
                user: bob  (dmail.conf:1)
                mailbox of: bob
                drop file: %1$s/drop/bob
                address: eve@b.example
                other host: of b.example
                result: ok, 2 places
                """
                        .formatted(folder),
                explanation.text());
    }

    @Test
    void explainsWhyMailDoesNotArrive() throws IOException {
        assertEquals(
                """
                address: nobody@a.example
                user: nobody  (dmail.conf:1)
                rejected: no such user
                result: no such user
                """,
                fixture.router().explain("nobody@a.example").text());
        assertEquals(Explanation.End.NOT_LOCAL, fixture.router().explain("eve@b.example").end());
        assertEquals(Explanation.End.NO_SUCH_USER, fixture.router().explain("no address").end());
        assertEquals(
                Explanation.End.UNAVAILABLE,
                fixture.asleep().router().explain("bob@a.example").end());
    }
}
