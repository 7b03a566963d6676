package dmail.common.authent.password;

/** Logins in which no password crosses the wire; the server must keep more of it for them. */
public enum ChallengeMechanism {
    /** SCRAM-SHA-256: of each user who can log in, there is what it needs. */
    SCRAM,
    /** APOP: of each user who can log in, there is the password itself. */
    APOP
}
