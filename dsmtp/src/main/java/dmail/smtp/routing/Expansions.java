package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.RoutingSettings;
import dmail.common.log.Log;
import dmail.common.login.Mailbox;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Everything that leads mail for one address to others, by the settings in force. */
public final class Expansions implements AutoCloseable {
    private final ForwardRules forwards;
    private final ForwardRules copies;
    private final Aliases aliases;
    private final VirtualUsers virtualUsers;
    private final ForwardFiles forwardFiles;
    private final ForwardField forwardField;
    private final MemberFiles lists;
    private final MailFiles mailFiles;

    private Expansions(
            Configuration configuration, RoutingTables tables, LocalFiles local, Log log) {
        forwards =
                new ForwardRules(
                        RoutingSettings.FORWARD, configuration.located(RoutingSettings.FORWARD));
        copies =
                new ForwardRules(
                        RoutingSettings.FORWARD_CC,
                        configuration.located(RoutingSettings.FORWARD_CC));
        aliases = new Aliases(configuration, tables);
        virtualUsers = new VirtualUsers(configuration, tables);
        forwardFiles = new ForwardFiles(configuration, local.homes(), log);
        forwardField = new ForwardField(log);
        lists = new MemberFiles(configuration, log);
        mailFiles = new MailFiles(configuration, local);
    }

    /**
     * {@return the redirects of a configuration; its files are read when they are needed}
     *
     * @param tables where its files are shared with other settings
     */
    public static Expansions from(
            Configuration configuration, RoutingTables tables, LocalFiles local, Log log) {
        return new Expansions(configuration, tables, local, log);
    }

    /** {@return where {@code forward} sends mail for an address} */
    Optional<Rule> forward(EmailAddress address) {
        return forwards.first(address);
    }

    /** {@return who else gets mail for an address, by {@code forward_cc}} */
    List<Rule> copies(EmailAddress address) {
        return copies.all(address);
    }

    /** {@return what an address is an alias for, which only one of ours can be} */
    Optional<Rule> alias(EmailAddress address, boolean local) throws IOException {
        Optional<Rule> alias = local ? aliases.find(address) : Optional.empty();
        return alias.isPresent() ? alias : virtualUsers.find(address);
    }

    /** {@return whom a user's own forward file names} */
    Optional<Rule> forwardFile(Mailbox mailbox) throws IOException {
        return forwardFiles.find(mailbox);
    }

    /** {@return whom the users' data base names in the field {@code fwd} of a user} */
    Optional<Rule> field(Mailbox mailbox) {
        return forwardField.of(mailbox);
    }

    /** {@return the members of a list in a file, which an alias includes} */
    List<Member> included(String path) throws IOException {
        return lists.included(path);
    }

    /** {@return where mail for a file goes} */
    Destination file(String path) {
        return mailFiles.destination(path);
    }

    /** Lets its tables go. */
    @Override
    public void close() {
        aliases.close();
        virtualUsers.close();
    }
}
