package dmail.common.admin;

import java.util.List;

/** Carries out what an administrator asks of a running server. */
public interface AdminDesk {
    /**
     * Carries out one request; does not block for mail to be delivered.
     *
     * @param words the command and its arguments, such as {@code [address, bob@acme.example]}
     */
    AdminReply handle(List<String> words);
}
