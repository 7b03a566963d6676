package dmail.smtp.policy;

/**
 * Who may relay through a listener, of those that the server's rules let relay.
 *
 * @param clients addresses of {@code forward_from_ip}, and senders of {@code forward_from}
 * @param auth users who log in
 * @param pop clients that have just collected mail
 * @param all everybody, whatever the server's rules
 */
public record RelayWords(boolean clients, boolean auth, boolean pop, boolean all) {
    /** Nobody may, not even to the domains of {@code relay_to}. */
    public static final RelayWords NONE = new RelayWords(false, false, false, false);
}
