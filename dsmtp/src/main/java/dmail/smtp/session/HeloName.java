package dmail.smtp.session;

/**
 * How a client has introduced itself.
 *
 * @param name what it calls itself; nobody has checked that
 * @param protocol {@code SMTP} after HELO, {@code ESMTP} after EHLO, with letters for encryption
 *     and login behind it (RFC 3848)
 */
record HeloName(String name, String protocol) {
    static HeloName plain(String name) {
        return new HeloName(name, "SMTP");
    }

    static HeloName extended(String name, ClientPrivileges standing) {
        return new HeloName(name, standing.protocol());
    }

    /** {@return the same after a login, which only ESMTP has} */
    HeloName loggedIn(ClientPrivileges standing) {
        return extended(name, standing);
    }
}
