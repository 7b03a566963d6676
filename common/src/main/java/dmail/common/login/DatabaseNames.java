package dmail.common.login;

import java.util.Optional;

/** The names of accounts in the user data base, and which names must not be looked up. */
final class DatabaseNames {
    private final LoginSettings.Naming naming;
    private final Domains domains;
    private final String foldedSeparator;

    DatabaseNames(LoginSettings.Naming naming, Domains domains) {
        this.naming = naming;
        this.domains = domains;
        this.foldedSeparator = LoginText.fold(naming.separator());
    }

    /** {@return the beginning of the names of a virtual domain's users} */
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
     * {@return why an account can't exist} A user of another domain must not be reached by that
     * user's name in the data base, with or without {@code authent_domain}.
     */
    Optional<String> refusal(Account account) {
        String own = LoginText.fold(prefixOf(account.home()));
        String whole = own + account.user();
        return domains.beginning(whole, foldedSeparator, own.length())
                .map(other ->
                        "user name begins like those of a virtual domain, " + beginning(other));
    }

    /** {@return the virtual domain whose prefix a name of the data base begins with} */
    Optional<MailDomain.Virtual> homeOf(String databaseName) {
        return domains.beginning(databaseName, foldedSeparator, 0);
    }
}
