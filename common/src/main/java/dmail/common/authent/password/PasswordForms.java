package dmail.common.authent.password;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which forms the passwords of a users file are kept.
 *
 * @param challengeMechanisms logins without a password on the wire that work for each user who can
 *     log in
 * @param shapes of what is kept for SCRAM, with how many users have each
 * @param crypted how many users have a hash of crypt(3)
 * @param anyCrypt one of these hashes, empty when there is none
 * @param plain how many users' passwords are kept themselves
 */
public record PasswordForms(
        Set<ChallengeMechanism> challengeMechanisms,
        Map<Shape, Integer> shapes,
        int crypted,
        String anyCrypt,
        int plain) {
    /** Nobody draws from more, and no real file has more. */
    private static final int MOST_SHAPES = 32;

    public PasswordForms {
        challengeMechanisms = Set.copyOf(challengeMechanisms);
        shapes = Map.copyOf(shapes);
    }

    /**
     * What SCRAM shows of an entry to everybody who asks.
     *
     * @param salt its length in octets
     */
    public record Shape(int iterations, int salt) {}

    /** {@return those of nobody} */
    static PasswordForms none() {
        return new Count().forms();
    }

    /** {@return whether logins are no work, since all passwords are kept themselves} */
    public boolean areNoWork() {
        return plain > 0 && shapes.isEmpty() && crypted == 0;
    }

    /** {@return of how many users there is a hash} */
    public int hashed() {
        return crypted + shapes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts the forms, user by user. */
    public static final class Count {
        /** None so far. */
        public Count() {}

        private final Map<Shape, Integer> shapes = new LinkedHashMap<>();
        private int scram;
        private int crypted;
        private String anyCrypt = "";
        private int plain;
        private String last = "";
        private Optional<Shape> lastShape = Optional.empty();

        /** Counts a user; hashes that fit no password, such as {@code *}, count for nothing. */
        public void add(String hash) {
            Optional<Shape> kept = shape(hash);
            if (kept.isPresent()) {
                scram++;
                Shape shape = kept.get();
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

        /** There may be millions, of which nearly all are written like the one before. */
        private Optional<Shape> shape(String hash) {
            if (!isLikeLast(hash)) {
                lastShape = ScramHash.parse(hash).map(ScramHash::shape);
                last = hash;
            }
            return lastShape;
        }

        private boolean isLikeLast(String hash) {
            int count = last.indexOf(',');
            return count > 0
                    && lastShape.isPresent()
                    && hash.length() == last.length()
                    && hash.regionMatches(0, last, 0, count)
                    && isPartedLikeLast(hash, count);
        }

        private boolean isPartedLikeLast(String hash, int from) {
            for (int i = from; i < hash.length(); i++) {
                if (isMark(hash.charAt(i)) != isMark(last.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        /** Commas part salt and keys, and equals signs fill them up. */
        private static boolean isMark(char c) {
            return c == ',' || c == '=';
        }

        /** {@return what has been counted} */
        public PasswordForms forms() {
            return new PasswordForms(challengeMechanisms(), shapes, crypted, anyCrypt, plain);
        }

        /**
         * Clients take the best login they are offered, and some give up when it fails: none is
         * there for anybody as long as it would fail for some.
         */
        private Set<ChallengeMechanism> challengeMechanisms() {
            Set<ChallengeMechanism> challengeMechanisms = EnumSet.noneOf(ChallengeMechanism.class);
            if (scram + plain > 0 && crypted == 0) {
                challengeMechanisms.add(ChallengeMechanism.SCRAM);
            }
            if (plain > 0 && scram + crypted == 0) {
                challengeMechanisms.add(ChallengeMechanism.APOP);
            }
            return challengeMechanisms;
        }
    }
}
