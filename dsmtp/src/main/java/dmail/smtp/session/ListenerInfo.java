package dmail.smtp.session;

/**
 * The listener of a connection.
 *
 * @param name its name in dmail.conf; empty for programs of this host, which have none
 * @param requiresTls whether a client must start TLS before it sends mail
 * @param isControl whether only commands of administrators are taken
 */
public record ListenerInfo(String name, boolean requiresTls, boolean isControl) {
    /** No listener. */
    public static final ListenerInfo NONE = new ListenerInfo("", false, false);
}
