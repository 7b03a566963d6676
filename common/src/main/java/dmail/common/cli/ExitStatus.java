package dmail.common.cli;

/** The exit status of a program, by the numbers of sysexits(3), which scripts know. */
public enum ExitStatus {
    OK(0),
    /** The command line is wrong. */
    USAGE(64),
    /** The input data is wrong. */
    DATA_ERROR(65),
    /** No such input. */
    NO_INPUT(66),
    /** No such user. */
    NO_USER(67),
    /** No such host. */
    NO_HOST(68),
    /** The server that was asked is not running. */
    UNAVAILABLE(69),
    /** A bug. */
    SOFTWARE(70),
    /** The operating system refused something, such as a port that is in use. */
    OS_ERROR(71),
    /** A file can't be created. */
    CANNOT_CREATE(73),
    /** Reading or writing failed. */
    IO_ERROR(74),
    /** A temporary failure; trying again may help. */
    TEMPORARY(75),
    /** Not allowed. */
    NO_PERMISSION(77),
    /** dmail.conf is wrong. */
    CONFIG(78);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
