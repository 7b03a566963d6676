package dmail.pop;

import dmail.common.address.IpPattern;
import dmail.common.authent.password.Password;
import dmail.common.cli.Version;
import dmail.common.config.Configuration;
import dmail.common.config.PopSettings;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.identity.GreetingText;
import dmail.common.identity.Identities;
import dmail.common.identity.Identity;
import dmail.common.io.FileWork;
import dmail.common.login.Accounts;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.MailStoreLocator;
import dmail.common.login.Mailbox;
import dmail.common.login.MappedLogin;
import dmail.common.login.Proof;
import dmail.common.memory.MemorySource;
import dmail.common.tls.Certificates;
import dmail.pop.bulletin.Bulletins;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.session.SessionRules;
import java.io.IOException;
import java.net.InetAddress;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of dpop, made from dmail.conf: all that a reload replaces. Holds what is costly to
 * make or has state; the rest is read from the configuration.
 *
 * @param configuration dmail.conf
 * @param certificates of the listeners, if there are any
 * @param accounts who may log in
 * @param maildrops opens mailboxes
 * @param mailStoreLocator where users' own stores are
 * @param rules the limits of new sessions
 * @param identities what clients call this host; empty when all of them do alike
 * @param notes tells dsmtp of logins
 * @param bulletins bulletins for users at login, if there are any
 * @param files how a mailbox's files are accessed
 */
record DpopSettings(
        Configuration configuration,
        Optional<Certificates> certificates,
        Accounts accounts,
        Maildrops maildrops,
        MailStoreLocator mailStoreLocator,
        SessionRules rules,
        Optional<Identities> identities,
        LoginNotes notes,
        Optional<Bulletins> bulletins,
        MailboxFiles files)
        implements AutoCloseable {
    private static final Lookup NOT_ADMITTED =
            new Lookup.Rejected("user_ip_address does not cover its address");

    /** {@return what this host is to a client; empty when it is the same to all} */
    Optional<Identity> identity(ListenerIdentity listener, InetAddress reached) {
        return identities.map(some -> some.at(listener, reached));
    }

    /**
     * {@return the rules of a session}
     *
     * @param identity what this host is to its client
     * @param client its client's address
     * @param now when it begins, in this host's time zone
     */
    SessionRules rules(
            Optional<Identity> identity, InetAddress client, Supplier<ZonedDateTime> now) {
        return identity.map(own ->
                        rules.as(
                                own.name().name(),
                                own.greeting()
                                        .map(text ->
                                                GreetingText.of(
                                                        text, own.name(), client, now.get()))
                                        .orElseGet(() -> usualGreeting(own.name().name()))))
                .orElse(rules);
    }

    /** {@return the greeting of a host} */
    static String usualGreeting(String host) {
        return host + " DPOP POP3 Server v" + Version.TEXT + " ready";
    }

    /** Checks a login and the address that it comes from. */
    Lookup login(MappedLogin login, Password password, Caller caller) {
        return admits(caller.address())
                ? noted(accounts.login(login, password, caller.address()), caller.address())
                : NOT_ADMITTED;
    }

    /** The same with a proof in place of the password. */
    Lookup prove(MappedLogin login, Proof proof, Caller caller) {
        return admits(caller.address())
                ? noted(proof.lets(() -> accounts.known(login)), caller.address())
                : NOT_ADMITTED;
    }

    /** Every address is admitted without {@code user_ip_address}. */
    private boolean admits(InetAddress client) {
        List<IpPattern> clients = configuration.values(PopSettings.USER_IP_ADDRESS);
        return clients.isEmpty() || clients.stream().anyMatch(some -> some.matches(client));
    }

    private Lookup noted(Lookup lookup, InetAddress client) {
        if (lookup instanceof Lookup.Found(Mailbox mailbox)) {
            notes.take(mailbox.account(), client);
        }
        return lookup;
    }

    @Override
    public void close() {
        accounts.close();
    }

    /** {@return how many bulletins can't be read} */
    int bulletinsLeftOut() {
        return bulletins.map(Bulletins::leftOut).orElse(0);
    }

    private void moveToPlace(Mailbox mailbox) throws IOException {
        Optional<String> why = accounts.moveToPlace(mailbox);
        if (why.isPresent()) {
            throw new IOException(why.get());
        }
    }

    /** Opens a mailbox after a login, if it is free. */
    Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        FileWork work = files.workOn(mailbox);
        return work instanceof FileWork.Here
                ? open(mailbox, memory, work)
                : work.call(() -> open(mailbox, memory, work));
    }

    private Opening open(Mailbox mailbox, MemorySource memory, FileWork work) throws IOException {
        moveToPlace(mailbox);
        bulletins.ifPresent(some -> some.deliver(mailbox));
        return maildrops.open(mailbox, memory, work);
    }
}
