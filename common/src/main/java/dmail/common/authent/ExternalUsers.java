package dmail.common.authent;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Reason;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.authent.password.Password;
import dmail.common.io.Owner;
import java.net.InetAddress;
import java.util.Optional;

/** The users of {@code authent_method external}, whom a helper program knows. */
final class ExternalUsers implements Authenticator {
    private final HelperPool helpers;

    ExternalUsers(HelperPool helpers) {
        this.helpers = helpers;
    }

    @Override
    public Verdict check(String name, Password password, InetAddress client) {
        return ask(name, HelperProtocol.check(name, password, client), Reason.WRONG_PASSWORD);
    }

    @Override
    public Verdict lookup(String name) {
        return ask(name, HelperProtocol.lookup(name), Reason.NO_SUCH_USER);
    }

    private Verdict ask(String name, Optional<byte[]> question, Reason no) {
        if (question.isEmpty()) {
            return new Rejected(Reason.MALFORMED);
        }
        return switch (helpers.ask(name, question.get())) {
            case HelperReply.Ok ok -> accepted(ok);
            case HelperReply.No _ -> new Rejected(no);
            case HelperReply.Dead(var why) -> new Unavailable(why);
            case HelperReply.Data _, HelperReply.Garbage _ ->
                    new Unavailable("the helper's answer makes no sense");
        };
    }

    private static Verdict accepted(HelperReply.Ok ok) {
        Owner owner = ok.uid() == 0 ? Owner.SERVER : new Owner(ok.uid(), -1);
        return new Accepted(ok.name(), ok.path(), owner, ok.info());
    }

    @Override
    public void clearCache() {
        // A helper may have a cache of its own, which can't be cleared.
    }

    @Override
    public void close() {
        helpers.close();
    }
}
