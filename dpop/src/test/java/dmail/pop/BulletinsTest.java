package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.login.DropLayout;
import dmail.common.server.CannotStart;
import dmail.common.testing.SpecialFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are given of a folder of bulletins. */
@Timeout(60)
class BulletinsTest {
    private static final String BULLETINS = "bulletin_path bulletins\n";
    private static final String OWN = "Subject: hello";

    @TempDir private Path folder;
    private TestServer server;

    @BeforeEach
    void start() throws IOException, CannotStart {
        Files.createDirectories(folder.resolve("bulletins"));
        server = new TestServer(folder, "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path post(String name, String text) throws IOException {
        return Files.writeString(folder.resolve("bulletins").resolve(name), text);
    }

    /** {@return the subjects of alice's messages, after what these commands do} */
    private List<String> subjects(String... commands) throws IOException {
        List<String> lines = session(commands);
        return lines.stream().filter(line -> line.startsWith("Subject: ")).toList();
    }

    private List<String> session(String... commands) throws IOException {
        try (Socket socket = server.connect()) {
            String all = "USER alice\r\nPASS secret\r\n" + String.join("\r\n", commands);
            BufferedReader replies =
                    TestServer.send(
                            socket, all + "\r\nRETR 1\r\nRETR 2\r\nRETR 3\r\nUIDL\r\nQUIT\r\n");
            List<String> lines = new ArrayList<>();
            for (String line = replies.readLine(); line != null; line = replies.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bin_path bin\nmin_space 0\n"})
    void areGivenOnceAndStayLikeOtherMail(String store) throws IOException {
        post("1.txt", "Subject: one\n\nFirst.\n");
        server.reload(BULLETINS + store);

        assertEquals(List.of(OWN, "Subject: one"), subjects());
        List<String> before = session();
        assertEquals(before, session());

        post("002.txt", "no subject");
        assertEquals(List.of(OWN, "Subject: one", "Subject: Bulletin 2"), subjects());
        subjects("DELE 2", "DELE 3", "QUIT");
        assertEquals(List.of(OWN), subjects());
    }

    @Test
    void lookLikeMailFromTheAdministrator() throws IOException {
        Path file = post("7.txt", "subject: Caf\u00e9 closed\nFrom here on.\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-20T10:00:00Z")));
        server.reload(BULLETINS + "bulletin_from The \"Boss\"\n");

        String mail = String.join("\n", session());

        assertTrue(
                mail.contains(
                        """
                        Return-Path: <>
                        Received: by test.example (DSMTP 4.0.0) with local id bulletin-000000007-001795168800;
                        \tFri, 20 Nov 2026 10:00:00 +0000
                        From: "The \\"Boss\\"" <postmaster@test.example>
                        To: <alice@test.example>
                        Subject: Caf\
                        """),
                mail);
        assertTrue(
                mail.contains(
                        """
                         closed
                        Date: Fri, 20 Nov 2026 10:00:00 +0000
                        Message-ID: <bulletin-000000007-001795168800@test.example>
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=utf-8
                        Content-Transfer-Encoding: 8bit

                        From here on.
                        .
                        """),
                mail);
    }

    @Test
    void fromBeforeTheirTimeCanBeHiddenFromNewUsers() throws IOException {
        post("1.txt", "Subject: one\n");
        server.reload(BULLETINS + "hide_old_bulls true\n");
        assertEquals(List.of(OWN), subjects());

        post("2.txt", "Subject: two\n");
        assertEquals(List.of(OWN, "Subject: two"), subjects());
    }

    @Test
    void beginAgainWhenTheFolderWasEmptyAtTheStart() throws IOException, CannotStart {
        Path one = post("1.txt", "Subject: one\n");
        server.reload(BULLETINS);
        subjects("DELE 2", "QUIT");
        Files.delete(one);
        server.restart(BULLETINS);
        post("1.txt", "Subject: new one\n");
        Files.setLastModifiedTime(
                folder.resolve("bulletins/1.txt"),
                FileTime.from(Instant.parse("2026-11-20T10:00:00Z")));

        assertEquals(List.of(OWN, "Subject: new one"), subjects());
    }

    /** A crash came between the mail and the note. */
    @Test
    void areNotGivenAgainWhenOnlyTheNoteIsLost() throws IOException {
        post("1.txt", "Subject: one\n");
        server.reload(BULLETINS);
        subjects();
        String letters = DropLayout.letters("alice", 2);
        Path note =
                folder.resolve("work/bulletins")
                        .resolve(letters.substring(0, 1))
                        .resolve(letters.substring(1))
                        .resolve("alice");
        assertEquals("1\n", Files.readString(note));
        Files.delete(note);

        assertEquals(List.of(OWN, "Subject: one"), subjects());
        assertEquals("1\n", Files.readString(note));
    }

    @Test
    void thatCanNotBeReadHoldNobodyUp() throws IOException, InterruptedException {
        server.reload("bulletin_path nowhere\n");

        assertEquals(List.of(OWN), subjects());
        server.log().await("bulletins not given user=alice");
    }

    /** Its opening would wait for someone to write into it. */
    @Test
    void thatAreNoPlainFilesAreLeftOut() throws Exception {
        server.reload(BULLETINS);
        SpecialFiles.fifo(folder.resolve("bulletins/1.txt"));
        post("2.txt", "Subject: two\n\nhello\n");

        assertEquals(List.of(OWN, "Subject: two"), subjects());
        String said = server.log().await("bulletin left out");
        assertTrue(said.contains("1.txt: is not a regular file"), said);
    }
}
