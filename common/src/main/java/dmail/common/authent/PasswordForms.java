package dmail.common.authent;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which forms the passwords of a users file are kept.
 *
 * @param wordless logins without a password on the wire that work for each user who can log in
 * @param shapes of what is kept for SCRAM, with how many users have each
 * @param crypted how many users have a hash of crypt(3)
 * @param anyCrypt one of these hashes, empty when there is none
 * @param plain how many users' passwords are kept themselves
 */
record PasswordForms(
        Set<Wordless> wordless,
        Map<Shape, Integer> shapes,
        int crypted,
        String anyCrypt,
        int plain) {
    /** Nobody draws from more, and no real file has more. */
    private static final int MOST_SHAPES = 32;

    PasswordForms {
        wordless = Set.copyOf(wordless);
        shapes = Map.copyOf(shapes);
    }

    /**
     * What SCRAM shows of an entry to everybody who asks.
     *
     * @param salt its length in octets
     */
    record Shape(int iterations, int salt) {}

    /** {@return those of nobody} */
    static PasswordForms none() {
        return new Count().forms();
    }

    /** {@return whether logins are no work, since all passwords are kept themselves} */
    boolean areNoWork() {
        return plain > 0 && shapes.isEmpty() && crypted == 0;
    }

    /** {@return of how many users there is a hash} */
    int hashed() {
        return crypted + shapes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts the forms, user by user. */
    static final class Count {
        private final Map<Shape, Integer> shapes = new LinkedHashMap<>();
        private int scram;
        private int crypted;
        private String anyCrypt = "";
        private int plain;

        /** Counts a user; hashes that fit no password, such as {@code *}, count for nothing. */
        void add(String hash) {
            Optional<ScramHash> kept = ScramHash.parse(hash);
            if (kept.isPresent()) {
                scram++;
                Shape shape = kept.get().shape();
                if (shapes.containsKey(shape) || shapes.size() < MOST_SHAPES) {
                    shapes.merge(shape, 1, Integer::sum);
                }
            } else if (PasswordHashes.plain(hash).isPresent()) {
                plain++;
            } else if (PasswordHashes.isUsable(hash)) {
                crypted++;
                anyCrypt = anyCrypt.isEmpty() ? hash : anyCrypt;
            }
        }

        /** {@return what has been counted} */
        PasswordForms forms() {
            return new PasswordForms(wordless(), shapes, crypted, anyCrypt, plain);
        }

        /**
         * Clients take the best login they are offered, and some give up when it fails: none is
         * there for anybody as long as it would fail for some.
         */
        private Set<Wordless> wordless() {
            Set<Wordless> wordless = EnumSet.noneOf(Wordless.class);
            if (scram + plain > 0 && crypted == 0) {
                wordless.add(Wordless.SCRAM);
            }
            if (plain > 0 && scram + crypted == 0) {
                wordless.add(Wordless.APOP);
            }
            return wordless;
        }
    }
}
