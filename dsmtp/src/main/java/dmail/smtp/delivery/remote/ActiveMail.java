package dmail.smtp.delivery.remote;

/**
 * The mail of a stream that is being sent, or waits for a connection.
 *
 * @param binding by which it leaves
 * @param domain where it goes
 * @param messages how many there are about: one for each connection, and those that wait
 */
public record ActiveMail(String binding, String domain, int messages) {}
