package dmail.common.authent;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.io.Owner;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The users of {@code authent_method internal}: those in the users file. */
final class InternalUsers implements Authenticator {
    private final UsersFile file;
    private final Path path;
    private final PasswordHashes hashes;
    private final Decoys decoys;
    private final Log log;

    InternalUsers(Path path, PasswordHashes hashes, WorkSecret secret, Log log) {
        this.path = path;
        this.file = new UsersFile(path, log);
        this.hashes = hashes;
        this.decoys = new Decoys(secret);
        this.log = log;
    }

    /** {@return a number that grows when the users file changes} */
    long generation() {
        try {
            return file.current().generation();
        } catch (IOException unreadable) {
            return -1;
        }
    }

    @Override
    public Verdict check(String name, Password password, InetAddress client) {
        try {
            UsersFile.Reading users = file.current();
            Optional<UserEntry> entry = users.text().find(name);
            Optional<String> hash = entry.map(UserEntry::hash).filter(PasswordHashes::isUsable);
            // Who doesn't exist or can't log in costs as much time as somebody who can.
            String decoy = decoys.toCheck(name, users.forms());
            boolean fits = fits(hash.orElse(decoy), decoy, password);
            return verdict(entry, hash.isPresent() && fits);
        } catch (IOException e) {
            return unavailable(e);
        }
    }

    private static Verdict verdict(Optional<UserEntry> entry, boolean right) {
        if (entry.isEmpty()) {
            return new Rejected(Reason.NO_SUCH_USER);
        }
        return right ? accepted(entry.get()) : new Rejected(Reason.WRONG_PASSWORD);
    }

    /** A password that is kept itself is no work to compare, unless others are. */
    private boolean fits(String hash, String decoy, Password password) throws IOException {
        boolean fits = hashes.matches(hash, password);
        if (PasswordHashes.plain(hash).isPresent()) {
            hashes.matches(decoy, password);
        }
        return fits;
    }

    @Override
    public Verdict lookup(String name) {
        try {
            return file.current()
                    .text()
                    .find(name)
                    .<Verdict>map(InternalUsers::accepted)
                    .orElseGet(() -> new Rejected(Reason.NO_SUCH_USER));
        } catch (IOException e) {
            return unavailable(e);
        }
    }

    @Override
    public KeptSecret kept(String name) {
        try {
            UsersFile.Reading users = file.current();
            String decoy = decoys.of(name, users.forms()).toString();
            return users.text()
                    .find(name)
                    .map(UserEntry::hash)
                    .filter(PasswordHashes::isUsable)
                    .<KeptSecret>map(hash -> new KeptSecret.Kept(hash, decoy))
                    .orElseGet(() -> new KeptSecret.None(decoy));
        } catch (IOException e) {
            return new KeptSecret.Unavailable(unavailable(e).why());
        }
    }

    @Override
    public Set<Wordless> wordless() {
        try {
            // Each greeting asks, and each login looks at the file anew.
            return file.latest().forms().wordless();
        } catch (IOException unreadable) {
            // Each login will say so.
            return Set.of();
        }
    }

    private static Verdict accepted(UserEntry entry) {
        return new Accepted(entry.name(), "", Owner.SERVER, entry.info());
    }

    private Unavailable unavailable(IOException e) {
        log.error(LogLine.of("users file cannot be read").with("file", path).with("error", e));
        return new Unavailable("the users file cannot be read");
    }

    @Override
    public void clearCache() {
        // The file is looked at for each question.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
