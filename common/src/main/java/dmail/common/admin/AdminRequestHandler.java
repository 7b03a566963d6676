package dmail.common.admin;

import dmail.common.log.LogFollowers;
import java.util.List;
import java.util.Optional;

/** Carries out control commands of a running server. */
public interface AdminRequestHandler {
    /**
     * Carries out one command; doesn't wait for mail to be delivered.
     *
     * @param commandLine the command and its arguments, such as {@code [address, bob@acme.example]}
     */
    AdminReply handle(List<String> commandLine);

    /**
     * {@return the reply to a command whose reply is made as it is sent; empty for other commands}
     */
    default Optional<LongReply> longReply(List<String> commandLine) {
        return Optional.empty();
    }

    /** {@return where to subscribe, if the command asks for the log's lines as they are written} */
    default Optional<LogFollowers> live(List<String> commandLine) {
        return Optional.empty();
    }
}
