package dmail.common.login;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;

/** Converts between addresses and the names of the user data base, for tools that edit it. */
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

    /** {@return the conversion by a configuration, which has a host_domain and a drop_path} */
    public static UserNames of(Configuration configuration) {
        return new UserNames(LoginSettings.from(configuration));
    }

    /** The user of an address. */
    public sealed interface Meaning {
        /**
         * A local user, whether or not the user data base has him.
         *
         * @param dropFile the default path of his drop file
         */
        record User(String databaseName, Optional<Path> dropFile) implements Meaning {}

        record Nobody(String why) implements Meaning {}
    }

    /** {@return the user of an address; the user data base isn't asked} */
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

    /** {@return the address of a name in the user data base} */
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
