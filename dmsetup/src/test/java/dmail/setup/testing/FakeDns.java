package dmail.setup.testing;

import dmail.setup.dns.Dns;
import dmail.setup.dns.DnsAnswer;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A DNS that knows what a test has told it. */
public final class FakeDns implements Dns {
    private final Map<String, DnsAnswer> records = new HashMap<>();

    /** Tells of a record, such as {@code ("MX example.com", "mail.example.com")}. */
    public FakeDns record(String question, String... values) {
        records.put(question, new DnsAnswer.Found(List.of(values)));
        return this;
    }

    /** Has a question fail. */
    public FakeDns silent(String question) {
        records.put(question, new DnsAnswer.Failed("no server answers"));
        return this;
    }

    @Override
    public DnsAnswer exchangers(String domain) {
        return answer("MX " + domain);
    }

    @Override
    public DnsAnswer addresses(String host) {
        return answer("A " + host);
    }

    @Override
    public DnsAnswer names(InetAddress address) {
        return answer("PTR " + address.getHostAddress());
    }

    private DnsAnswer answer(String question) {
        return records.getOrDefault(question, new DnsAnswer.Nothing());
    }
}
