package dmail.smtp.session;

/**
 * The name that a client gave.
 *
 * @param name in its HELO or EHLO; not verified
 * @param protocol {@code SMTP} after HELO, {@code ESMTP} after EHLO, with letters for TLS and login
 *     (RFC 3848)
 */
record HeloName(String name, String protocol) {
    static HeloName plain(String name) {
        return new HeloName(name, "SMTP");
    }

    static HeloName extended(String name, ClientPrivileges privileges) {
        return new HeloName(name, privileges.protocol());
    }

    /** {@return the same after a login, which requires ESMTP} */
    HeloName loggedIn(ClientPrivileges privileges) {
        return extended(name, privileges);
    }
}
