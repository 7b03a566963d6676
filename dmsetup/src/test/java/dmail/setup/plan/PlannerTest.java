package dmail.setup.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Jimfs;
import dmail.setup.ask.AnswersFile;
import dmail.setup.ask.Draft;
import dmail.setup.found.Facts;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlannerTest {
    @TempDir private Path folder;

    /** A machine that has these folders and files, and the user root. */
    private record There(Set<Path> paths) implements Present {
        @Override
        public boolean hasFolder(Path path) {
            return paths.contains(path);
        }

        @Override
        public boolean hasFile(Path file) {
            return paths.contains(file);
        }

        @Override
        public boolean hasUser(String name) {
            return name.equals("root");
        }
    }

    @Test
    void givesTheServersAUserAndFoldersOfTheirOwn() throws IOException {
        Plan plan = plan(site(), new There(Set.of(folder)));
        Path own = folder.resolve("work");

        assertEquals(
                List.of(
                        "make the system user dmail",
                        "make the folder " + folder + "/mail (dmail:dmail 0700)",
                        "make the folder " + own + " (dmail:dmail 0711)",
                        "make the folder " + folder + "/log (dmail:dmail 0750)",
                        "write " + folder + "/dmail.conf (root:root 0644)",
                        "write " + own + "/nwauth.txt (dmail:dmail 0600)",
                        "set the password of postmaster in " + own + "/nwauth.txt",
                        "set the manager's password in " + own + "/tellpass.dat"),
                titles(plan));
        assertFalse(plan.steps().toString().contains("secret"), plan.toString());
    }

    @Test
    void makesFoldersAboveOnce() throws IOException {
        Plan plan =
                plan(
                        site(),
                        new There(Set.of(folder)),
                        "drop_path=" + folder + "/a/b/mail",
                        "work_path=" + folder + "/a/b/work",
                        "log_path=none",
                        "run_as=root");

        assertEquals(
                List.of(
                        "make the folder " + folder + "/a (0755)",
                        "make the folder " + folder + "/a/b (0755)",
                        "make the folder " + folder + "/a/b/mail (root:root 0755)",
                        "make the folder " + folder + "/a/b/work (root:root 0711)",
                        "write " + folder + "/dmail.conf (root:root 0644)"),
                titles(plan).subList(0, 5));
    }

    @Test
    void leavesOwnersAloneForWhoIsNotRoot() throws IOException {
        Plan plan = plan(site().user("ann"), new There(Set.of(folder)));

        assertEquals("make the folder " + folder + "/mail (0700)", titles(plan).getFirst());
    }

    @Test
    void changesOnlyWhatDiffers() throws IOException {
        String conf =
                """
                # ours, since 1999
                host_domain example.net
                sysadmin bob@example.net
                drop_path mail
                work_path work
                vdomain acme acme.example acme

                forward_from_ip 127.0.0.1
                """;
        Files.writeString(folder.resolve("dmail.conf"), conf);
        Plan plan =
                plan(
                        site(),
                        new There(Set.of(folder, folder.resolve("mail"), folder.resolve("work"))),
                        "sysadmin=ann@example.net",
                        "authent_method=unix_user",
                        "local_host=mx.example.net");

        Step.WriteFile file = assertInstanceOf(Step.WriteFile.class, plan.steps().getFirst());
        assertEquals(conf, file.before());
        assertEquals(
                conf.replace("bob@", "ann@")
                        + "local_host mx.example.net\n"
                        + "authent_method unix_user\n",
                file.after());
    }

    @Test
    void leavesIncludedFilesToAPerson() throws IOException {
        Files.writeString(
                folder.resolve("dmail.conf"),
                "host_domain example.net\n#include mail.conf\nwork_path work\n");
        Files.writeString(folder.resolve("mail.conf"), "drop_path /old\n");

        Plan plan = plan(site(), new There(Set.of(folder)), "drop_path=/new");

        assertEquals(
                List.of(
                        folder
                                + "/mail.conf:1 has a drop_path line, and is included; write there:"
                                + " drop_path /new"),
                plan.obstacles());
    }

    @Test
    void hasNothingToDoWhereAllIsDone() throws IOException {
        Files.createDirectory(folder.resolve("work"));
        Path users = Files.writeString(folder.resolve("work/nwauth.txt"), "ann:*:\n");
        Files.writeString(folder.resolve("work/tellpass.dat"), "x\n");
        Files.writeString(
                folder.resolve("dmail.conf"),
                """
                host_domain example.com
                local_host mail.example.com
                sysadmin ann@example.com
                drop_path mail
                work_path work
                authent_method internal
                users_file work/nwauth.txt
                forward_from_ip 127.0.0.1
                """);
        Set<Path> paths = Set.of(folder, folder.resolve("mail"), folder.resolve("work"), users);

        assertEquals(List.of(), plan(site(), new There(paths), "run_as=root").steps());
    }

    @Test
    void tellsTheUnitsWhatTheyAreNotMadeFor() throws IOException {
        FileSystem disk = Jimfs.newFileSystem(com.google.common.jimfs.Configuration.unix());
        SiteFacts site = new SiteFacts(disk.getPath("/etc/dmail.conf"));
        Present present = new There(Set.of(disk.getPath("/lib/systemd/system/dsmtp.service")));

        assertEquals(List.of(), drops(plan(site, present)));
        assertEquals(
                List.of(
                        "write /etc/systemd/system/dsmtp.service.d/dmsetup.conf (root:root 0644)",
                        """
                        # dmsetup(8) has written this, for what /etc/dmail.conf says.
                        [Service]
                        User=post
                        Group=post
                        ReadWritePaths="/srv/mail"
                        """),
                drops(plan(site, present, "run_as=post", "drop_path=/srv/mail")));
        String ofRoot = drops(plan(site, present, "authent_method=unix_user")).getLast();
        assertTrue(ofRoot.contains("\nUser=root\n"), ofRoot);
        assertTrue(ofRoot.contains("\nCapabilityBoundingSet=CAP_SETUID "), ofRoot);
    }

    /** Titles and texts of the files for units. */
    private static List<String> drops(Plan plan) {
        return plan.steps().stream()
                .filter(step ->
                        step instanceof Step.WriteFile file
                                && file.file().toString().startsWith("/etc/systemd/"))
                .map(Step.WriteFile.class::cast)
                .flatMap(file -> Stream.of(file.title(), file.after()))
                .toList();
    }

    private SiteFacts site() {
        return new SiteFacts(folder.resolve("dmail.conf"));
    }

    private static List<String> titles(Plan plan) {
        return plan.steps().stream().map(Step::title).toList();
    }

    private static Plan plan(SiteFacts site, Present present, String... assignments)
            throws IOException {
        Facts facts = site.facts();
        AnswersFile file = new AnswersFile();
        List.of(assignments).forEach(file::assign);
        AnswersFile.Result result = file.complete(facts);
        assertEquals(List.of(), result.complaints());
        return Planner.plan(new Draft(facts, result.answers()), present);
    }
}
