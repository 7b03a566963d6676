package dmail.common.admin;

import java.io.IOException;
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

    /**
     * {@return how one command of a caller is answered}
     *
     * @param caller asked for his name only if that makes a difference
     */
    default AdminAnswer answer(List<String> commandLine, Caller caller) {
        return answer(commandLine);
    }

    /** Names who gives a command; the name may have to be looked up. */
    @FunctionalInterface
    interface Caller {
        String name() throws IOException;

        /** {@return whether the command comes over the network} */
        default boolean isRemote() {
            return false;
        }
    }
}
