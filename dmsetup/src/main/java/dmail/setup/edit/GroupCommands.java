package dmail.setup.edit;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.type.Shown;
import dmail.common.config.type.VdomainLine;
import dmail.setup.called.ProgramName;
import dmail.setup.found.HostAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds, lists and removes domain groups. */
final class GroupCommands {
    private static final String USAGE =
            ProgramName.TEXT + " group add NAME DOMAIN | remove NAME | list";

    private final Site site;
    private final Editing editing;
    private final ConfLines conf;
    private final List<Located<GroupLine>> lines;

    GroupCommands(Site site, Editing editing) {
        this.site = site;
        this.editing = editing;
        this.conf = new ConfLines(site, editing);
        this.lines = site.configuration().located(DomainSettings.DOMAIN_GROUP);
    }

    void run(List<String> words) throws Refusal, IOException, InterruptedException {
        switch (words.isEmpty() ? "" : words.getFirst() + "/" + words.size()) {
            case "add/3" -> add(words.get(1), words.get(2));
            case "remove/2" -> remove(words.get(1));
            case "list/1" -> list();
            default -> throw Refusal.usage(USAGE);
        }
    }

    /** A group that is there already gets one more domain. */
    private void add(String name, String word) throws Refusal, IOException, InterruptedException {
        String text = CommandWord.single(name) + " domain " + CommandWord.single(word);
        GroupLine line =
                CommandWord.good(
                                "domain_group " + text,
                                DomainSettings.DOMAIN_GROUP.type().read(text, site.folder()))
                        .getFirst();
        if (!(line.option() instanceof GroupOption.OfDomain(var domain))) {
            throw Refusal.usage(USAGE);
        }
        refuseStranger(domain);
        refuseMember(domain);
        boolean isNew = lines.stream().noneMatch(each -> each.value().group().equals(name));
        editing.say("domain_group " + line);
        editing.field("line", "domain_group " + line);
        conf.apply(List.of(conf.adding("domain_group", List.of(line.toString()))));
        if (isNew) {
            editing.say("bind_to lines give it addresses; see dmail-domains(7)");
        }
    }

    private void refuseStranger(Domain domain) throws Refusal {
        if (!site.configuration().values(DomainSettings.HOST_DOMAIN).contains(domain)
                && prefix(domain).isEmpty()) {
            throw Refusal.wrong(domain + " is not local: no host_domain or vdomain line names it");
        }
    }

    /** {@return the prefix by which a group may name a virtual domain, too} */
    private Optional<String> prefix(Domain domain) {
        Configuration configuration = site.configuration();
        return configuration.values(DomainSettings.HOST_DOMAIN).contains(domain)
                ? Optional.empty()
                : configuration.values(DomainSettings.VDOMAIN).stream()
                        .filter(line -> line.domain().equals(domain))
                        .map(VdomainLine::prefix)
                        .findFirst();
    }

    private void refuseMember(Domain domain) throws Refusal {
        Optional<String> prefix = prefix(domain);
        for (Located<GroupLine> line : lines) {
            boolean named =
                    switch (line.value().option()) {
                        case GroupOption.OfDomain(var other) -> other.equals(domain);
                        case GroupOption.OfVdomain(var other) ->
                                prefix.filter(other::equals).isPresent();
                        default -> false;
                    };
            if (named) {
                throw Refusal.wrong(
                        domain
                                + " is in group "
                                + line.value().group()
                                + " already ("
                                + line.location()
                                + ")");
            }
        }
    }

    private void remove(String name) throws Refusal, InterruptedException {
        List<Located<GroupLine>> own =
                lines.stream().filter(line -> line.value().group().equals(name)).toList();
        if (own.isEmpty()) {
            throw Refusal.wrong("no domain_group line has the name " + Shown.plain(name));
        }
        new References(site.configuration()).refuseGroup(name);
        editing.field("group", name);
        conf.apply(List.of(conf.removing(own)));
        editing.say("its domains stay, and belong to no group");
    }

    private void list() {
        Vdomains vdomains = Vdomains.of(site.configuration());
        Map<String, Members> groups = new LinkedHashMap<>();
        for (Located<GroupLine> line : lines) {
            groups.computeIfAbsent(line.value().group(), _ -> new Members(vdomains))
                    .add(line.value().option());
        }
        List<Map<String, Object>> all = new ArrayList<>();
        groups.forEach((name, members) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put("domains", List.copyOf(members.domains));
            one.put("vdomains", members.prefixes);
            one.put("addresses", members.addresses());
            all.add(one);
            if (!editing.isForPrograms()) {
                editing.say("%-24s %s".formatted(name, members).stripTrailing());
            }
        });
        editing.field("groups", all);
    }

    /** The lines of virtual domains, which may be many, as groups name them. */
    private record Vdomains(
            Map<String, List<VdomainLine>> byPrefix, Map<Domain, List<VdomainLine>> byDomain) {
        static Vdomains of(Configuration configuration) {
            List<VdomainLine> all = configuration.values(DomainSettings.VDOMAIN);
            return new Vdomains(
                    all.stream().collect(Collectors.groupingBy(VdomainLine::prefix)),
                    all.stream().collect(Collectors.groupingBy(VdomainLine::domain)));
        }

        List<VdomainLine> ofPrefix(String prefix) {
            return byPrefix.getOrDefault(prefix, List.of());
        }

        List<VdomainLine> ofDomain(Domain domain) {
            return byDomain.getOrDefault(domain, List.of());
        }
    }

    /** What the lines of one group name, and what its virtual domains bring. */
    private static final class Members {
        private final Vdomains vdomains;
        private final Set<String> domains = new LinkedHashSet<>();
        private final List<String> prefixes = new ArrayList<>();
        private final Set<String> brought = new LinkedHashSet<>();
        private final Set<String> bound = new LinkedHashSet<>();
        private boolean isMetNowhere;

        Members(Vdomains vdomains) {
            this.vdomains = vdomains;
        }

        void add(GroupOption option) {
            switch (option) {
                case GroupOption.OfDomain(var domain) -> {
                    domains.add(domain.name());
                    vdomains.ofDomain(domain).forEach(this::addAddress);
                }
                case GroupOption.OfVdomain(var prefix) -> {
                    prefixes.add(prefix);
                    vdomains.ofPrefix(prefix).forEach(this::addVdomain);
                }
                case GroupOption.BindTo(var address) -> {
                    isMetNowhere |= address.isEmpty();
                    address.map(HostAddress::text).ifPresent(bound::add);
                }
                default -> {}
            }
        }

        private void addVdomain(VdomainLine line) {
            domains.add(line.domain().name());
            addAddress(line);
        }

        private void addAddress(VdomainLine line) {
            if (line.claim() instanceof VdomainLine.Claim.Address(var address)) {
                brought.add(HostAddress.text(address));
            }
        }

        /** {@return those at which it is met; {@code bind_to any} leaves none} */
        private List<String> addresses() {
            Set<String> all = new LinkedHashSet<>(bound);
            if (!isMetNowhere) {
                all.addAll(brought);
            }
            return List.copyOf(all);
        }

        @Override
        public String toString() {
            List<String> words = new ArrayList<>(domains);
            words.addAll(addresses());
            return String.join(" ", words);
        }
    }
}
