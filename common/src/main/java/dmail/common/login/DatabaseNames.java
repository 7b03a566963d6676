package dmail.common.login;

import java.util.Optional;

/**
 * The names under which the users' data base knows accounts, and the names it must not be asked.
 */
final class DatabaseNames {
    private final LoginSettings.Naming naming;
    private final Domains domains;
    private final String foldedSeparator;

    DatabaseNames(LoginSettings.Naming naming, Domains domains) {
        this.naming = naming;
        this.domains = domains;
        this.foldedSeparator = LoginText.fold(naming.separator());
    }

    /** {@return what the names of a virtual domain's users begin with} */
    String beginning(MailDomain.Virtual home) {
        return LoginText.fold(prefixOf(home));
    }

    /** {@return {@code user}, {@code prefix_user}, or {@code user@domain}} */
    String nameOf(Account account) {
        if (naming.withDomain()) {
            return account.user() + "@" + account.home().domain().name();
        }
        return prefixOf(account.home()) + account.user();
    }

    private String prefixOf(MailDomain home) {
        return switch (home) {
            case MailDomain.Main _ -> "";
            case MailDomain.Virtual virtual -> virtual.prefix() + naming.separator();
        };
    }

    /**
     * {@return why an account is none} Nobody reaches another domain's user by typing the name by
     * which the data base knows that user, with or without {@code authent_domain}.
     */
    Optional<String> refusal(Account account) {
        String own = LoginText.fold(prefixOf(account.home()));
        String whole = own + account.user();
        return domains.beginning(whole, foldedSeparator, own.length())
                .map(other ->
                        "user name begins like those of a virtual domain, " + beginning(other));
    }

    /** {@return the virtual domain like whose users' a name of the data base begins} */
    Optional<MailDomain.Virtual> homeOf(String databaseName) {
        return domains.beginning(databaseName, foldedSeparator, 0);
    }
}
