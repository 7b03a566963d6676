package dmail.smtp.session;

import dmail.common.net.WireReader;
import java.io.IOException;

/** What a client has gained in its session: TLS, and a login. */
final class ClientPrivileges {
    private final ConnectionInfo access;
    private String user = "";
    private int failedLogins;

    ClientPrivileges(ConnectionInfo access) {
        this.access = access;
    }

    ConnectionInfo access() {
        return access;
    }

    /** {@return whether STARTTLS is allowed now} */
    boolean mayEncrypt() {
        return access.upgrade().isOffered();
    }

    boolean isEncrypted() {
        return access.upgrade().isEncrypted();
    }

    /** {@return whether there is memory for TLS now} */
    boolean hasRoomToEncrypt() {
        return access.upgrade().hasRoom();
    }

    /** Starts TLS; an earlier login is void (RFC 3207 section 4.2). */
    String encrypt(WireReader reader, SessionReplies answers) throws IOException {
        user = "";
        return answers.continueOver(access.upgrade(), reader);
    }

    void loggedIn(String name) {
        user = name;
    }

    /** {@return the user it logged in as, or empty} */
    String login() {
        return user;
    }

    boolean isLoggedIn() {
        return !user.isEmpty();
    }

    /** {@return whether the client must start TLS before anything else} */
    boolean mustEncrypt() {
        return access.listener().requiresTls() && !isEncrypted();
    }

    /** {@return whether AUTH is of use now} */
    boolean mayLogIn() {
        return !isLoggedIn() && !mustEncrypt() && !access.listener().isControl();
    }

    /** {@return whether the client must log in before MAIL} */
    boolean mustLogIn() {
        return access.submission() && !isLoggedIn();
    }

    /**
     * Counts a failed login; {@return whether the client may try again}
     *
     * @param most the failures after which the session ends
     */
    boolean mayTryAgain(int most) {
        failedLogins++;
        return failedLogins < most;
    }

    /** {@return the protocol's name for our Received header (RFC 3848)} */
    String protocol() {
        return "ESMTP" + (isEncrypted() ? "S" : "") + (isLoggedIn() ? "A" : "");
    }
}
