package dmail.smtp.dns;

import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Finds the addresses of hosts: those of the hosts file if the host is there, else those of DNS.
 * IPv4 comes first, since IPv6 is more often broken than missing.
 */
final class HostAddresses {
    private final Function<String, List<InetAddress>> file;
    private final MemoryAnswers answers;
    private final LastGoodAnswers lastGoodAnswers;
    private final DnsLog log;

    /**
     * @param file the addresses of a host in the hosts file, empty if it isn't there
     */
    HostAddresses(
            Function<String, List<InetAddress>> file,
            MemoryAnswers answers,
            LastGoodAnswers lastGoodAnswers,
            DnsLog log) {
        this.file = file;
        this.answers = answers;
        this.lastGoodAnswers = lastGoodAnswers;
        this.log = log;
    }

    /** Begins a look-up and doesn't wait, so that several can be under way. */
    Search begin(String host) {
        List<InetAddress> inFile = file.apply(host);
        return inFile.isEmpty() ? new InDns(host) : new InFile(host, inFile);
    }

    /** {@return the last good answer for the host, if DNS denies it now} */
    Addresses remembered(String host, LookupTrace trace) {
        List<InetAddress> all = new ArrayList<>();
        for (DnsRecordType kind : List.of(DnsRecordType.A, DnsRecordType.AAAA)) {
            Question question = new Question(kind, host);
            remembered(question, trace).ifPresent(answer -> all.addAll(addresses(answer.data())));
        }
        return all.isEmpty() ? new Addresses.None() : new Addresses.Known(all);
    }

    /** {@return the answer that is in hand, or the last good one; nobody is asked} */
    Answer known(Question question) {
        return answers.known(question)
                .map(SourcedAnswer::answer)
                .or(() ->
                        lastGoodAnswers
                                .find(question)
                                .map(former -> new Answer.Found(former.data(), Duration.ZERO)))
                .orElseGet(() -> new Answer.Failed("nobody was asked"));
    }

    /** {@return the last good answer; its use is logged} */
    Optional<LastGoodAnswer> remembered(Question question, LookupTrace trace) {
        Optional<LastGoodAnswer> answer = lastGoodAnswers.find(question);
        answer.ifPresent(former -> {
            log.remembered(question, former);
            trace.known(question.toString(), former.data(), "disk, of " + former.since());
        });
        return answer;
    }

    private static List<InetAddress> addresses(List<RecordData> data) {
        List<InetAddress> all = new ArrayList<>();
        for (RecordData recordData : data) {
            if (recordData instanceof RecordData.Address(InetAddress address)
                    && !IpLiteral.isOfManyHosts(address)) {
                all.add(address);
            }
        }
        return all;
    }

    /** A look-up under way. */
    sealed interface Search {
        /** Waits for the hosts file's or DNS's answer. */
        Addresses end(LookupTrace trace);

        /** The same; falls back to the last good answer when there is no address. */
        Addresses endWithLastGood(LookupTrace trace);
    }

    private record InFile(String host, List<InetAddress> all) implements Search {
        @Override
        public Addresses end(LookupTrace trace) {
            trace.known("host " + host, all, "hosts file");
            return new Addresses.Known(all);
        }

        @Override
        public Addresses endWithLastGood(LookupTrace trace) {
            return end(trace);
        }
    }

    /** An address that needs no look-up. */
    record Given(InetAddress address) implements Search {
        @Override
        public Addresses end(LookupTrace trace) {
            return new Addresses.Known(List.of(address));
        }

        @Override
        public Addresses endWithLastGood(LookupTrace trace) {
            return end(trace);
        }
    }

    private final class InDns implements Search {
        private final String host;
        private final CompletableFuture<SourcedAnswer> four;
        private final CompletableFuture<SourcedAnswer> six;

        InDns(String host) {
            this.host = host;
            this.four = answers.begin(new Question(DnsRecordType.A, host));
            this.six = answers.begin(new Question(DnsRecordType.AAAA, host));
        }

        @Override
        public Addresses end(LookupTrace trace) {
            List<InetAddress> all = new ArrayList<>();
            Optional<String> failure = take(DnsRecordType.A, four.join(), all, trace);
            Optional<String> other = take(DnsRecordType.AAAA, six.join(), all, trace);
            if (!all.isEmpty()) {
                return new Addresses.Known(all);
            }
            return failure.or(() -> other)
                    .<Addresses>map(Addresses.Failed::new)
                    .orElseGet(Addresses.None::new);
        }

        /** Adds the addresses; returns the reason of a failure. */
        private Optional<String> take(
                DnsRecordType kind,
                SourcedAnswer answer,
                List<InetAddress> all,
                LookupTrace trace) {
            trace.asked(new Question(kind, host), answer);
            return switch (answer.answer()) {
                case Answer.Found(var data, _) -> {
                    all.addAll(addresses(data));
                    yield Optional.empty();
                }
                case Answer.Nothing _, Answer.NoSuchName _ -> Optional.empty();
                case Answer.Failed(String why) -> Optional.of(why);
            };
        }

        @Override
        public Addresses endWithLastGood(LookupTrace trace) {
            Addresses now = end(trace);
            return now instanceof Addresses.None ? remembered(host, trace) : now;
        }
    }
}
