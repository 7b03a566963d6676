package dmail.smtp.source;

import dmail.common.address.Domain;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What the source and the name of a message depend on, besides its binding and destination. Only
 * what some line makes use of is there, so that other mail shares connections.
 *
 * @param reached the address of this host at which it was received
 * @param group the domain group by which it leaves, or empty
 * @param sender the domain of its sender
 */
public record SourceIdentity(Optional<InetAddress> reached, String group, Optional<Domain> sender) {
    /** That of all mail where nothing depends on it. */
    public static final SourceIdentity NONE =
            new SourceIdentity(Optional.empty(), "", Optional.empty());
}
