package dmail.setup.check;

import dmail.common.config.ListeningSettings;
import dmail.common.config.Setting;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A port at which clients look for a mail server, and how they expect it to be encrypted. */
public enum UsualPort {
    SMTP(25, Protocol.SMTP, Encryption.STARTTLS),
    SUBMISSION(587, Protocol.SUBMISSION, Encryption.STARTTLS),
    /** RFC 8314 section 3.3. */
    SUBMISSIONS(465, Protocol.SUBMISSION, Encryption.IMPLICIT_TLS),
    POP(110, Protocol.POP, Encryption.STARTTLS),
    /** RFC 8314 section 3.2. */
    POPS(995, Protocol.POP, Encryption.IMPLICIT_TLS);

    /** Below it are the numbers of many other services. */
    private static final int FIRST_ADVISED = 5000;

    private final int number;
    private final Protocol protocol;
    private final Encryption encryption;

    UsualPort(int number, Protocol protocol, Encryption encryption) {
        this.number = number;
        this.protocol = protocol;
        this.encryption = encryption;
    }

    /** {@return the one with that number} */
    public static Optional<UsualPort> of(int number) {
        return Arrays.stream(values()).filter(port -> port.number == number).findFirst();
    }

    /** {@return a hint about a number that is none of these, and may belong to something else} */
    public static List<Finding> hint(int number) {
        return of(number).isPresent() || number >= FIRST_ADVISED || number == 0
                ? List.of()
                : List.of(
                        Finding.ok(
                                "port %d will do; %d and up are advised for further ports"
                                        .formatted(number, FIRST_ADVISED)));
    }

    /** {@return the setting that gives it on all addresses} */
    public Setting<Integer> setting() {
        return switch (this) {
            case SMTP -> ListeningSettings.SMTP_PORT;
            case SUBMISSION -> ListeningSettings.SUBMISSION_PORT;
            case SUBMISSIONS -> ListeningSettings.SMTPS_PORT;
            case POP -> ListeningSettings.POP_PORT;
            case POPS -> ListeningSettings.POPS_PORT;
        };
    }

    /** {@return whether it is one besides those that other hosts and old programs use} */
    public boolean isFurther() {
        return this != SMTP && this != POP;
    }

    public int number() {
        return number;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** {@return STARTTLS, or TLS from the start} */
    public Encryption encryption() {
        return encryption;
    }
}
