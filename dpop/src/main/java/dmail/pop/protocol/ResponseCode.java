package dmail.pop.protocol;

/** Why a command failed, in words a client's program understands (RFC 2449 section 8, RFC 3206). */
public enum ResponseCode {
    /** The name or password is wrong; the user must correct it. */
    AUTH("[AUTH]"),
    /** The maildrop is open in another session. */
    IN_USE("[IN-USE]"),
    /** A temporary failure on our side. */
    SYS_TEMP("[SYS/TEMP]"),
    /** A failure on our side that an administrator must see to. */
    SYS_PERM("[SYS/PERM]");

    private final String text;

    ResponseCode(String text) {
        this.text = text;
    }

    /** {@return the code as it stands behind {@code -ERR}} */
    public String text() {
        return text;
    }
}
