package dmail.common.authent;

import dmail.common.system.Crypt;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A crypt(3) of which the hash of "secret" is {@code $6$salt$secret}. */
final class FakeCrypt implements Crypt {
    @Override
    public Optional<String> hash(byte[] password, String setting) {
        return Optional.of("$6$salt$" + new String(password, StandardCharsets.UTF_8));
    }
}
