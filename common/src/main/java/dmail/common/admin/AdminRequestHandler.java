package dmail.common.admin;

import java.util.List;

/** Carries out control commands of a running server. */
@FunctionalInterface
public interface AdminRequestHandler {
    /**
     * {@return how one command is answered} A command is carried out while its reply is written; it
     * doesn't wait for mail to be delivered.
     *
     * @param commandLine the command and its arguments, such as {@code [address, bob@acme.example]}
     */
    AdminAnswer answer(List<String> commandLine);
}
