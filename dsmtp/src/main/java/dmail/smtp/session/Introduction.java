package dmail.smtp.session;

/**
 * How a client has introduced itself.
 *
 * @param name what it calls itself; nobody has checked that
 * @param protocol {@code SMTP} after HELO, {@code ESMTP} after EHLO (RFC 3848)
 */
record Introduction(String name, String protocol) {
    static Introduction plain(String name) {
        return new Introduction(name, "SMTP");
    }

    static Introduction extended(String name) {
        return new Introduction(name, "ESMTP");
    }
}
