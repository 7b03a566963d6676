package dmail.common.authent;

import com.github.benmanes.caffeine.cache.Ticker;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.WorkSecret;
import dmail.common.log.Log;
import dmail.common.system.NativeCalls;
import dmail.common.system.SystemBusyException;
import dmail.common.system.SystemCrypt;
import dmail.common.system.SystemPam;
import dmail.common.system.SystemPasswd;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Opens the user data base configured in dmail.conf. */
public final class Authenticators {
    private Authenticators() {}

    /**
     * Opens it, with a cache in front.
     *
     * @param files where a users file is shared with other settings
     * @param secret for the decoys of names that don't exist
     * @throws IOException when it can never work: a server must not start with it
     */
    public static Authenticator open(
            AuthentSettings settings, UsersFiles files, WorkSecret secret, Log log)
            throws IOException {
        return switch (settings.method()) {
            case INTERNAL -> internal(settings, files, secret, log);
            case EXTERNAL -> cached(external(settings, log), () -> 0, settings);
            case UNIX_USER -> unix(settings, log);
        };
    }

    private static Authenticator internal(
            AuthentSettings settings, UsersFiles files, WorkSecret secret, Log log) {
        NativeCalls calls = new NativeCalls(settings.timeout());
        PasswordHashes hashes = new PasswordHashes(new SystemCrypt(calls));
        InternalUsers users = new InternalUsers(settings.usersFile(), hashes, files, secret, log);
        return new WithThreads(cached(users, users::generation, settings), calls);
    }

    private static Authenticator external(AuthentSettings settings, Log log) throws IOException {
        List<String> command =
                CommandLine.split(settings.process())
                        .orElseThrow(() ->
                                new IOException(
                                        "authent_method external needs authent_process"
                                                + " with a program, and its quotes closed"));
        return new ExternalUsers(
                new HelperPool(
                        command, settings.number(), settings.timeout(), System::nanoTime, log));
    }

    private static Authenticator unix(AuthentSettings settings, Log log) throws IOException {
        NativeCalls calls = new NativeCalls(settings.timeout());
        SystemPasswd system = new SystemPasswd(calls);
        UnixPasswords passwords =
                SystemPam.isSetUp(settings.usersFile().getFileSystem())
                        ? new PamPasswords(new SystemPam(calls))
                        : shadow(system, calls);
        UnixUsers users = new UnixUsers(system, passwords, log);
        return new WithThreads(cached(users, () -> 0, settings), calls);
    }

    private static UnixPasswords shadow(SystemPasswd system, NativeCalls calls) throws IOException {
        try {
            system.shadow("root");
        } catch (SystemBusyException e) {
            calls.close();
            throw new IOException(
                    "authent_method unix_user needs root or the group shadow: " + e.getMessage(),
                    e);
        }
        PasswordHashes hashes = new PasswordHashes(new SystemCrypt(calls));
        return new ShadowPasswords(system, hashes, InstantSource.system());
    }

    private static Authenticator cached(
            Authenticator users, LongSupplier generation, AuthentSettings settings) {
        if (settings.cache() == 0) {
            return users;
        }
        return new VerdictCache(
                users, generation, settings.cache(), Ticker.systemTicker(), new SecureRandom());
    }

    /** A user data base whose native threads are stopped with it. */
    private record WithThreads(Authenticator users, NativeCalls calls) implements Authenticator {
        @Override
        public Verdict check(String name, Password password, InetAddress client) {
            return users.check(name, password, client);
        }

        @Override
        public Verdict lookup(String name) {
            return users.lookup(name);
        }

        @Override
        public StoredSecret storedSecret(String name) {
            return users.storedSecret(name);
        }

        @Override
        public Set<ChallengeMechanism> challengeMechanisms() {
            return users.challengeMechanisms();
        }

        @Override
        public void clearCache() {
            users.clearCache();
        }

        @Override
        public void close() {
            users.close();
            calls.close();
        }
    }
}
