package dmail.common.config.read;

import dmail.common.address.Domain;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.listen.CertificateLines;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.type.VdomainLine;
import dmail.common.config.type.Words;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks whether the lines of domain groups fit together, and with the local domains. */
final class GroupChecks {
    private final Configuration configuration;
    private final VdomainChecks vdomains;
    private final Server server;
    private final ConfigProblems problems;
    private final List<ListenerDefinition> listeners;
    private final Set<Domain> hostDomains;
    private final List<Located<GroupLine>> lines;
    private final FirstLines<GroupLine, String> firstOfMember;
    private final FirstLines<GroupLine, InetAddress> firstOfAddress;
    private final FirstLines<GroupLine, String> firstOfOption;
    private final Map<String, Group> groups = new HashMap<>();

    /** What the lines of one group say together. */
    private static final class Group {
        private static final int NONE = -1;

        /** The number of the first such line. */
        private int bindTo = NONE;

        private boolean hasEffect;
        private boolean hasCertificate;
        private boolean isWarnedOf;
    }

    /**
     * @param table the listeners of the configuration
     * @param vdomains the lines of virtual domains, checked
     */
    GroupChecks(
            Configuration configuration,
            ListenerTable table,
            VdomainChecks vdomains,
            Server server,
            ConfigProblems problems) {
        this.configuration = configuration;
        this.vdomains = vdomains;
        this.server = server;
        this.problems = problems;
        listeners = table.all();
        hostDomains = new HashSet<>(configuration.values(DomainSettings.HOST_DOMAIN));
        lines = configuration.located(DomainSettings.DOMAIN_GROUP);
        firstOfMember = new FirstLines<>(lines, line -> member(line).orElseThrow());
        firstOfAddress = new FirstLines<>(lines, line -> bound(line).orElseThrow());
        firstOfOption = new FirstLines<>(lines, GroupChecks::option);
    }

    /** {@return the configuration without the lines that contradict others} */
    Configuration check() {
        for (int i = 0; i < lines.size(); i++) {
            note(i, lines.get(i).value());
        }
        return configuration.keeping(DomainSettings.DOMAIN_GROUP, this::isGood);
    }

    private void note(int index, GroupLine line) {
        member(line).ifPresent(key -> firstOfMember.before(index, key));
        bound(line).ifPresent(address -> firstOfAddress.before(index, address));
        Group group = group(line);
        if (line.option() instanceof GroupOption.BindTo && group.bindTo == Group.NONE) {
            group.bindTo = index;
        }
        group.hasCertificate |= line.option() instanceof GroupOption.Certificate;
        group.hasEffect |= hasEffect(line);
    }

    /** {@return the group of a line} */
    private Group group(GroupLine line) {
        return groups.computeIfAbsent(line.group(), _ -> new Group());
    }

    /** The other lines say what is so where these apply. */
    private static boolean hasEffect(GroupLine line) {
        return line.option() instanceof GroupOption.Member
                || line.option() instanceof GroupOption.BindTo;
    }

    /** {@return one text for a virtual domain, whether its prefix or its domain is given} */
    private Optional<String> member(GroupLine line) {
        return switch (line.option()) {
            case GroupOption.OfDomain(var domain) ->
                    Optional.of(
                            vdomains.ofDomain(domain)
                                    .filter(_ -> !hostDomains.contains(domain))
                                    .map(found -> ofPrefix(found.value().prefix()))
                                    .orElseGet(domain::name));
            case GroupOption.OfVdomain(var prefix) -> Optional.of(ofPrefix(prefix));
            default -> Optional.empty();
        };
    }

    private static String ofPrefix(String prefix) {
        return "vdomain " + prefix;
    }

    private static Optional<InetAddress> bound(GroupLine line) {
        return line.option() instanceof GroupOption.BindTo(var address)
                ? address
                : Optional.empty();
    }

    private static String option(GroupLine line) {
        return line.group() + " " + word(line.option());
    }

    private static String word(GroupOption option) {
        String words = option.toString();
        return words.substring(0, Words.endOfWord(words, 0));
    }

    private boolean isGood(int index, Located<GroupLine> line) {
        GroupLine value = line.value();
        Optional<String> refusal =
                switch (value.option()) {
                    case GroupOption.OfDomain(var domain) ->
                            stranger(domain).or(() -> otherGroup(value));
                    case GroupOption.OfVdomain(var prefix) ->
                            stranger(prefix).or(() -> otherGroup(value));
                    case GroupOption.BindTo(var address) ->
                            contradiction(value, address)
                                    .or(() -> address.flatMap(own -> refusal(value, own)));
                    case GroupOption.LocalHost _,
                            GroupOption.SmtpGreeting _,
                            GroupOption.PopGreeting _,
                            GroupOption.BouncesFrom _,
                            GroupOption.Dedicated _,
                            GroupOption.Binding _,
                            GroupOption.Certificate _,
                            GroupOption.PasswordFile _ ->
                            Optional.empty();
                    case GroupOption.Key(var file) ->
                            file.filter(_ -> !group(value).hasCertificate)
                                    .map(_ -> "key: " + CertificateLines.KEY_ALONE);
                };
        if (refusal.isPresent()) {
            problems.error(line.location(), text(value) + refusal.get() + "; the line is ignored");
            return false;
        }
        warn(index, line);
        return true;
    }

    private static String text(GroupLine line) {
        return "domain_group " + line.group() + ": ";
    }

    private Optional<String> stranger(Domain domain) {
        return hostDomains.contains(domain) || vdomains.ofDomain(domain).isPresent()
                ? Optional.empty()
                : Optional.of(domain + " is not local: no host_domain or vdomain line names it");
    }

    private Optional<String> stranger(String prefix) {
        return vdomains.ofPrefix(prefix).isPresent()
                ? Optional.empty()
                : Optional.of("no vdomain line has the prefix " + prefix);
    }

    private Optional<String> otherGroup(GroupLine line) {
        return member(line)
                .flatMap(firstOfMember::find)
                .filter(first -> !first.value().group().equals(line.group()))
                .map(first ->
                        line.option()
                                + " is in domain_group "
                                + first.value().group()
                                + " ("
                                + first.location()
                                + "), and a domain has one group");
    }

    private Optional<String> contradiction(GroupLine line, Optional<InetAddress> address) {
        Located<GroupLine> first = lines.get(group(line).bindTo);
        return bound(first.value()).isPresent() == address.isPresent()
                ? Optional.empty()
                : Optional.of(
                        line.option()
                                + " contradicts "
                                + first.value().option()
                                + " ("
                                + first.location()
                                + ")");
    }

    private Optional<String> refusal(GroupLine line, InetAddress address) {
        return firstOfAddress
                .find(address)
                .filter(first -> !first.value().group().equals(line.group()))
                .or(() -> vdomains.ofAddress(address).flatMap(owner -> otherOwner(line, owner)))
                .map(first ->
                        line.option()
                                + ": the address belongs to domain_group "
                                + first.value().group()
                                + " ("
                                + first.location()
                                + "), and an address has one group")
                .or(() -> unheard(line, address));
    }

    /** {@return the line that gives the address to another group by its virtual domain} */
    private Optional<Located<GroupLine>> otherOwner(GroupLine line, Located<VdomainLine> owner) {
        return firstOfMember
                .find(ofPrefix(owner.value().prefix()))
                .filter(first -> !first.value().group().equals(line.group()));
    }

    /** Where the other server would listen without a line of its own is no one's promise. */
    private Optional<String> unheard(GroupLine line, InetAddress address) {
        boolean isHeard =
                listeners.stream()
                        .filter(each -> each.server() == server || each.where().line() > 0)
                        .anyMatch(each -> each.address().map(address::equals).orElse(true));
        return isHeard
                ? Optional.empty()
                : Optional.of(
                        line.option()
                                + ": no listener has that address, so no client can meet the group"
                                + " there; listen and ip lines say where the servers listen");
    }

    private void warn(int index, Located<GroupLine> line) {
        GroupLine value = line.value();
        Group group = group(value);
        if (!hasEffect(value)
                && !(value.option() instanceof GroupOption.OfCertificate)
                && !group.hasEffect
                && !group.isWarnedOf) {
            group.isWarnedOf = true;
            problems.warning(
                    line.location(),
                    text(value)
                            + "no domain, vdomain or bind_to line names a domain or an address of"
                            + " this group, so it does nothing");
        }
        switch (value.option()) {
            case GroupOption.OfCertificate _ -> {
                warnOfSecond(index, line);
                warnOfNoUse(line);
            }
            case GroupOption.LocalHost _,
                    GroupOption.SmtpGreeting _,
                    GroupOption.PopGreeting _,
                    GroupOption.BouncesFrom _,
                    GroupOption.Dedicated _,
                    GroupOption.Binding _ ->
                    warnOfSecond(index, line);
            default -> {}
        }
    }

    private void warnOfNoUse(Located<GroupLine> line) {
        GroupLine value = line.value();
        if (value.option() instanceof GroupOption.PasswordFile && !group(value).hasCertificate) {
            problems.warning(
                    line.location(),
                    text(value)
                            + "certificate_password_file does nothing without a certificate line");
        } else if (listeners.stream().allMatch(each -> each.encryption() == Encryption.NONE)) {
            problems.warning(
                    line.location(),
                    text(value)
                            + word(value.option())
                            + " has no effect, since no listener is encrypted");
        }
    }

    private void warnOfSecond(int index, Located<GroupLine> line) {
        firstOfOption
                .before(index, option(line.value()))
                .ifPresent(first -> warnOfSecond(line, first));
    }

    private void warnOfSecond(Located<GroupLine> line, Located<GroupLine> first) {
        problems.warning(
                line.location(),
                text(line.value())
                        + line.value().option()
                        + " is given again; the last line counts, not "
                        + first.location());
    }
}
