package dmail.tell;

import dmail.common.authent.password.Password;
import java.io.IOException;

/** Where passwords come from: a terminal, or standard input when there is none. */
@FunctionalInterface
interface Secrets {
    /**
     * Asks for a password.
     *
     * @param prompt what a person is shown
     * @throws IOException when there is none
     */
    Password ask(String prompt) throws IOException;
}
