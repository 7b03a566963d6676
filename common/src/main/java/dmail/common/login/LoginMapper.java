package dmail.common.login;

import dmail.common.address.EmailAddress;
import dmail.common.login.Domains.Claim;
import dmail.common.login.Mapping.Mapped;
import dmail.common.login.Mapping.NotLocal;
import dmail.common.login.Mapping.Refused;
import java.net.InetAddress;
import java.util.Optional;

/** Maps login names and addresses to accounts. Pure: it doesn't look up whether they exist. */
public final class LoginMapper {
    private final Domains domains;
    private final DatabaseNames names;

    public LoginMapper(LoginSettings settings, Domains domains) {
        this.domains = domains;
        this.names = new DatabaseNames(settings.naming(), domains);
    }

    /**
     * Maps a login name: by the longest suffix that matches, whatever the address; else by the
     * address the client connected to; else to the main domain.
     *
     * @param connectedTo this server's address
     */
    public Mapping map(String login, InetAddress connectedTo) {
        String folded = LoginText.fold(login);
        Optional<Domains.SuffixClaim> suffix = domains.suffixOf(folded);
        if (suffix.isPresent()) {
            // The user's part is taken as typed: UserName folds it by its own rules.
            String user = userBefore(suffix.get().suffix(), login, folded);
            return account(user, suffix.get().claim());
        }
        return account(login, domains.claimOf(connectedTo).orElseGet(domains::mainClaim));
    }

    private static String userBefore(String suffix, String login, String folded) {
        int length = folded.length() - suffix.length();
        return login.substring(0, Math.min(length, login.length()));
    }

    /** Maps the address of a recipient. */
    public Mapping map(EmailAddress address) {
        return domains.claimOf(address.domain())
                .map(claim -> account(address.localPart(), claim))
                .orElseGet(NotLocal::new);
    }

    private Mapping account(String typed, Claim claim) {
        Step decision =
                Step.of("domain", claim.home().domain() + ", by " + claim.how(), claim.location());
        return switch (UserName.of(typed)) {
            case UserName.Bad(var why) -> new Refused(why, decision);
            case UserName.Good(var user) -> {
                Account account = new Account(user, claim.home());
                yield names.refusal(account)
                        .<Mapping>map(why -> new Refused(why, decision))
                        .orElseGet(() -> new Mapped(account, decision));
            }
        };
    }
}
