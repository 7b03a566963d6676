package dmail.common.admin;

import dmail.common.log.LogFollowers;
import java.util.List;
import java.util.Optional;

/** Carries out what an administrator asks of a running server. */
public interface AdminRequestHandler {
    /**
     * Carries out one request; does not block for mail to be delivered.
     *
     * @param commandLine the command and its arguments, such as {@code [address, bob@acme.example]}
     */
    AdminReply handle(List<String> commandLine);

    /** {@return the reply to one request, if it is made while it is sent; as {@link #handle}} */
    default Optional<LongReply> longReply(List<String> commandLine) {
        return Optional.empty();
    }

    /** {@return whom to join, if the words ask for the lines of the log as they are written} */
    default Optional<LogFollowers> live(List<String> commandLine) {
        return Optional.empty();
    }
}
