package dmail.common.authent.password;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The forms in which the passwords of a users file are stored.
 *
 * @param challengeMechanisms challenge mechanisms that work for each user who can log in
 * @param shapes of SCRAM hashes, with the number of users of each
 * @param crypted how many users have a hash of crypt(3)
 * @param anyCrypt one of these hashes, empty when there is none
 * @param plain how many users have a password in clear text
 */
public record PasswordForms(
        Set<ChallengeMechanism> challengeMechanisms,
        Map<Shape, Integer> shapes,
        int crypted,
        String anyCrypt,
        int plain) {
    /** Bound on the number of shapes for decoys; no real file has more. */
    private static final int MOST_SHAPES = 32;

    public PasswordForms {
        challengeMechanisms = Set.copyOf(challengeMechanisms);
        shapes = Map.copyOf(shapes);
    }

    /**
     * What SCRAM shows of a hash to any client.
     *
     * @param salt its length in octets
     */
    public record Shape(int iterations, int salt) {}

    /** {@return the forms of an empty file} */
    static PasswordForms none() {
        return new Count().forms();
    }

    /** {@return whether checking takes no time, since all passwords are in clear text} */
    public boolean areNoWork() {
        return plain > 0 && shapes.isEmpty() && crypted == 0;
    }

    /** {@return how many users have a hash} */
    public int hashed() {
        return crypted + shapes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts the forms, user by user. */
    public static final class Count {
        /** Begins with no users. */
        public Count() {}

        private final Map<Shape, Integer> shapes = new LinkedHashMap<>();
        private int scram;
        private int crypted;
        private String anyCrypt = "";
        private int plain;
        private String last = "";
        private Optional<Shape> lastShape = Optional.empty();

        /** Counts a user; hashes that match no password, such as {@code *}, don't count. */
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

        /**
         * There may be millions of hashes, most of them with the same shape as the one before,
         * which is quick to see.
         */
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

        /** The separators of salt and keys, and the padding of base64. */
        private static boolean isMark(char c) {
            return c == ',' || c == '=';
        }

        /** {@return the forms counted so far} */
        public PasswordForms forms() {
            return new PasswordForms(challengeMechanisms(), shapes, crypted, anyCrypt, plain);
        }

        /**
         * A mechanism is offered only if it works for every user: clients take the best one
         * offered, and some give up when it fails.
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
