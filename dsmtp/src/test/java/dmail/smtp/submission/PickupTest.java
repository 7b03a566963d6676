package dmail.smtp.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SpecialFiles;
import dmail.smtp.message.Body;
import dmail.smtp.protocol.Command;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PickupTest {
    private static final String MAIL =
            """
            EHLO localhost\r
            MAIL FROM:<bob@a.example>\r
            RCPT TO:<alice@a.example>\r
            RCPT TO:<carol@a.example>\r
            BDAT 7 LAST\r
            hello\r
            QUIT\r
            """;

    private final MemoryLog log = new MemoryLog();
    private final FakeClock clock = FakeClock.atNoon();
    private final List<String> reports = new ArrayList<>();
    private final FakeSessions sessions = new FakeSessions();
    @TempDir private Path work;
    private SubmitFolder folder;
    private Pickup pickup;

    /** Answers each session with the same words. */
    private static final class FakeSessions implements LocalSessions {
        private final List<String> played = new ArrayList<>();
        private String answers = "250 ok\r\n".repeat(7);
        private boolean takes = true;
        private PickupLimits bounds = PickupLimits.of(1000, 10);
        private Runnable meanwhile = () -> {};
        private boolean brokenOff;

        @Override
        public SessionLimits.Entry enter(String user, SessionMemory.Line line) {
            return new SessionLimits.Entry.Entered(SessionMemory.unbounded());
        }

        @Override
        public void leave(SessionMemory session) {
            // Nothing is counted.
        }

        @Override
        public Duration readTimeout() {
            return Duration.ZERO;
        }

        @Override
        public PickupLimits pickupLimits() {
            return bounds;
        }

        @Override
        public void serve(
                String user,
                SessionMemory memory,
                InputStream in,
                OutputStream out,
                Consumer<Duration> readTimeout) {
            throw new AssertionError("nobody is there");
        }

        @Override
        public boolean replay(String user, InputStream in, OutputStream out) {
            try {
                played.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            try {
                out.write(answers.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                brokenOff = true;
            }
            meanwhile.run();
            return takes;
        }
    }

    private void note(Command.Mail mail, List<RefusedRecipient> refused, Body message)
            throws IOException {
        for (RefusedRecipient one : refused) {
            reports.add(one.recipient().path() + ": " + one.words());
        }
        try (InputStream text = message.open()) {
            String content = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            reports.add(mail.sender() + ": " + content.strip());
        }
    }

    @BeforeEach
    void makeTheFolders() throws IOException {
        folder = SubmitFolder.in(work);
        folder.create();
        pickup = new Pickup(folder, work.resolve("aside"), sessions, this::note, clock, log);
    }

    private Path leave(String digit) throws IOException {
        return Files.writeString(name(digit), MAIL);
    }

    private Path name(String digit) {
        return folder.left().resolve(digit.repeat(32) + ".smtp");
    }

    private long taken() throws IOException {
        try (var files = Files.list(folder.taken())) {
            return files.count();
        }
    }

    @Test
    void setsAsideWhatIsNoPlainFileAndTakesTheRest() throws IOException {
        SpecialFiles.fifo(name("1"));
        Files.createSymbolicLink(name("2"), Path.of("/etc/passwd"));
        Path other = leave("3");
        Files.createLink(work.resolve("other-name"), other);
        Files.createDirectory(name("4"));
        leave("a");
        leave("f");
        pickup.run();
        assertEquals(List.of(MAIL, MAIL), sessions.played);
        assertEquals(0, taken());
        assertEquals(4, pickup.troubled());
    }

    @Test
    void tellsOfEachOnce() throws IOException {
        SpecialFiles.fifo(name("1"));
        pickup.run();
        pickup.run();
        assertEquals(1, log.lines().size(), log.lines()::toString);
    }

    @Test
    void reportsThoseWhoWereRefusedWhenTheMessageIsTaken() throws IOException {
        sessions.answers =
                """
                220 here\r
                250-here\r
                250 SIZE\r
                250 2.1.0 ok\r
                250 2.1.5 ok\r
                550 5.7.1 no\r
                250 2.0.0 ok\r
                221 2.0.0 bye\r
                """;
        leave("a");
        pickup.run();
        assertEquals(2, reports.size(), reports::toString);
        assertTrue(reports.getFirst().contains("carol@a.example"), reports::toString);
        assertTrue(reports.getFirst().endsWith(": 550 5.7.1 no"), reports::toString);
        assertTrue(reports.getLast().endsWith(": hello"), reports::toString);
        assertEquals(0, taken());
    }

    @Test
    void reportsEverybodyWhenTheMessageIsRefused() throws IOException {
        sessions.takes = false;
        sessions.answers = "220 here\r\n" + "250 ok\r\n".repeat(4) + "552 5.3.4 too large\r\n";
        leave("a");
        pickup.run();
        assertEquals(3, reports.size(), reports::toString);
        assertEquals(0, taken());
        assertEquals(0, pickup.troubled());
    }

    @Test
    void keepsWhatIsRefusedForNowUntilItIsTooOld() throws IOException {
        sessions.takes = false;
        sessions.answers = "220 here\r\n" + "250 ok\r\n".repeat(4) + "452 4.3.1 no room\r\n";
        Files.setLastModifiedTime(leave("a"), FileTime.from(clock.instant()));
        pickup.run();
        assertEquals(1, taken());
        assertEquals(List.of(), reports);
        clock.advance(Duration.ofDays(5));
        pickup.run();
        assertEquals(0, taken());
        assertEquals(3, reports.size(), reports::toString);
    }

    @Test
    void reportsOnLinesThatNameNobodyAndOnSourceRoutes() throws IOException {
        sessions.answers =
                """
                220 here\r
                250 here\r
                250 2.1.0 ok\r
                501 5.1.3 not an address\r
                550 5.7.1 relaying denied\r
                250 2.0.0 ok\r
                221 2.0.0 bye\r
                """;
        String odd = MAIL.replace("<alice@a.example>", "<alice at home>");
        Files.writeString(name("a"), odd.replace("<carol@", "<@relay.example:carol@"));
        pickup.run();
        assertEquals(3, reports.size(), reports::toString);
        assertTrue(
                reports.getFirst().endsWith("501 5.1.3 not an address (RCPT TO:<alice at home>)"),
                reports::toString);
        assertTrue(reports.get(1).contains("carol@a.example"), reports::toString);
    }

    @Test
    void whatIsRefusedForNowOfOneUserKeepsNobodyElsesWaiting() throws IOException {
        sessions.takes = false;
        sessions.answers = "220 here\r\n" + "250 ok\r\n".repeat(4) + "452 4.3.1 no room\r\n";
        for (int i = 0; i < WaitingMail.MOST_OF_ONE + 500; i++) {
            Path file = folder.left().resolve(String.format(Locale.ROOT, "%032x.smtp", i));
            Files.writeString(file, MAIL);
        }
        pickup.run();
        pickup.run();
        assertEquals(WaitingMail.MOST_OF_ONE, taken());
        assertEquals(WaitingMail.MOST_OF_ONE + 500, pickup.waiting());
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().getFirst().contains("files=500"), log.lines()::toString);

        sessions.takes = true;
        sessions.answers = "250 ok\r\n".repeat(7);
        pickup.run();
        pickup.run();
        assertEquals(0, pickup.waiting());
    }

    @Test
    void removesWhatWasNeverFinished() throws IOException {
        Path old = Files.createFile(folder.left().resolve("a.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(clock.instant().minusSeconds(4000)));
        Path fresh = Files.createFile(folder.left().resolve("b.tmp"));
        Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
        pickup.run();
        assertTrue(Files.notExists(old));
        assertTrue(Files.exists(fresh));
    }

    private Path leave(int number, int owner, Instant changed) throws IOException {
        Path file = folder.left().resolve(String.format(Locale.ROOT, "%032x.smtp", number));
        Files.writeString(file, MAIL.replace("hello", String.format(Locale.ROOT, "%05d", number)));
        if (owner > 0) {
            Files.setAttribute(file, "unix:uid", owner);
        }
        Files.setLastModifiedTime(file, FileTime.from(changed));
        return file;
    }

    private static void onlyRootGivesFilesAway() {
        assumeTrue("root".equals(System.getProperty("user.name")));
    }

    private List<Integer> numbersPlayed() {
        return sessions.played.stream()
                .map(text -> Integer.valueOf(text.lines().toList().get(5)))
                .toList();
    }

    @Test
    void takesTheOldestFirst() throws IOException {
        Instant now = clock.instant();
        leave(3, 0, now.minusSeconds(10));
        leave(1, 0, now.minusSeconds(30));
        leave(2, 0, now.minusSeconds(20));
        pickup.run();
        assertEquals(List.of(1, 2, 3), numbersPlayed());
    }

    @Test
    void oneUsersManyFilesHoldUpNobodyElses() throws IOException {
        onlyRootGivesFilesAway();
        for (int i = 0; i < 200; i++) {
            leave(i, 1001, clock.instant().minusSeconds(1000 - i));
        }
        leave(999, 1002, clock.instant());
        pickup.run();
        assertEquals(List.of(0, 999, 1), numbersPlayed().subList(0, 3));
    }

    @Test
    void newMailIsTakenThoughATenSecondsWorkIsNotDone() throws IOException {
        onlyRootGivesFilesAway();
        for (int i = 0; i < 5; i++) {
            leave(i, 1001, clock.instant().minusSeconds(100 - i));
        }
        sessions.meanwhile = () -> clock.advance(Duration.ofSeconds(6));
        pickup.run();
        assertEquals(List.of(0, 1), numbersPlayed());
        assertEquals(3, pickup.waiting());
        leave(999, 1002, clock.instant());
        pickup.run();
        assertEquals(List.of(0, 1, 2, 999), numbersPlayed());
    }

    @Test
    void slowMailOfOneUserKeepsNobodyElsesWaitingForAllOfIt() throws IOException {
        onlyRootGivesFilesAway();
        for (int i = 0; i < 5; i++) {
            leave(i, 1001, clock.instant().minusSeconds(100 - i));
        }
        leave(998, 1002, clock.instant());
        leave(999, 1003, clock.instant());
        sessions.meanwhile = () -> clock.advance(Duration.ofSeconds(11));
        pickup.run();
        assertEquals(List.of(0, 998, 999), numbersPlayed());
    }

    @Test
    void aClockThatIsSetBackKeepsNoMailWaiting() throws IOException {
        leave(1, 0, clock.instant());
        sessions.meanwhile = () -> clock.advance(Duration.ofSeconds(1));
        pickup.run();
        clock.advance(Duration.ofDays(-1000));
        leave(2, 0, clock.instant());
        pickup.run();
        assertEquals(List.of(1, 2), numbersPlayed());
    }

    @Test
    void newMailIsTakenWhileWhatWasRefusedForNowIsTriedAgain() throws IOException {
        sessions.takes = false;
        sessions.answers = "220 here\r\n" + "250 ok\r\n".repeat(4) + "452 4.3.1 no room\r\n";
        for (int i = 0; i < 20; i++) {
            leave(i, 0, clock.instant());
        }
        pickup.run();
        sessions.played.clear();
        sessions.meanwhile =
                () -> {
                    clock.advance(Duration.ofSeconds(6));
                    if (sessions.played.size() == 1) {
                        leaveUnchecked(999);
                    }
                };
        pickup.run();
        assertTrue(numbersPlayed().indexOf(999) <= 3, numbersPlayed()::toString);
        assertEquals(21, sessions.played.size());
    }

    private void leaveUnchecked(int number) {
        try {
            leave(number, 0, clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileBeyondTheBoundIsReportedOnAndItsMessageNotRead() throws IOException {
        Path file = leave("a");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
        }
        pickup.run();
        assertEquals(List.of(), sessions.played);
        assertEquals(3, reports.size(), reports::toString);
        assertTrue(reports.getFirst().endsWith("552 5.3.4 message is too large"));
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertEquals(0, taken());
    }

    @Test
    void aLargeFileThatHoldsNoMailIsSetAsideUnread() throws IOException {
        try (var channel =
                FileChannel.open(
                        name("a"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
        }
        pickup.run();
        assertEquals(1, pickup.troubled());
        assertEquals(1, log.lines().size(), log.lines()::toString);
    }

    /** Its writer may have gone on writing since its size was asked. */
    @Test
    void noMoreOfASessionIsReadThanTheBound() throws IOException {
        InputStream endless = new ByteArrayInputStream(new byte[100]);
        assertEquals(40, new BoundedInput(endless, 40).readAllBytes().length);
        assertEquals(60, endless.available());
    }

    @Test
    void aSessionThatMakesTheServerTalkForEverIsBrokenOff() throws IOException {
        sessions.bounds = new PickupLimits(100_000, 40);
        leave("a");
        pickup.run();
        assertTrue(sessions.brokenOff);
        assertEquals(0, taken());
    }

    @Test
    void ofFilesWithoutMailASampleIsKeptAndTheRestRemoved() throws IOException {
        int many = PickupQuarantine.MOST_OF_ONE + 200;
        for (int i = 0; i < many; i++) {
            Files.createFile(folder.left().resolve(String.format(Locale.ROOT, "%032x.smtp", i)));
        }
        leave("f");
        pickup.run();
        assertEquals(List.of(MAIL), sessions.played);
        assertEquals(many, pickup.troubled());
        assertEquals(0, taken());
        assertEquals(0, pickup.waiting());
        try (var kept = Files.list(work.resolve("aside"))) {
            assertEquals(PickupQuarantine.MOST_OF_ONE, kept.count());
        }
        assertEquals(PickupQuarantine.MOST_OF_ONE + 1, log.lines().size());
        assertTrue(log.lines().getLast().contains("files=200"), log.lines()::toString);
    }

    @Test
    void oneUsersUnfinishedFilesCostNobodyElseHis() throws IOException {
        onlyRootGivesFilesAway();
        for (int i = 0; i < Leftovers.MOST_OF_ONE + 50; i++) {
            Path file = Files.createFile(folder.left().resolve(i + ".tmp"));
            Files.setAttribute(file, "unix:uid", 1001);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        }
        Path other = Files.createFile(folder.left().resolve("other.tmp"));
        Files.setLastModifiedTime(other, FileTime.from(clock.instant()));
        pickup.run();
        assertTrue(Files.exists(other));
        try (var left = Files.list(folder.left())) {
            assertEquals(Leftovers.MOST_OF_ONE + 1, left.count());
        }
    }
}
