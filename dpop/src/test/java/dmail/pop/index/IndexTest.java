package dmail.pop.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.pop.maildrop.Maildrop;
import dmail.pop.store.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index is a cache: with it no mail is read, and whatever becomes of it nothing is wrong. */
class IndexTest {
    private static final String ONE = Spool.message("one", "first\n");
    private static final String TWO = Spool.message("two", "second, longer\n");
    private static final String THREE = Spool.message("three", "third\n");

    @TempDir private Path folder;

    /** What a session sees: octets and unique id of each message. */
    private static List<String> seen(Spool spool) throws IOException {
        List<String> seen = new ArrayList<>();
        try (Maildrop maildrop = spool.open()) {
            for (int number = 1; number <= maildrop.size(); number++) {
                seen.add(maildrop.octets(number) + " " + Spool.uidl(maildrop, number));
            }
        }
        return seen;
    }

    private List<String> seenWithoutIndex(Spool spool) throws IOException {
        Spool other = new Spool(folder.resolve("other"));
        return seen(other.holds(spool.dropOctets()));
    }

    /** The index says what was in the file before: so nothing but the index was asked. */
    @Test
    void readsNoMailWhenNothingHasChanged() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        seen(spool);
        IndexFile file = spool.index();
        MailboxIndex known = file.load().orElseThrow();
        MailboxIndex.Builder lie = file.builder();
        lie.add(known.entry(1).withUidl(new Uidl(1, 2, 1)));
        file.save(lie.build(known.stamp()));

        assertEquals(List.of("0".repeat(15) + "1" + "0".repeat(15) + "2"), spool.uidls());
    }

    @Test
    void findsWhatWasAppended() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        List<String> before = seen(spool);
        spool.append(THREE);

        List<String> after = seen(spool);

        assertEquals(before, after.subList(0, 2));
        assertEquals(seenWithoutIndex(spool), after);
    }

    @Test
    void seesThatTheLastMessageGrewBeforeTheNextCame() throws IOException {
        Spool spool =
                new Spool(folder).holds(ONE + "From b Sat Nov 21 12:00:00 2026\nA: b\n\ntorn");
        seen(spool);
        spool.append(" apart\n\n" + THREE);

        assertEquals(seenWithoutIndex(spool), seen(spool));
    }

    @Test
    void isMadeAnewWhenItIsGone() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        List<String> before = seen(spool);
        Files.delete(spool.indexFile());

        assertEquals(before, seen(spool));
        assertTrue(Files.exists(spool.indexFile()));
    }

    @Test
    void isMadeAnewWhenItIsCutShort() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        List<String> before = seen(spool);
        byte[] whole = Files.readAllBytes(spool.indexFile());
        for (int length = 0; length < whole.length; length++) {
            Files.write(spool.indexFile(), Arrays.copyOf(whole, length));
            assertEquals(before, seen(spool), "cut to " + length);
        }
    }

    @Test
    void isMadeAnewWhenItBelongsToAnotherFile() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        seen(spool);
        Spool other = new Spool(folder.resolve("other")).holds(THREE);
        List<String> others = seen(other);
        Files.copy(spool.indexFile(), other.indexFile(), StandardCopyOption.REPLACE_EXISTING);

        assertEquals(others, seen(other));
    }

    @Test
    void isMadeAnewWhenItsVersionIsAnother() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        List<String> before = seen(spool);
        byte[] octets = Files.readAllBytes(spool.indexFile());
        octets[7]++;
        Files.write(spool.indexFile(), octets);

        assertEquals(before, seen(spool));
    }

    @Test
    void isMadeAnewWhenTheFileChangedWithSizeAndTimeKept() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        seen(spool);
        FileTime then = Files.getLastModifiedTime(spool.drop());
        awaitAnotherChangeTime(spool);
        spool.holds((ONE + TWO).replace("first", "other"));
        Files.setLastModifiedTime(spool.drop(), then);

        assertEquals(seenWithoutIndex(spool), seen(spool));
    }

    /** The kernel's clock for files ticks a few times in ten milliseconds. */
    private static void awaitAnotherChangeTime(Spool spool) throws IOException {
        Path probe = spool.work().resolve("probe");
        Files.writeString(probe, "");
        Object before = Files.getAttribute(spool.drop(), "unix:ctime");
        while (Files.getAttribute(probe, "unix:ctime").equals(before)) {
            Files.writeString(probe, "x");
        }
    }

    @Test
    void isMadeAnewWhenAnotherFileTookThePlace() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        seen(spool);
        Path fresh = spool.drop().resolveSibling("fresh");
        Files.writeString(fresh, THREE + ONE + TWO + ONE);
        Files.move(fresh, spool.drop(), StandardCopyOption.REPLACE_EXISTING);

        assertEquals(seenWithoutIndex(spool), seen(spool));
    }

    @Test
    void showsWhatIsThereWhenTheIndexCannotBeSaved() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Files.writeString(spool.work().resolve("index"), "a file where the folder should be");

        assertEquals(2, seen(spool).size());
        assertTrue(spool.log().lines().getFirst().contains("index not usable"));
    }

    @Test
    void takesNoOctetsForAnIndexThatAreNone() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        seen(spool);
        byte[] whole = Files.readAllBytes(spool.indexFile());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = Arrays.copyOf(whole, whole.length);
            octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
            assertFalse(isAnIndex(spool, octets));
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertFalse(isAnIndex(spool, noise));
        }
        assertEquals(0, spool.memory().taken());
    }

    private static boolean isAnIndex(Spool spool, byte[] octets) throws IOException {
        Files.write(spool.indexFile(), octets);
        return spool.index().load().isPresent();
    }

    @Test
    void anEmptyOrMissingDropFileHasNoMessages() throws IOException {
        Spool spool = new Spool(folder);
        assertEquals(List.of(), seen(spool));
        spool.holds("");
        assertEquals(List.of(), seen(spool));
    }

    @Test
    void neverFollowsASymbolicLink() throws IOException {
        Spool spool = new Spool(folder);
        Path secret = folder.resolve("secret");
        Files.writeString(secret, ONE);
        Files.createSymbolicLink(spool.drop(), secret);

        IOException refusal = assertThrows(IOException.class, spool::open);
        assertTrue(String.valueOf(refusal.getMessage()).contains("not a regular file"));
        assertEquals(0, spool.sessions().mailboxes());
    }
}
