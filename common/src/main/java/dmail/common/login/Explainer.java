package dmail.common.login;

import dmail.common.address.EmailAddress;
import dmail.common.login.Explanation.End;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Explains step by step how a name is mapped to a drop file. */
final class Explainer {
    private final LoginMapper mapper;
    private final DatabaseNames names;

    Explainer(LoginMapper mapper, DatabaseNames names) {
        this.mapper = mapper;
        this.names = names;
    }

    Explanation address(String text, Function<EmailAddress, Lookup> recipient) {
        Step asked = Step.of("address", text);
        Optional<EmailAddress> address = EmailAddress.parse(text);
        if (address.isEmpty()) {
            Step refused = Step.of("result", "not an address: local-part@domain is expected");
            return new Explanation(List.of(asked, refused), End.NO_SUCH_USER);
        }
        List<Step> steps = new ArrayList<>(List.of(asked));
        steps.addAll(mapping(mapper.map(address.get())));
        return ended(steps, recipient.apply(address.get()));
    }

    List<Step> steps(EmailAddress address) {
        return mapping(mapper.map(address));
    }

    Explanation login(String login, InetAddress connectedTo, Function<Mapping, Lookup> lookup) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of("login", login));
        steps.add(Step.of("connected to", connectedTo.getHostAddress()));
        Mapping mapping = mapper.map(login, connectedTo);
        steps.addAll(mapping(mapping));
        return ended(steps, lookup.apply(mapping));
    }

    private List<Step> mapping(Mapping mapping) {
        return switch (mapping) {
            case Mapping.NotLocal() -> List.of();
            case Mapping.Refused(_, var domain) -> List.of(domain);
            case Mapping.Mapped(var account, var domain) ->
                    List.of(
                            domain,
                            Step.of("user", account.user()),
                            Step.of("data base name", names.nameOf(account)));
        };
    }

    private static Explanation ended(List<Step> steps, Lookup lookup) {
        Explanation sofar = new Explanation(steps, End.FOUND);
        return switch (lookup) {
            case Lookup.Found(var mailbox) -> found(sofar, mailbox);
            case Lookup.Rejected(var why) -> sofar.plus(Step.of("result", why), End.NO_SUCH_USER);
            case Lookup.NotLocal() ->
                    sofar.plus(
                            Step.of("result", "not local: no host_domain or vdomain line names it"),
                            End.NOT_LOCAL);
            case Lookup.Unavailable(var why) ->
                    sofar.plus(Step.of("result", "cannot tell now: " + why), End.UNAVAILABLE);
        };
    }

    private static Explanation found(Explanation sofar, Mailbox mailbox) {
        return sofar.plus(Step.of("mailbox of", mailbox.databaseName()), End.FOUND)
                .plus(Step.of("drop file", mailbox.dropFile()), End.FOUND)
                .plus(Step.of("result", "ok"), End.FOUND);
    }
}
