package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Located;
import dmail.common.config.group.GroupOption;
import java.util.Optional;

/**
 * Some of the local domains as a server of their own: what it is called where clients meet it.
 *
 * @param name in dmail.conf
 * @param firstMember the first of its domains; those who log in without a domain are in it
 * @param isMetAnywhere whether it is bound to any address, and so has none of its own
 * @param localHost the host's name at its addresses; empty means the address's or the server's
 * @param smtpGreeting the greeting of SMTP there; empty means the server's
 * @param popGreeting the greeting of POP3 there; empty means the server's
 * @param bouncesFrom the From header of bounces of its mail; empty means the server's
 * @param isDedicated whether its addresses carry no other mail than its own
 */
public record DomainGroup(
        String name,
        Optional<Located<GroupOption.Member>> firstMember,
        boolean isMetAnywhere,
        Optional<Located<Domain>> localHost,
        Optional<Located<String>> smtpGreeting,
        Optional<Located<String>> popGreeting,
        Optional<Located<EmailAddress>> bouncesFrom,
        boolean isDedicated) {}
