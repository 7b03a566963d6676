package dmail.smtp.session;

/** How bare CRs and LFs in a message are handled. */
enum StrayLineEnds {
    /**
     * The message is refused (RFC 5321 section 2.3.8): another host might see an end of the message
     * there.
     */
    REFUSED,
    /** They become CRLF (RFC 6409 section 8), for clients that may relay. */
    MENDED
}
