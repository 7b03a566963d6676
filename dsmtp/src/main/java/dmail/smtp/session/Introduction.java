package dmail.smtp.session;

/**
 * How a client has introduced itself.
 *
 * @param name what it calls itself; nobody has checked that
 * @param protocol {@code SMTP} after HELO, {@code ESMTP} after EHLO, with letters for encryption
 *     and login behind it (RFC 3848)
 */
record Introduction(String name, String protocol) {
    static Introduction plain(String name) {
        return new Introduction(name, "SMTP");
    }

    static Introduction extended(String name, Standing standing) {
        return new Introduction(name, standing.protocol());
    }

    /** {@return the same after a login, which only ESMTP has} */
    Introduction loggedIn(Standing standing) {
        return extended(name, standing);
    }
}
