package dmail.common.login;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;

/** How addresses and the names of the users' data base belong together, for tools that edit it. */
public final class UserNames {
    private final Domains domains;
    private final LoginMapper mapper;
    private final DatabaseNames names;
    private final DropLayout layout;

    private UserNames(LoginSettings settings) {
        this.domains = new Domains(settings);
        this.mapper = new LoginMapper(settings, domains);
        this.names = new DatabaseNames(settings.naming(), domains);
        this.layout = new DropLayout(settings, domains);
    }

    /** {@return what a configuration means; it has a host_domain and a drop_path} */
    public static UserNames of(Configuration configuration) {
        return new UserNames(LoginSettings.from(configuration));
    }

    /** Whom an address means. */
    public sealed interface Meaning {
        /**
         * A user of ours, whether the data base has him or not.
         *
         * @param dropFile where his mail is, unless the data base says otherwise
         */
        record User(String databaseName, Optional<Path> dropFile) implements Meaning {}

        record Nobody(String why) implements Meaning {}
    }

    /** {@return whom an address means; nobody is looked up} */
    public Meaning meaning(EmailAddress address) {
        return switch (mapper.map(address)) {
            case Mapping.Mapped(var account, _) ->
                    new Meaning.User(names.nameOf(account), layout.implied(account));
            case Mapping.Refused(var why, _) -> new Meaning.Nobody(why);
            case Mapping.NotLocal() ->
                    new Meaning.Nobody(
                            address.domain() + " is neither a host_domain nor a vdomain's domain");
        };
    }

    /** {@return the address of a name that the data base has} */
    public String address(String databaseName) {
        if (databaseName.contains("@")) {
            return databaseName;
        }
        return names.homeOf(databaseName)
                .map(home -> address(databaseName, home))
                .orElseGet(() -> databaseName + "@" + domains.main().domain());
    }

    private String address(String databaseName, MailDomain.Virtual home) {
        return databaseName.substring(names.beginning(home).length()) + "@" + home.domain();
    }
}
