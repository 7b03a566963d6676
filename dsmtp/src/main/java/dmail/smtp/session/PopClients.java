package dmail.smtp.session;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.recent.RecentLogins;
import dmail.smtp.policy.LoginRule;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tells which clients a POP login lets relay. */
public final class PopClients implements Predicate<InetAddress> {
    private final RecentLogins logins;
    private final Supplier<LoginRule> rule;
    private final InstantSource clock;
    private final Log log;

    /**
     * @param rule the current rule
     */
    public PopClients(Path workPath, Supplier<LoginRule> rule, InstantSource clock, Log log) {
        this.logins = new RecentLogins(workPath);
        this.rule = rule;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public boolean test(InetAddress client) {
        LoginRule now = rule.get();
        try {
            return logins.covers(client, now.users(), now.window(), clock.instant());
        } catch (IOException e) {
            log.error(LogLine.of("cannot read login list").with("reason", e));
            return false;
        }
    }
}
