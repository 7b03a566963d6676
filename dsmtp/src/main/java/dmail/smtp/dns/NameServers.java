package dmail.smtp.dns;

import dmail.common.io.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/**
 * Asks the name servers in turn until one answers or the time is over. The server that answered
 * last is asked first, so that a dead one costs time only once.
 */
final class NameServers implements Resolver {
    /** With more at a time the socket buffers would overflow and lose answers. */
    private static final int MOST_AT_A_TIME = 100;

    private static final int LONGEST_CHAIN = 8;

    /** More servers than anybody configures. */
    private static final int MOST_OLD = 64;

    /** The first time-out; each round doubles it. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

    /** Fits into one packet on all networks (the size of the "DNS flag day"). */
    private static final int PACKET = 1232;

    private final Supplier<List<InetSocketAddress>> servers;
    private final Duration timeout;
    private final RandomGenerator random;
    private final Exchange exchange;
    private final Semaphore permits = new Semaphore(MOST_AT_A_TIME);

    /** Servers without EDNS: asked without it until the next start. */
    private final Set<String> old = ConcurrentHashMap.newKeySet();

    /** The index of the server that answered last. */
    private volatile int favourite;

    /** Asks one server once; empty after the time-out. */
    @FunctionalInterface
    interface Exchange {
        Optional<Message> ask(InetSocketAddress server, Message query, Duration wait)
                throws IOException;
    }

    /**
     * @param servers the servers, in order
     * @param timeout {@code dns_timeout}
     * @param exchange asks one server once
     */
    NameServers(
            Supplier<List<InetSocketAddress>> servers,
            Duration timeout,
            RandomGenerator random,
            Exchange exchange) {
        this.servers = servers;
        this.timeout = timeout;
        this.random = random;
        this.exchange = exchange;
    }

    @Override
    public SourcedAnswer ask(Question question) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            if (!permits.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return SourcedAnswer.failed("too many look-ups are under way");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return SourcedAnswer.failed("the look-up was interrupted");
        }
        try {
            return follow(question, end);
        } finally {
            permits.release();
        }
    }

    /** A server may leave it to us to follow a chain of CNAMEs. */
    private SourcedAnswer follow(Question question, long end) {
        Duration life = Duration.ofSeconds(Integer.MAX_VALUE);
        Question now = question;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Asked asked = new Round(now, end).ask();
            switch (asked.reading()) {
                case ParsedAnswer.Complete(Answer answer) -> {
                    return new SourcedAnswer(noLongerThan(life, answer), asked.by());
                }
                case ParsedAnswer.Useless(String why) -> {
                    return SourcedAnswer.failed(why);
                }
                case ParsedAnswer.Continues(String name, Duration atMost) -> {
                    life = shorter(life, atMost);
                    now = new Question(question.kind(), name);
                }
            }
        }
        return SourcedAnswer.failed("aliases without end");
    }

    private static Answer noLongerThan(Duration life, Answer answer) {
        return switch (answer) {
            case Answer.Found(var data, Duration own) -> new Answer.Found(data, shorter(life, own));
            case Answer.Nothing(Duration own) -> new Answer.Nothing(shorter(life, own));
            case Answer.NoSuchName(Duration own) -> new Answer.NoSuchName(shorter(life, own));
            case Answer.Failed failed -> failed;
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * The result of asking all servers.
     *
     * @param reading if it is useless, the last server's
     */
    private record Asked(ParsedAnswer reading, String by) {}

    private List<InetSocketAddress> fromFavourite(List<InetSocketAddress> all) {
        List<InetSocketAddress> turned = new ArrayList<>(all);
        Collections.rotate(turned, -favourite);
        return turned;
    }

    /** One question to all servers, repeated. */
    private final class Round {
        private final Question question;
        private final long end;

        /** As text, since an IPv6 address on several networks counts as equal otherwise. */
        private final Set<String> useless = new HashSet<>();

        private String why = "no name server is known";

        Round(Question question, long end) {
            this.question = question;
            this.end = end;
        }

        Asked ask() {
            Name name;
            try {
                name = new Name(question.name(), Name.root);
            } catch (TextParseException notAName) {
                return failed("no name that DNS could know");
            }
            List<InetSocketAddress> listed = servers.get();
            List<InetSocketAddress> all = fromFavourite(listed);
            Duration wait = FIRST_WAIT;
            while (useless.size() < all.size() && left() > 0) {
                for (InetSocketAddress server : all) {
                    if (useless.contains(shown(server)) || left() <= 0) {
                        continue;
                    }
                    ParsedAnswer reading =
                            ask(server, name, shorter(wait, Duration.ofNanos(left())));
                    if (!(reading instanceof ParsedAnswer.Useless(String problem))) {
                        favourite = listed.indexOf(server);
                        return new Asked(reading, shown(server));
                    }
                    why = "name server " + shown(server) + " " + problem;
                }
                wait = wait.multipliedBy(2);
            }
            return failed(why);
        }

        private long left() {
            return end - System.nanoTime();
        }

        private Asked failed(String problem) {
            return new Asked(new ParsedAnswer.Useless(problem), "nobody");
        }

        private ParsedAnswer ask(InetSocketAddress server, Name name, Duration wait) {
            try {
                Optional<Message> message = messageOf(server, name, wait);
                if (message.isEmpty()) {
                    return new ParsedAnswer.Useless("does not answer");
                }
                ParsedAnswer reading = AnswerReader.read(question.kind(), name, message.get());
                if (reading instanceof ParsedAnswer.Useless) {
                    useless.add(shown(server));
                }
                return reading;
            } catch (IOException unreachable) {
                useless.add(shown(server));
                return new ParsedAnswer.Useless("can't be asked: " + Reason.of(unreachable));
            }
        }

        /** Old servers refuse EDNS (RFC 6891 section 7); they are asked without it. */
        private Optional<Message> messageOf(InetSocketAddress server, Name name, Duration wait)
                throws IOException {
            if (old.contains(shown(server))) {
                return exchange.ask(server, query(name), wait);
            }
            Message query = query(name);
            query.addRecord(new OPTRecord(PACKET, 0, 0), Section.ADDITIONAL);
            Optional<Message> message = exchange.ask(server, query, wait);
            if (message.isEmpty() || !refusesEdns(message.get())) {
                return message;
            }
            Optional<Message> plain = exchange.ask(server, query(name), wait);
            if (plain.isPresent() && !refusesEdns(plain.get())) {
                remember(server);
            }
            return plain;
        }

        private void remember(InetSocketAddress server) {
            if (old.size() >= MOST_OLD) {
                old.clear();
            }
            old.add(shown(server));
        }

        private boolean refusesEdns(Message message) {
            int rcode = message.getRcode();
            return rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.BADVERS;
        }

        private Message query(Name name) {
            Message query = new Message(random.nextInt(1 << 16));
            Header header = query.getHeader();
            header.setFlag(Flags.RD);
            query.addRecord(
                    Record.newRecord(name, question.kind().code(), DClass.IN), Section.QUESTION);
            return query;
        }
    }

    private static String shown(InetSocketAddress server) {
        String address = server.getAddress().getHostAddress();
        boolean six = address.contains(":");
        return server.getPort() == 53
                ? address
                : (six ? "[" + address + "]" : address) + ":" + server.getPort();
    }
}
