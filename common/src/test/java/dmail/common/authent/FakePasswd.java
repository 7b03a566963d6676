package dmail.common.authent;

import dmail.common.authent.password.PasswordHashes;
import dmail.common.log.Log;
import dmail.common.system.PasswdEntry;
import dmail.common.system.PasswdSource;
import dmail.common.system.ShadowEntry;
import dmail.common.system.SystemBusyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A system with users of each sort, all with the password secret; down while a file is there. */
record FakePasswd(Path down) implements PasswdSource {
    private static final String SECRET = "$6$salt$secret";
    private static final ShadowEntry GOOD = new ShadowEntry(SECRET, 19_000, 99_999, -1, -1);

    private static final Map<String, PasswdEntry> PASSWD =
            Map.of(
                    "bob", person("bob", 1000, "/bin/bash"),
                    "plain", person("plain", 1001, ""),
                    "daemon", person("daemon", 99, "/bin/sh"),
                    "locked", person("locked", 1002, "/bin/sh"),
                    "star", person("star", 1003, "/bin/sh"),
                    "empty", person("empty", 1004, "/bin/sh"),
                    "expired", person("expired", 1005, "/bin/sh"),
                    "aged", person("aged", 1006, "/bin/sh"),
                    "mustchange", person("mustchange", 1007, "/bin/sh"),
                    "noshell", person("noshell", 1008, "/usr/sbin/nologin"));

    private static final Map<String, ShadowEntry> SHADOW =
            Map.of(
                    "locked", new ShadowEntry("!" + SECRET, 19_000, 99_999, -1, -1),
                    "star", new ShadowEntry("*", 19_000, 99_999, -1, -1),
                    "empty", new ShadowEntry("", 19_000, 99_999, -1, -1),
                    "expired", new ShadowEntry(SECRET, 19_000, 99_999, -1, 19_001),
                    "aged", new ShadowEntry(SECRET, 19_000, 90, 7, -1),
                    "mustchange", new ShadowEntry(SECRET, 0, 99_999, -1, -1));

    /** {@return the users of such a system, with the passwords in its shadow file} */
    static UnixUsers users(Path down, PasswordHashes hashes, Log log) {
        FakePasswd system = new FakePasswd(down);
        ShadowPasswords passwords = new ShadowPasswords(system, hashes, InstantSource.system());
        return new UnixUsers(system, passwords, log);
    }

    private static PasswdEntry person(String name, int uid, String shell) {
        return new PasswdEntry(name, uid, uid, "/home/" + name, shell);
    }

    @Override
    public Optional<PasswdEntry> passwd(String name) throws SystemBusyException {
        answerable();
        return Optional.ofNullable(PASSWD.get(name));
    }

    @Override
    public Optional<ShadowEntry> shadow(String name) throws SystemBusyException {
        answerable();
        return Optional.of(SHADOW.getOrDefault(name, GOOD));
    }

    private void answerable() throws SystemBusyException {
        if (Files.exists(down)) {
            throw new SystemBusyException("directory server down");
        }
    }
}
