package dmail.common.authent;

import dmail.common.authent.password.PasswordForms;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.ScramHash;
import dmail.common.authent.password.WorkSecret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * What names that don't exist show of themselves: always the same for a name, in both servers and
 * after a restart, and in the forms that users have, as often as users have them. No password fits.
 */
final class Decoys {
    private static final PasswordForms.Shape USUAL = new PasswordForms.Shape(15_000, 16);

    /** Bits of a double that make a fraction. */
    private static final int FRACTION = 53;

    private final WorkSecret secret;

    Decoys(WorkSecret secret) {
        this.secret = secret;
    }

    /** {@return what SCRAM shows of a name} */
    ScramHash of(String name, PasswordForms forms) {
        String folded = DatabaseName.fold(name);
        PasswordForms.Shape shape = shape(folded, forms.shapes());
        return ScramHash.fitting(
                shape.iterations(),
                salt(folded, shape.salt()),
                secret.derive("stored key", folded),
                secret.derive("server key", folded));
    }

    /** {@return a hash to check for a name, which is as much work as a user's} */
    String toCheck(String name, PasswordForms forms) {
        // Always made, so that it takes the same time for everybody.
        String shown = of(name, forms).toString();
        if (forms.areNoWork()) {
            return PasswordHashes.PLAIN_PREFIX + "nobody";
        }
        boolean crypted = fraction("crypt", name) * forms.hashed() < forms.crypted();
        return crypted ? forms.anyCrypt() : shown;
    }

    /**
     * Each form runs for the name, faster the more users have it: so a new user changes what is
     * shown of few names, and a new form draws only those that it wins.
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

    /** {@return a number above 0 and not above 1} */
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
