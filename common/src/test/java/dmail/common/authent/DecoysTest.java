package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordForms;
import dmail.common.authent.password.PasswordForms.Shape;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.ScramHash;
import dmail.common.authent.password.WorkSecret;
import dmail.common.table.TableMemory;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names that don't exist show by SCRAM tells nobody that they don't. */
class DecoysTest {
    private final WorkSecret secret = WorkSecret.drawn(new Random(5));
    private final Decoys decoys = new Decoys(secret);
    private final Random random = new Random(7);

    private PasswordForms forms(String... hashes) {
        PasswordForms.Count count = new PasswordForms.Count();
        for (String hash : hashes) {
            count.add(hash);
        }
        return count.forms();
    }

    private String kept(int iterations, int salt) {
        byte[] octets = new byte[salt];
        random.nextBytes(octets);
        Password password = new Password("secret".getBytes(StandardCharsets.US_ASCII));
        ScramHash real = ScramHash.of(password, octets, 1);
        return new ScramHash(iterations, real.salt(), real.storedKey(), real.serverKey())
                .toString();
    }

    @Test
    void aNameShowsTheSameInEverySpellingAndServer() {
        PasswordForms forms = forms(kept(15_000, 16));

        assertEquals(decoys.of("nobody", forms), decoys.of("NoBody", forms));
        assertEquals(decoys.of("nobody", forms), new Decoys(secret).of("nobody", forms));
        assertNotEquals(decoys.of("nobody", forms).salt(), decoys.of("nobody2", forms).salt());
    }

    @Test
    void namesLookAsUsersDo() {
        assertEquals(new Shape(4096, 24), decoys.of("nobody", forms(kept(4096, 24))).shape());
        assertEquals(new Shape(9999, 100), decoys.of("nobody", forms(kept(9999, 100))).shape());
        assertEquals(new Shape(15_000, 16), decoys.of("nobody", forms()).shape());
        assertEquals(new Shape(15_000, 16), decoys.of("nobody", forms("{PLAIN}x")).shape());
    }

    @Test
    void asManyOfThemAsUsersHaveEachCount() {
        String own = kept(15_000, 16);
        PasswordForms forms = forms(own, own, own, kept(5000, 16));
        int few = 0;

        for (int i = 0; i < 4000; i++) {
            int iterations = decoys.of("nobody" + i, forms).iterations();
            assertTrue(iterations == 15_000 || iterations == 5000);
            few += iterations == 5000 ? 1 : 0;
        }

        assertEquals(1000, few, 150);
    }

    /** Whoever asks before and after sees hardly a name change, as no user does. */
    @Test
    void aNewUserChangesWhatFewNamesShow() {
        String own = kept(15_000, 16);
        String other = kept(5000, 16);
        PasswordForms before = forms(own, own, own, own, own, other, other, other, other, other);
        PasswordForms after =
                forms(own, own, own, own, own, other, other, other, other, other, own);
        int changed = 0;

        for (int i = 0; i < 1000; i++) {
            String name = "nobody" + i;
            changed += decoys.of(name, before).equals(decoys.of(name, after)) ? 0 : 1;
        }

        assertTrue(changed < 100, changed + " of 1000");
    }

    @Test
    void noPasswordFits() {
        ScramHash shown = decoys.of("nobody", forms(kept(1, 16)));

        assertTrue(ScramHash.parse(shown.toString()).isPresent());
        assertEquals(1, shown.iterations());
        for (String guess : new String[] {"", "nobody", "secret"}) {
            Password password = new Password(guess.getBytes(StandardCharsets.US_ASCII));
            assertEquals(false, shown.matches(password), guess);
        }
    }

    /** The decoy is made for each name, so that a user's answer comes no sooner. */
    @Test
    void usersAndOthersTakeTheSameSteps(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(file, "ann:" + kept(4096, 16) + ":\npia:{PLAIN}secret:\n");
        PasswordHashes hashes = new PasswordHashes(new FakeCrypt());
        MemoryLog log = new MemoryLog();
        UsersFiles files = new UsersFiles(TableMemory.ofTool(), log);
        InternalUsers users = new InternalUsers(file, hashes, files, secret, log);
        ScramHash ofAnn = decoys.of("ann", forms(kept(4096, 16)));

        assertTrue(
                users.storedSecret("ann") instanceof StoredSecret.Kept(String text, String decoy)
                        && !text.equals(decoy)
                        && decoy.equals(ofAnn.toString()));
        assertTrue(
                users.storedSecret("pia") instanceof StoredSecret.Kept(_, String decoy)
                        && ScramHash.parse(decoy).isPresent());
        assertTrue(
                users.storedSecret("nobody") instanceof StoredSecret.None(String decoy)
                        && ScramHash.parse(decoy).isPresent());
    }
}
