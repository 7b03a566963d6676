package dmail.smtp.session;

/** What is done about a CR or LF that stands alone in a message. */
enum StrayLineEnds {
    /**
     * The message is not taken (RFC 5321 section 2.3.8): other hosts might see another end of it.
     */
    REFUSED,
    /** It becomes CRLF (RFC 6409 section 8), for those whose mail we answer for. */
    MENDED
}
