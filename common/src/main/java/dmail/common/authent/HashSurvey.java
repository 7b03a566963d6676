package dmail.common.authent;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which logins the users of a file can use. Hashes are looked at no closer than needed: there may
 * be millions.
 */
final class HashSurvey {
    private String firstHash = "";
    private String firstPlain = "";
    private boolean scram;
    private boolean other;

    void note(String hash) {
        if (PasswordHashes.plain(hash).isPresent()) {
            if (firstPlain.isEmpty()) {
                firstPlain = hash;
            }
        } else if (hash.startsWith(ScramHash.PREFIX)) {
            noteScram(hash);
        } else if (!other && PasswordHashes.isUsable(hash)) {
            other = true;
            noteUsable(hash);
        }
    }

    private void noteScram(String hash) {
        if (!scram && ScramHash.parse(hash).isPresent()) {
            scram = true;
            noteUsable(hash);
        }
    }

    private void noteUsable(String hash) {
        if (firstHash.isEmpty()) {
            firstHash = hash;
        }
    }

    /** {@return a hash of a user who can log in, a real one if there is any; else nothing} */
    String anyHash() {
        return firstHash.isEmpty() ? firstPlain : firstHash;
    }

    /** {@return whether a password itself is kept} */
    boolean hasPlain() {
        return !firstPlain.isEmpty();
    }

    /**
     * Clients take the best login they are offered, and some give up when it fails: SCRAM is none
     * for anybody as long as it would fail for some.
     */
    Set<Wordless> wordless() {
        Set<Wordless> wordless = EnumSet.noneOf(Wordless.class);
        if ((scram || hasPlain()) && !other) {
            wordless.add(Wordless.SCRAM);
        }
        if (hasPlain()) {
            wordless.add(Wordless.APOP);
        }
        return Set.copyOf(wordless);
    }
}
