package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.DropFile;
import dmail.suite.PopClient;
import dmail.suite.ProvableMessage;
import dmail.suite.Ran;
import dmail.suite.SmtpClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A drop file that several programs change at once, and the account of every message in it. */
final class SharedDrop {
    /** Delivers its input as procmail does: the lock file first, then one append. */
    private static final String DELIVERER =
            """
            until (set -C; echo $$ >"$1.lock") 2>/dev/null; do sleep 0.02; done
            cat >>"$1"
            rm -f "$1.lock"
            """;

    /** What a user reads the drop file with besides POP. */
    enum Reader {
        NONE,
        MUTT,
        DOVECOT
    }

    /** What mutt moves away, or Dovecot removes; nobody else removes it. */
    private static final String FOR_MUTT = "mutt-";

    private final Path drop;
    private final Path moved;
    private final Mutt mutt;
    private final Optional<Dovecot> dovecot;
    private final Reader reader;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    /** Two servers know nothing of each other's sessions, so both may say that it is gone. */
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    private final Set<String> corrupt = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger mutts = new AtomicInteger();

    /** Dovecot ended before it said whether it had removed them. */
    private final Set<String> perhaps = ConcurrentHashMap.newKeySet();

    /** The unique id that each message had when it was first seen. */
    private final Map<String, String> uidls = new ConcurrentHashMap<>();

    private final Set<String> renamed = ConcurrentHashMap.newKeySet();

    /**
     * @param drop the drop file of user ann, whose password is secret
     * @param folder of the user's other things
     * @param reader what else the user reads mail with
     */
    SharedDrop(Path drop, Path folder, Reader reader) throws IOException {
        this.drop = drop;
        this.moved = folder.resolve("moved");
        this.mutt = new Mutt(folder);
        this.dovecot =
                reader == Reader.DOVECOT
                        ? Optional.of(new Dovecot(folder, drop))
                        : Optional.empty();
        this.reader = reader;
    }

    /** Notes a message that is on its way already. */
    void sent(String id) {
        sent.add(id);
    }

    void send(InetSocketAddress server, String id) throws IOException {
        try (SmtpClient smtp = SmtpClient.connect(server)) {
            byte[] message = message(id, "smtp").getBytes(StandardCharsets.US_ASCII);
            List<String> ann = List.of("ann@test.example");
            assertEquals(250, smtp.send("sender@client.example", ann, message).code());
            smtp.quit();
        }
        sent.add(id);
    }

    void deliver(int number) throws IOException, InterruptedException {
        deliver("proc-" + number, "proc");
        deliver(FOR_MUTT + number, FOR_MUTT);
    }

    private void deliver(String id, String subject) throws IOException, InterruptedException {
        String message = message(id, subject).replace("\r\n", "\n");
        String entry = "From a@b.example Sat Nov 21 12:00:00 2026\n" + message + "\n";
        ProcessBuilder program =
                new ProcessBuilder("sh", "-c", DELIVERER, "deliver", drop.toString());
        Ran.of(program, entry).succeeded();
        sent.add(id);
    }

    /**
     * Mutt tells messages from one another by their ids when it finds the file changed, and that by
     * its size: so no message is as long as another.
     */
    private static String message(String id, String subject) {
        String filling = ".".repeat(ThreadLocalRandom.current().nextInt(5000));
        byte[] body = (id + filling + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return "Message-ID: <%s@client.example>\r\n".formatted(id)
                + new String(ProvableMessage.of(id, body), StandardCharsets.US_ASCII)
                        .replace("Subject: proof", "Subject: " + subject);
    }

    /** Mutt moves its messages to another file, unless the drop file was changed under it. */
    void read() throws IOException, InterruptedException {
        if (reader == Reader.MUTT && Files.exists(drop)) {
            String move =
                    "<tag-pattern>~s %s<enter>".formatted(FOR_MUTT)
                            + "<tag-prefix-cond><save-message>%s<enter><end-cond>".formatted(moved)
                            + "<sync-mailbox>";
            mutt.type(drop, move);
            mutts.incrementAndGet();
        }
        if (dovecot.isPresent()) {
            tidy(dovecot.get());
        }
    }

    /** Dovecot flags all messages and removes its own. */
    private void tidy(Dovecot server) throws IOException, InterruptedException {
        Dovecot.Session session = server.tidy(FOR_MUTT);
        deleted.addAll(session.expunged());
        perhaps.addAll(session.perhaps());
        if (session.problem().isEmpty()) {
            mutts.incrementAndGet();
        } else {
            refusals.merge(session.problem(), 1, Integer::sum);
        }
    }

    /** A POP session that reads all and removes two of three messages that are not mutt's. */
    void collect(InetSocketAddress server) throws IOException {
        try (PopClient pop = PopClient.login(server, "ann", "secret")) {
            List<String> marked = new ArrayList<>();
            int count = pop.count();
            List<String> listed = pop.listing("UIDL");
            for (int number = 1; number <= count; number++) {
                byte[] message = message(pop, number);
                String id = ProvableMessage.idOf(message).orElse("");
                if (id.isEmpty()) {
                    corrupt.add(new String(message, StandardCharsets.ISO_8859_1));
                }
                note(id, listed.get(number - 1).split(" ", -1)[1]);
                if (!id.startsWith(FOR_MUTT) && number % 3 > 0) {
                    pop.delete(number);
                    marked.add(id);
                }
            }
            pop.quit();
            deleted.addAll(marked);
            sessions.incrementAndGet();
        } catch (PopClient.Refused otherProgramsTurn) {
            // The drop file was locked, or changed while it was read; the next session sees.
            refusals.merge(String.valueOf(otherProgramsTurn.getMessage()), 1, Integer::sum);
        } catch (CutShort itChangedOnItsWay) {
            refusals.merge("cut in a message", 1, Integer::sum);
        }
    }

    private void note(String id, String uidl) {
        String before = uidls.putIfAbsent(id, uidl);
        if (before != null && !before.equals(uidl)) {
            renamed.add(id + ": " + before + ", " + uidl);
        }
    }

    /** A message that changed while it was on its way, which then gets no end. */
    private static final class CutShort extends IOException {
        @java.io.Serial private static final long serialVersionUID = 1L;

        CutShort(EOFException end) {
            super(end);
        }
    }

    private static byte[] message(PopClient pop, int number) throws IOException {
        try {
            return pop.message(number);
        } catch (EOFException end) {
            throw new CutShort(end);
        }
    }

    /** Each message must be in one place, and whole: removed by one session, moved, or here. */
    void account() throws IOException {
        List<Copy> here = copies(drop);
        List<Copy> kept = copies(moved);
        Set<String> left = ids(here);
        Proof.say(
                "%d sent, %d deleted in %d sessions, %d moved by %d readers, %d left; refused: %s"
                        .formatted(
                                sent.size(),
                                deleted.size(),
                                sessions.get(),
                                kept.size(),
                                mutts.get(),
                                here.size(),
                                refusals));
        assertEquals(Set.of(), corrupt, "spoiled on the way to a client");
        assertEquals(Set.of(), without(sent, deleted, left, ids(kept), perhaps), "lost");
        assertEquals(Set.of(), without(left, sent), "from nowhere, or spoiled");
        assertEquals(List.of(), twice(here), "twice");
        assertEquals(Set.of(), both(deleted, ids(notByMutt(here))), "deleted, and there again");
        // What mutt writes twice gets two ids.
        assertTrue(reader == Reader.MUTT || renamed.isEmpty(), () -> "other ids: " + renamed);
        int cut = refusals.getOrDefault("cut in a message", 0);
        assertTrue(cut <= 1 + sessions.get() / 100, () -> cut + " messages were cut");
        assertTrue(sessions.get() > 2, "hardly anyone collected mail");
        assertTrue(reader == Reader.NONE || mutts.get() > 0, "nobody read mail");
    }

    /**
     * A message in a file. Mutt 2.2 takes no lock to read a file that has become shorter under it
     * (mutt_reopen_mailbox). What is appended just then it takes for two messages, and writes both;
     * nobody else can help that. What it has written bears its mark.
     */
    private record Copy(String id, boolean byMutt) {
        static Copy of(byte[] message) {
            String header =
                    new String(message, StandardCharsets.ISO_8859_1).split("\r?\n\r?\n", 2)[0];
            return new Copy(
                    ProvableMessage.idOf(message).orElse("spoiled"), header.contains("\nLines: "));
        }
    }

    private static List<Copy> copies(Path file) throws IOException {
        return DropFile.messages(file).stream()
                .filter(message -> !isInternalData(message))
                .map(Copy::of)
                .toList();
    }

    /** Dovecot keeps what it knows of an empty mailbox in a message that is none. */
    private static boolean isInternalData(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1)
                .contains("\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA");
    }

    private static Set<String> ids(List<Copy> copies) {
        return copies.stream().map(Copy::id).collect(Collectors.toSet());
    }

    private static List<Copy> notByMutt(List<Copy> copies) {
        return copies.stream().filter(copy -> !copy.byMutt()).toList();
    }

    /** {@return those that are there more than once, unless mutt has written each of them} */
    private static List<String> twice(List<Copy> copies) {
        List<String> all = copies.stream().map(Copy::id).toList();
        return notByMutt(copies).stream()
                .map(Copy::id)
                .filter(id -> Collections.frequency(all, id) > 1)
                .toList();
    }

    @SafeVarargs
    private static Set<String> without(Set<String> all, Set<String>... accountedFor) {
        Set<String> rest = new HashSet<>(all);
        for (Set<String> some : accountedFor) {
            rest.removeAll(some);
        }
        return rest;
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    /** Something that is done over and over, each time with another number. */
    @FunctionalInterface
    interface Turn {
        void take(int number) throws Exception;
    }

    /** {@return what does it until that moment comes} */
    static Callable<Void> often(Moment end, Turn turn) {
        return () -> {
            for (int number = 0; !end.comesWithin(Duration.ofMillis(20)); number++) {
                turn.take(number);
            }
            return null;
        };
    }
}
