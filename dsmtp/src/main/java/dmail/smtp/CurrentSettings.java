package dmail.smtp;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.config.Configuration;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.identity.Identities;
import dmail.common.identity.Identity;
import dmail.common.login.Caller;
import dmail.common.login.Logins;
import dmail.common.login.Lookup;
import dmail.common.login.MappedLogin;
import dmail.common.login.Proof;
import dmail.common.login.Step;
import dmail.common.login.pace.LoginPace;
import dmail.common.server.Replaceable;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.dns.Dns;
import dmail.smtp.policy.Rules;
import dmail.smtp.routing.Users;
import dmail.smtp.source.Machine;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The current settings. A call that is under way during a reload finishes with the old settings,
 * whose user data base is closed after the last such call.
 */
final class CurrentSettings implements Users, Logins, Identities {
    private final LoginPace pace;
    private final Replaceable<SmtpSettings> current;
    private final SiteTables tables;

    /**
     * Made when the administrator asks, while no line says anything of bindings. Each recipient and
     * delivery looks at it, so that needs no lock.
     */
    private volatile Optional<Outgoing> asked = Optional.empty();

    /**
     * @param pace the limit on logins; it outlives a reload
     */
    CurrentSettings(Replaceable<SmtpSettings> current, LoginPace pace, SiteTables tables) {
        this.current = current;
        this.pace = pace;
        this.tables = tables;
    }

    SmtpSettings settings() {
        return current.now();
    }

    /** Names of this machine's addresses are looked up there from now on. */
    void use(Dns dns) {
        tables.use(dns);
    }

    /** {@return what says what the machine has} */
    Machine machine() {
        return current.now().machine(tables);
    }

    /** {@return what is said of bindings; empty while neither a line nor an administrator asks} */
    Optional<Outgoing> outgoing() {
        Optional<Outgoing> byLines = current.now().outgoing();
        return byLines.isPresent() ? byLines : asked;
    }

    /** {@return what is said of bindings, if only that they are as usual} */
    Outgoing explained() {
        return outgoing().orElseGet(() -> made(tables.statesToShow(configuration())));
    }

    private Outgoing made(BindingStates states) {
        return current.now().explained(states);
    }

    /** {@return the same, of which something will be remembered: from then on it counts} */
    Outgoing bindings() {
        Optional<Outgoing> known = outgoing();
        if (known.isPresent()) {
            return known.get();
        }
        Outgoing made = made(tables.states(configuration()));
        synchronized (this) {
            Outgoing first = asked.orElse(made);
            asked = Optional.of(first);
            return first;
        }
    }

    /** {@return dmail.conf as it was last read} */
    Configuration configuration() {
        return current.now().configuration();
    }

    Rules rules() {
        return current.now().rules();
    }

    @Override
    public Identity at(ListenerIdentity listener, InetAddress reached) {
        SmtpSettings settings = current.now();
        return settings.identities()
                .map(some -> some.at(listener, reached))
                .orElseGet(() -> Identity.of(settings.rules().host()));
    }

    @Override
    public boolean isLocal(Domain domain) {
        return current.now().accounts().isLocal(domain);
    }

    @Override
    public List<Step> steps(EmailAddress address) {
        return current.now().accounts().steps(address);
    }

    @Override
    public Lookup find(EmailAddress address) {
        try (Replaceable.Use<SmtpSettings> use = current.use()) {
            return use.value().accounts().recipient(address);
        }
    }

    @Override
    public Lookup entry(EmailAddress address) {
        try (Replaceable.Use<SmtpSettings> use = current.use()) {
            return use.value().accounts().entry(address);
        }
    }

    @Override
    public Optional<EmailAddress> sysadminFor(EmailAddress address) {
        try (Replaceable.Use<SmtpSettings> use = current.use()) {
            return use.value().accounts().sysadminFor(address);
        }
    }

    @Override
    public Lookup login(String name, Password password, Caller caller) {
        MappedLogin login = map(name, caller);
        return switch (pace.await(caller, login.databaseName())) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    Lookup lookup = check(login, password, caller);
                    yield check.ofPassword(password.octets(), lookup);
                }
            }
        };
    }

    private Lookup check(MappedLogin login, Password password, Caller caller) {
        try (Replaceable.Use<SmtpSettings> use = current.use()) {
            return use.value().accounts().login(login, password, caller.address());
        }
    }

    @Override
    public Lookup prove(String name, Proof proof, Caller caller) {
        MappedLogin login = map(name, caller);
        return switch (pace.await(caller, login.databaseName())) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    yield check.ofProof(proof.lets(() -> known(login)));
                }
            }
        };
    }

    private Lookup known(MappedLogin login) {
        try (Replaceable.Use<SmtpSettings> use = current.use()) {
            return use.value().accounts().known(login);
        }
    }

    /** Nothing is looked up, so settings that are replaced meanwhile do no harm. */
    private MappedLogin map(String name, Caller caller) {
        return current.now().accounts().map(name, caller.connectedTo());
    }

    @Override
    public StoredSecret storedSecret(String name, InetAddress connectedTo) {
        try (Replaceable.Use<SmtpSettings> use = current.use()) {
            return use.value().accounts().storedSecret(name, connectedTo);
        }
    }

    @Override
    public Set<ChallengeMechanism> challengeMechanisms() {
        try (Replaceable.Use<SmtpSettings> use = current.use()) {
            return use.value().accounts().challengeMechanisms();
        }
    }
}
