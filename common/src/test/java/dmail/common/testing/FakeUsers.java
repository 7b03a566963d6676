package dmail.common.testing;

import dmail.common.authent.Authenticator;
import dmail.common.authent.Verdict;
import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.authent.password.Password;
import dmail.common.io.Owner;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A user data base in memory, which can be out of order. */
public final class FakeUsers implements Authenticator {
    /** What a users file keeps of the password {@code secret}. */
    public static final String SCRAM_OF_SECRET =
            "{SCRAM-SHA-256}4096,MDEyMzQ1Njc4OWFiY2RlZg==,bpSY5Ze9NUH+I35LC3gVq+DpBfK46iXBxvhAKqVu9pE=,VpYlBuxyzeCI1KnctrefdljpB1mk3Gp7sBI/t11+NkQ=";

    private record User(String password, Accepted accepted) {}

    private final Map<String, User> users = new ConcurrentHashMap<>();
    private volatile String trouble = "";
    private volatile int asked;

    /** Adds a user under the name that the data base knows, such as {@code acme_bob}. */
    public FakeUsers with(String name, String password) {
        return with(name, password, "", Map.of());
    }

    /** Adds a user whose drop file and fields the data base knows. */
    public FakeUsers with(String name, String password, String dropFile, Map<String, String> info) {
        users.put(name, new User(password, new Accepted(name, dropFile, Owner.SERVER, info)));
        return this;
    }

    /** From now on nothing can be told, for this reason; an empty reason ends that. */
    public void outOfOrder(String why) {
        trouble = why;
    }

    /** {@return how many questions have been asked} */
    public int asked() {
        return asked;
    }

    @Override
    public synchronized Verdict check(String name, Password password, InetAddress client) {
        Verdict verdict = lookup(name);
        String given = new String(password.octets(), StandardCharsets.UTF_8);
        User user = users.get(name);
        boolean wrong = user != null && !user.password().equals(given);
        return wrong && verdict instanceof Accepted ? new Rejected(Reason.WRONG_PASSWORD) : verdict;
    }

    @Override
    public synchronized Verdict lookup(String name) {
        asked++;
        if (!trouble.isEmpty()) {
            return new Unavailable(trouble);
        }
        User user = users.get(name);
        return user == null ? new Rejected(Reason.NO_SUCH_USER) : user.accepted();
    }

    @Override
    public void clearCache() {}

    @Override
    public void close() {}
}
