package dmail.pop.protocol;

/** Why a command failed, in words a client's program understands (RFC 2449 section 8, RFC 3206). */
public enum ResponseCode {
    /** The name or password is wrong; the user must correct it. */
    AUTH("[AUTH]"),
    /** The maildrop is open in another session. */
    IN_USE("[IN-USE]"),
    /** Trouble of ours that may pass. */
    SYS_TEMP("[SYS/TEMP]"),
    /** Trouble of ours that needs the administrator. */
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
