package dmail.common.login;

import java.net.InetAddress;

/**
 * A login name and what it maps to. It is mapped when the client sends it, and not again for the
 * check unless the settings were replaced while the login waited for its turn.
 */
public final class MappedLogin {
    /** No name in the user data base begins with it. */
    private static final String NOBODYS = ":";

    private final LoginMapper mapper;
    private final String typed;
    private final InetAddress connectedTo;
    private final Mapping mapping;

    MappedLogin(LoginMapper mapper, String typed, InetAddress connectedTo) {
        this.mapper = mapper;
        this.typed = typed;
        this.connectedTo = connectedTo;
        this.mapping = mapper.map(typed, connectedTo);
    }

    /**
     * {@return the name of the login in the user data base, the same for all its spellings; if it
     * can't be an account, a name that no user has}
     */
    public String databaseName() {
        return mapping instanceof Mapping.Mapped(_, String name, _)
                ? name
                : NOBODYS + LoginText.fold(typed);
    }

    /** {@return what the name maps to by the settings of a mapper} */
    Mapping by(LoginMapper current) {
        return current == mapper ? mapping : current.map(typed, connectedTo);
    }
}
