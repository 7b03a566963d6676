package dmail.common.authent.password;

/** Mechanisms that don't send the password; the server must store more of it for them. */
public enum ChallengeMechanism {
    /**
     * SCRAM-SHA-256: offered if each user who can log in has a SCRAM hash or a password in clear
     * text.
     */
    SCRAM,
    /** APOP: offered if each user who can log in has a password in clear text. */
    APOP
}
