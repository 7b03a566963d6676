package dmail.smtp.binding;

import dmail.common.address.EmailAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * A message and one recipient, as rules look at them. What caused a message (the message that was
 * forwarded, or that bounced) is what is asked for the mail that it caused.
 *
 * @param from the reverse path; empty for {@code <>}
 * @param to the recipient
 * @param user the full name of who logged in, or empty
 * @param client the address of the client, if the message came from one
 * @param reached the address of this machine that the client connected to
 * @param listener its name, or empty
 * @param domainGroup that of the sender, or empty
 * @param header finds the first header field of a name, both in lower case, and unfolded
 */
public record Asked(
        Optional<EmailAddress> from,
        EmailAddress to,
        String user,
        Optional<InetAddress> client,
        Optional<InetAddress> reached,
        String listener,
        String domainGroup,
        Function<String, Optional<String>> header) {}
