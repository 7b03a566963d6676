package dmail.common.authent;

import dmail.common.authent.password.PasswordForms;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.ScramHash;
import dmail.common.authent.password.WorkSecret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Decoys for names that don't exist, so that clients can't tell which do. A name's decoy is always
 * the same, in both servers and after a restart, and decoys have the forms of the users' secrets in
 * the same proportion. They match no password.
 */
final class Decoys {
    private static final PasswordForms.Shape USUAL = new PasswordForms.Shape(15_000, 16);

    /** Bits of precision of a double. */
    private static final int FRACTION = 53;

    private final WorkSecret secret;

    Decoys(WorkSecret secret) {
        this.secret = secret;
    }

    /** {@return the salt and iterations that SCRAM shows for a name} */
    ScramHash of(String name, PasswordForms forms) {
        String folded = DatabaseName.fold(name);
        PasswordForms.Shape shape = shape(folded, forms.shapes());
        return ScramHash.fitting(
                shape.iterations(),
                salt(folded, shape.salt()),
                secret.derive("stored key", folded),
                secret.derive("server key", folded));
    }

    /** {@return a hash to check the password against, which takes as long as a user's} */
    String toCheck(String name, PasswordForms forms) {
        // Always made, so that the time is the same for all names.
        String shown = of(name, forms).toString();
        if (forms.areNoWork()) {
            return PasswordHashes.PLAIN_PREFIX + "nobody";
        }
        boolean crypted = fraction("crypt", name) * forms.hashed() < forms.crypted();
        return crypted ? forms.anyCrypt() : shown;
    }

    /**
     * Draws a form for a name. Each form gets a random time by name, shorter the more users have
     * the form, and the shortest wins. So a new user changes the form of few names, and a new form
     * changes only the names for which it wins.
     */
    private PasswordForms.Shape shape(String name, Map<PasswordForms.Shape, Integer> shapes) {
        PasswordForms.Shape first = USUAL;
        double best = Double.POSITIVE_INFINITY;
        for (Map.Entry<PasswordForms.Shape, Integer> each : shapes.entrySet()) {
            PasswordForms.Shape shape = each.getKey();
            String runner = shape.iterations() + " " + shape.salt() + " " + name;
            double time = -Math.log(fraction("shape", runner)) / each.getValue();
            if (time < best) {
                best = time;
                first = shape;
            }
        }
        return first;
    }

    /** {@return a random number by secret and text, above 0 and at most 1} */
    private double fraction(String purpose, String text) {
        long drawn = ByteBuffer.wrap(secret.derive(purpose, text)).getLong();
        return ((drawn >>> (Long.SIZE - FRACTION)) + 1) / (double) (1L << FRACTION);
    }

    private byte[] salt(String name, int length) {
        byte[] salt = new byte[0];
        for (int block = 0; salt.length < length; block++) {
            byte[] more = secret.derive("salt " + block, name);
            int before = salt.length;
            salt = Arrays.copyOf(salt, Math.min(length, before + more.length));
            System.arraycopy(more, 0, salt, before, salt.length - before);
        }
        return salt;
    }
}
