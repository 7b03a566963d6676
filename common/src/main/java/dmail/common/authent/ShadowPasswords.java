package dmail.common.authent;

import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.system.PamCheck.Answer;
import dmail.common.system.PasswdEntry;
import dmail.common.system.PasswdSource;
import dmail.common.system.ShadowEntry;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Passwords checked against shadow(5). */
final class ShadowPasswords implements UnixPasswords {
    /** Of no password, with the method and cost that the system (Debian) uses for new ones. */
    private static final String NOBODYS_HASH =
            "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";

    private final PasswdSource system;
    private final PasswordHashes hashes;
    private final InstantSource clock;

    ShadowPasswords(PasswdSource system, PasswordHashes hashes, InstantSource clock) {
        this.system = system;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** Computes a hash in every case, so that all answers take the same time. */
    @Override
    public Answer check(
            String name, Optional<PasswdEntry> user, Password password, InetAddress client)
            throws SystemBusyException {
        Optional<ShadowEntry> secret =
                user.isPresent() ? system.shadow(user.get().name()) : Optional.empty();
        Optional<String> hash = secret.map(ShadowEntry::hash).filter(PasswordHashes::isUsable);
        boolean fits = hashes.matches(hash.orElse(NOBODYS_HASH), password);
        if (hash.isEmpty() || secret.get().isExpired(today())) {
            return Answer.NOT_ALLOWED;
        }
        return fits ? Answer.RIGHT : Answer.WRONG;
    }

    private long today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
    }
}
