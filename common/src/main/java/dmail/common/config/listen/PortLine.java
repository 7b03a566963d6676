package dmail.common.config.listen;

/**
 * One {@code port} line.
 *
 * @param port the name that {@code ip} lines know it by
 * @param option no {@code on}: addresses take ports, not the other way round
 */
public record PortLine(String port, ListenOption option) {
    /** {@return the arguments in dmail.conf} */
    @Override
    public String toString() {
        return port + " " + option;
    }
}
