package dmail.common.config.type;

/** A number of octets, so that callers need not know a setting's unit. */
public record Size(long octets) {
    static final long KILO = 1024;
    public static final long MEGA = 1024 * KILO;
    static final long GIGA = 1024 * MEGA;

    public static Size ofKilobytes(long number) {
        return new Size(number * KILO);
    }

    public static Size ofMegabytes(long number) {
        return new Size(number * MEGA);
    }
}
