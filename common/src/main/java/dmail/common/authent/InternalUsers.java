package dmail.common.authent;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.WorkSecret;
import dmail.common.io.Owner;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The users of {@code authent_method internal}, who are in the users file. */
final class InternalUsers implements Authenticator {
    private final UsersFiles files;
    private final UsersFile file;
    private final PasswordHashes hashes;
    private final Decoys decoys;
    private final Log log;

    InternalUsers(Path path, PasswordHashes hashes, UsersFiles files, WorkSecret secret, Log log) {
        this.files = files;
        this.file = files.take(path);
        this.hashes = hashes;
        this.decoys = new Decoys(secret);
        this.log = log;
    }

    /** {@return a number that grows each time the users file is read again} */
    long generation() {
        try {
            return file.ask(UsersTable::generation, _ -> true);
        } catch (IOException unreadable) {
            return -1;
        }
    }

    @Override
    public Verdict check(String name, Password password, InetAddress client) {
        try {
            // A refusal by the old content isn't final while the file is being read again, so that
            // a new user or password works at once.
            return file.ask(users -> check(users, name, password), Accepted.class::isInstance);
        } catch (IOException e) {
            return unavailable(e);
        }
    }

    private Verdict check(UsersTable users, String name, Password password) throws IOException {
        Optional<UserEntry> entry = users.find(name);
        Optional<String> hash = entry.map(UserEntry::hash).filter(PasswordHashes::isUsable);
        // A name that doesn't exist or can't log in takes as much time as any other.
        String decoy = decoys.toCheck(name, users.forms());
        boolean fits = fits(hash.orElse(decoy), decoy, password);
        return verdict(entry, hash.isPresent() && fits);
    }

    private static Verdict verdict(Optional<UserEntry> entry, boolean right) {
        if (entry.isEmpty()) {
            return new Rejected(Reason.NO_SUCH_USER);
        }
        return right ? accepted(entry.get()) : new Rejected(Reason.WRONG_PASSWORD);
    }

    /** Comparing a password stored in clear text takes no time, so a decoy is checked as well. */
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
            return find(name)
                    .<Verdict>map(InternalUsers::accepted)
                    .orElseGet(() -> new Rejected(Reason.NO_SUCH_USER));
        } catch (IOException e) {
            return unavailable(e);
        }
    }

    @Override
    public StoredSecret storedSecret(String name) {
        try {
            return file.ask(
                    users -> storedSecret(users, name), StoredSecret.Kept.class::isInstance);
        } catch (IOException e) {
            return new StoredSecret.Unavailable(unavailable(e).why());
        }
    }

    private StoredSecret storedSecret(UsersTable users, String name) throws IOException {
        String decoy = decoys.of(name, users.forms()).toString();
        return users.find(name)
                .map(UserEntry::hash)
                .filter(PasswordHashes::isUsable)
                .<StoredSecret>map(hash -> new StoredSecret.Kept(hash, decoy))
                .orElseGet(() -> new StoredSecret.None(decoy));
    }

    @Override
    public Set<ChallengeMechanism> challengeMechanisms() {
        try {
            // This is asked for each greeting; a login looks whether the file has changed.
            return file.latest().forms().challengeMechanisms();
        } catch (IOException unreadable) {
            // Each login will log the failure.
            return Set.of();
        }
    }

    private Optional<UserEntry> find(String name) throws IOException {
        return file.ask(users -> users.find(name), Optional::isPresent);
    }

    private static Verdict accepted(UserEntry entry) {
        return new Accepted(entry.name(), "", Owner.SERVER, entry.info());
    }

    private Unavailable unavailable(IOException e) {
        log.error(LogLine.of("cannot read users file").with("file", file.path()).with("reason", e));
        return new Unavailable("the users file cannot be read");
    }

    @Override
    public void clearCache() {
        // There is no cache: each question checks whether the file has changed.
    }

    @Override
    public void close() {
        files.giveBack(file);
    }
}
