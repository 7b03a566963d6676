package dmail.smtp.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * Reads the answer to the question out of a name server's message, and nothing else: records that
 * the server adds unasked are ignored, since they can poison a cache.
 */
final class AnswerReader {
    private static final int LONGEST_CHAIN = 8;
    private static final int MOST_EXCHANGERS = 100;
    private static final int MOST_ADDRESSES = 32;

    /** RFC 2181 section 8: a TTL whose highest bit is set counts as 0. */
    private static final long LONGEST_LIFE = Integer.MAX_VALUE;

    private final DnsRecordType kind;
    private final Message message;
    private Name at;
    private long life = LONGEST_LIFE;

    private AnswerReader(DnsRecordType kind, Name at, Message message) {
        this.kind = kind;
        this.at = at;
        this.message = message;
    }

    /**
     * Reads a message that repeats the question.
     *
     * @param name the name in the question
     */
    static ParsedAnswer read(DnsRecordType kind, Name name, Message message) {
        return new AnswerReader(kind, name, message).read();
    }

    private ParsedAnswer read() {
        int rcode = message.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return new ParsedAnswer.Useless("answers " + Rcode.string(rcode));
        }
        Name asked = at;
        if (!followAliases()) {
            return new ParsedAnswer.Useless("leads through aliases without end");
        }
        List<Record> records = answersAt(at);
        return records.isEmpty() ? withoutRecords(rcode, asked) : found(records);
    }

    /** Follows the CNAMEs in the message (RFC 1034 section 3.6.2); {@return whether they end} */
    private boolean followAliases() {
        Set<Name> seen = new HashSet<>();
        Optional<CNAMERecord> alias = aliasAt(at);
        while (alias.isPresent() && answersAt(at).isEmpty()) {
            if (!seen.add(at) || seen.size() > LONGEST_CHAIN) {
                return false;
            }
            shorten(alias.get().getTTL());
            at = alias.get().getTarget();
            alias = aliasAt(at);
        }
        return true;
    }

    private Optional<CNAMERecord> aliasAt(Name name) {
        return message.getSection(Section.ANSWER).stream()
                .filter(CNAMERecord.class::isInstance)
                .map(CNAMERecord.class::cast)
                .filter(alias -> isAbout(alias, name))
                .findFirst();
    }

    private List<Record> answersAt(Name name) {
        return message.getSection(Section.ANSWER).stream()
                .filter(one -> one.getType() == kind.code() && isAbout(one, name))
                .toList();
    }

    private static boolean isAbout(Record one, Name name) {
        return one.getDClass() == DClass.IN && one.getName().equals(name);
    }

    private ParsedAnswer found(List<Record> records) {
        List<RecordData> data = new ArrayList<>();
        for (Record one : records) {
            shorten(one.getTTL());
            recordData(one).ifPresent(data::add);
        }
        if (data.isEmpty()) {
            return new ParsedAnswer.Useless("answers with nothing but impossible values");
        }
        return complete(new Answer.Found(best(data), lifeLeft()));
    }

    private List<RecordData> best(List<RecordData> data) {
        if (kind != DnsRecordType.MX) {
            return data.stream().distinct().limit(MOST_ADDRESSES).toList();
        }
        return data.stream()
                .distinct()
                .sorted(Comparator.comparingInt(AnswerReader::preference))
                .limit(MOST_EXCHANGERS)
                .toList();
    }

    private static int preference(RecordData recordData) {
        return recordData instanceof RecordData.Exchanger exchanger ? exchanger.preference() : 0;
    }

    private static Optional<RecordData> recordData(Record one) {
        return switch (one) {
            case MXRecord mx -> exchanger(mx);
            case ARecord a -> address(a.getAddress());
            case PTRRecord ptr -> hostName(ptr.getTarget()).map(RecordData.HostName::new);
            case AAAARecord aaaa -> address(aaaa.getAddress());
            default -> Optional.empty();
        };
    }

    private static Optional<RecordData> exchanger(MXRecord mx) {
        if (mx.getTarget().equals(Name.root)) {
            return Optional.of(new RecordData.Exchanger(mx.getPriority(), ""));
        }
        return hostName(mx.getTarget())
                .map(host -> new RecordData.Exchanger(mx.getPriority(), host));
    }

    private static Optional<String> hostName(Name name) {
        return RecordData.hostName(name.toString(true).toLowerCase(Locale.ROOT));
    }

    private static Optional<RecordData> address(InetAddress address) {
        try {
            // Without the name that the record put into it.
            return Optional.of(
                    new RecordData.Address(InetAddress.getByAddress(address.getAddress())));
        } catch (UnknownHostException wrongLength) {
            return Optional.empty();
        }
    }

    private ParsedAnswer withoutRecords(int rcode, Name asked) {
        Optional<SOARecord> authority = authority();
        if (authority.isEmpty() && isReferral()) {
            return new ParsedAnswer.Useless("does not look names up for us");
        }
        if (rcode == Rcode.NOERROR && authority.isEmpty() && !at.equals(asked)) {
            return goOn();
        }
        authority.ifPresentOrElse(this::shorten, () -> life = 0);
        return complete(
                rcode == Rcode.NXDOMAIN
                        ? new Answer.NoSuchName(lifeLeft())
                        : new Answer.Nothing(lifeLeft()));
    }

    /** RFC 2308 section 5: a negative answer may be cached only with this record. */
    private Optional<SOARecord> authority() {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .filter(soa -> at.subdomain(soa.getName()))
                .findFirst();
    }

    /** A server that isn't authoritative and doesn't recurse only refers to other servers. */
    private boolean isReferral() {
        Header header = message.getHeader();
        return !header.getFlag(Flags.AA) && !header.getFlag(Flags.RA);
    }

    private ParsedAnswer goOn() {
        Optional<String> name = hostName(at);
        return name.isPresent()
                ? new ParsedAnswer.Continues(name.get(), Duration.ofSeconds(life))
                : complete(new Answer.Nothing(Duration.ZERO));
    }

    private static ParsedAnswer complete(Answer answer) {
        return new ParsedAnswer.Complete(answer);
    }

    private void shorten(SOARecord authority) {
        shorten(authority.getTTL());
        shorten(authority.getMinimum());
    }

    private void shorten(long seconds) {
        life = Math.min(life, seconds > LONGEST_LIFE || seconds < 0 ? 0 : seconds);
    }

    private Duration lifeLeft() {
        return Duration.ofSeconds(life);
    }
}
