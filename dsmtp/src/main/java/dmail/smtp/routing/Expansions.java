package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.RoutingSettings;
import dmail.common.log.Log;
import dmail.common.login.Mailbox;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The current rules that forward or expand addresses. */
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
     * {@return the rules of a configuration; their files are read when they are needed}
     *
     * @param tables shares files with other settings
     */
    public static Expansions from(
            Configuration configuration, RoutingTables tables, LocalFiles local, Log log) {
        return new Expansions(configuration, tables, local, log);
    }

    /** {@return the {@code forward} rule for an address} */
    Optional<Rule> forward(EmailAddress address) {
        return forwards.first(address);
    }

    /** {@return the {@code forward_cc} rules for an address} */
    List<Rule> copies(EmailAddress address) {
        return copies.all(address);
    }

    /** {@return the alias of an address, which must be local} */
    Optional<Rule> alias(EmailAddress address, boolean local) throws IOException {
        Optional<Rule> alias = local ? aliases.find(address) : Optional.empty();
        return alias.isPresent() ? alias : virtualUsers.find(address);
    }

    /** {@return the members of a user's forward file} */
    Optional<Rule> forwardFile(Mailbox mailbox) throws IOException {
        return forwardFiles.find(mailbox);
    }

    /** {@return the members in a user's field {@code fwd} of the user data base} */
    Optional<Rule> field(Mailbox mailbox) {
        return forwardField.of(mailbox);
    }

    /** {@return the members of a list that an alias includes} */
    List<Member> included(String path) throws IOException {
        return lists.included(path);
    }

    /** {@return the destination for a mail file} */
    Destination file(String path) {
        return mailFiles.destination(path);
    }

    /** Releases its tables. */
    @Override
    public void close() {
        aliases.close();
        virtualUsers.close();
    }
}
