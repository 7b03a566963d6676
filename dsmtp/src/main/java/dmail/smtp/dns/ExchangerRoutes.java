package dmail.smtp.dns;

import dmail.smtp.dns.Exchangers.Host;
import dmail.smtp.dns.RecordData.Exchanger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Finds the hosts of a domain by DNS (RFC 5321 section 5.1): its mail exchangers by preference,
 * those of equal preference in random order; else the domain itself as a host; else the last good
 * answer. Mail bounces only on a clear "no"; a DNS failure defers it.
 */
final class ExchangerRoutes {
    private static final String OWN =
            "this server, so it is left out together with all that are no better";

    private final MemoryAnswers answers;
    private final HostAddresses hosts;
    private final OwnHost self;
    private final int port;
    private final RandomGenerator random;

    /**
     * @param port of all hosts
     */
    ExchangerRoutes(
            MemoryAnswers answers,
            HostAddresses hosts,
            OwnHost self,
            int port,
            RandomGenerator random) {
        this.answers = answers;
        this.hosts = hosts;
        this.self = self;
        this.port = port;
        this.random = random;
    }

    Exchangers of(String domain, LookupTrace trace) {
        Question question = new Question(DnsRecordType.MX, domain);
        SourcedAnswer answer = answers.begin(question).join();
        trace.asked(question, answer);
        return switch (answer.answer()) {
            case Answer.Found(var data, _) -> exchangers(domain, data, trace);
            case Answer.Nothing _ -> withoutExchangers(domain, trace);
            // The domain's own address isn't tried before the remembered MX: a server that wrongly
            // denies the MX may know the address, which is often a web server.
            case Answer.NoSuchName _ ->
                    hosts.remembered(question, trace)
                            .map(former -> exchangers(domain, former.data(), trace))
                            .orElseGet(() -> withoutExchangers(domain, trace));
            case Answer.Failed(String why) ->
                    new Exchangers.TryLater("mail exchangers of " + domain + ": " + why);
        };
    }

    /** {@return the names of the best exchangers, in order; empty when they aren't known} */
    List<String> best(String domain) {
        return switch (hosts.known(new Question(DnsRecordType.MX, domain))) {
            case Answer.Found(var data, _) -> best(data);
            // The domain itself is its host.
            case Answer.Nothing _ -> List.of(domain);
            case Answer.NoSuchName _, Answer.Failed _ -> List.of();
        };
    }

    private static List<String> best(List<RecordData> data) {
        SortedMap<Integer, SortedSet<String>> byPreference = new TreeMap<>();
        for (RecordData recordData : data) {
            if (recordData instanceof Exchanger exchanger && !exchanger.takesNoMail()) {
                byPreference
                        .computeIfAbsent(exchanger.preference(), _ -> new TreeSet<>())
                        .add(exchanger.host().toLowerCase(Locale.ROOT));
            }
        }
        return byPreference.isEmpty()
                ? List.of()
                : List.copyOf(byPreference.firstEntry().getValue());
    }

    private Exchangers withoutExchangers(String domain, LookupTrace trace) {
        return switch (hosts.begin(domain).end(trace)) {
            case Addresses.Known(var all) -> itself(domain, all);
            case Addresses.None() -> remembered(domain, trace);
            case Addresses.Failed(String why) ->
                    new Exchangers.TryLater("address of " + domain + ": " + why);
        };
    }

    private Exchangers itself(String domain, List<InetAddress> addresses) {
        return addresses.stream().anyMatch(self::has)
                ? ourselves(domain)
                : new Exchangers.Hosts(List.of(new Host(domain, port, addresses)));
    }

    /** The last good answer, when DNS has neither an MX nor an address now. */
    private Exchangers remembered(String domain, LookupTrace trace) {
        Optional<LastGoodAnswer> former =
                hosts.remembered(new Question(DnsRecordType.MX, domain), trace);
        if (former.isPresent()) {
            return exchangers(domain, former.get().data(), trace);
        }
        return hosts.remembered(domain, trace) instanceof Addresses.Known(var all)
                ? itself(domain, all)
                : new Exchangers.NoSuchDomain(
                        "DNS has neither a mail exchanger nor an address of " + domain);
    }

    private Exchangers exchangers(String domain, List<RecordData> data, LookupTrace trace) {
        List<Exchanger> all = inOrder(data);
        if (all.isEmpty()) {
            return new Exchangers.AcceptsNoMail();
        }
        Optional<Exchanger> own = all.stream().filter(one -> self.isNamed(one.host())).findFirst();
        own.ifPresent(exchanger -> trace.note(exchanger.host(), OWN));
        int ownPreference = own.map(Exchanger::preference).orElse(Integer.MAX_VALUE);
        List<Exchanger> better = before(ownPreference, all);
        return better.isEmpty() ? ourselves(domain) : new Ranking(domain).of(better, trace);
    }

    /** Without the null MX (RFC 7505). */
    private List<Exchanger> inOrder(List<RecordData> data) {
        List<Exchanger> all = new ArrayList<>();
        for (RecordData recordData : data) {
            if (recordData instanceof Exchanger exchanger && !exchanger.takesNoMail()) {
                all.add(exchanger);
            }
        }
        Collections.shuffle(all, random);
        all.sort(Comparator.comparingInt(Exchanger::preference));
        return all;
    }

    /** A host whose preference isn't lower than our own would send the mail back to us. */
    private static List<Exchanger> before(int preference, List<Exchanger> all) {
        return all.stream().filter(one -> one.preference() < preference).toList();
    }

    private static Exchangers ourselves(String domain) {
        return new Exchangers.OnlyOurselves(
                "DNS sends mail for " + domain + " to this server, which doesn't know that domain");
    }

    /** The exchangers of one domain, with the look-ups of their addresses. */
    private final class Ranking {
        private final String domain;
        private final List<Candidate> candidates = new ArrayList<>();
        private int ownPreference = Integer.MAX_VALUE;
        private String why = "";

        Ranking(String domain) {
            this.domain = domain;
        }

        Exchangers of(List<Exchanger> inOrder, LookupTrace trace) {
            inOrder.stream()
                    .map(exchanger -> new Attempt(exchanger, hosts.begin(exchanger.host())))
                    .toList()
                    .forEach(attempt -> take(attempt, trace));
            List<Host> nearer =
                    candidates.stream()
                            .filter(candidate -> candidate.preference() < ownPreference)
                            .map(Candidate::host)
                            .toList();
            if (!nearer.isEmpty()) {
                return new Exchangers.Hosts(nearer);
            }
            return why.isEmpty() ? ourselves(domain) : new Exchangers.TryLater(why);
        }

        private void take(Attempt attempt, LookupTrace trace) {
            Exchanger exchanger = attempt.exchanger();
            switch (attempt.search().endWithLastGood(trace)) {
                case Addresses.Known(var all) when all.stream().anyMatch(self::has) -> {
                    ownPreference = Math.min(ownPreference, exchanger.preference());
                    trace.note(exchanger.host(), OWN);
                }
                case Addresses.Known(var all) ->
                        candidates.add(
                                new Candidate(
                                        exchanger.preference(),
                                        new Host(
                                                exchanger.host(),
                                                port,
                                                all,
                                                exchanger.preference())));
                case Addresses.None() ->
                        why = "mail exchanger " + exchanger.host() + " has no address";
                case Addresses.Failed(String problem) ->
                        why = "address of " + exchanger.host() + ": " + problem;
            }
        }
    }

    /** An exchanger whose look-up is under way. */
    private record Attempt(Exchanger exchanger, HostAddresses.Search search) {}

    /** An exchanger that was found. */
    private record Candidate(int preference, Host host) {}
}
