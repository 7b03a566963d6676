package dmail.smtp.session;

/**
 * The name that a client gave.
 *
 * @param name in its HELO or EHLO; not verified
 * @param protocol {@code SMTP} after HELO, {@code ESMTP} after EHLO, with letters for TLS and
 *     login (RFC 3848)
 */
record HeloName(String name, String protocol) {
    static HeloName plain(String name) {
        return new HeloName(name, "SMTP");
    }

    static HeloName extended(String name, ClientPrivileges standing) {
        return new HeloName(name, standing.protocol());
    }

    /** {@return the same after a login, which requires ESMTP} */
    HeloName loggedIn(ClientPrivileges standing) {
        return extended(name, standing);
    }
}
