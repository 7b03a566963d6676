package dmail.setup.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks name servers. */
public final class SystemDns implements Dns {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int MOST_VALUES = 20;

    private final Resolver resolver;

    private SystemDns(Resolver resolver) {
        this.resolver = resolver;
        resolver.setTimeout(TIMEOUT);
    }

    /** {@return one that asks the system's name servers, or only this one} */
    public static SystemDns asking(Optional<InetSocketAddress> server) throws UnknownHostException {
        return new SystemDns(
                server.isPresent() ? new SimpleResolver(server.get()) : systemServers());
    }

    private static Resolver systemServers() {
        ExtendedResolver servers = new ExtendedResolver();
        servers.setRetries(1);
        return servers;
    }

    @Override
    public DnsAnswer exchangers(String domain) {
        return ask(domain, Type.MX);
    }

    @Override
    public DnsAnswer addresses(String host) {
        DnsAnswer four = ask(host, Type.A);
        DnsAnswer six = ask(host, Type.AAAA);
        List<String> both = new ArrayList<>(four.values());
        both.addAll(six.values());
        if (!both.isEmpty()) {
            return new DnsAnswer.Found(both);
        }
        return four instanceof DnsAnswer.Failed ? four : six;
    }

    @Override
    public DnsAnswer names(InetAddress address) {
        return ask(ReverseMap.fromAddress(address).toString(), Type.PTR);
    }

    private DnsAnswer ask(String name, int type) {
        try {
            Lookup lookup = new Lookup(new Name(name, Name.root), type, DClass.IN);
            lookup.setResolver(resolver);
            lookup.setCache(null);
            lookup.setHostsFileParser(null);
            return answer(lookup, lookup.run());
        } catch (TextParseException notAName) {
            return new DnsAnswer.Nothing();
        }
    }

    private static DnsAnswer answer(Lookup lookup, Record[] records) {
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL -> found(List.of(records));
            case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> new DnsAnswer.Nothing();
            default -> new DnsAnswer.Failed(lookup.getErrorString());
        };
    }

    private static DnsAnswer found(List<Record> records) {
        List<String> values =
                records.stream()
                        .sorted(Comparator.comparingInt(SystemDns::preference))
                        .flatMap(each -> text(each).stream())
                        .limit(MOST_VALUES)
                        .toList();
        return values.isEmpty() ? new DnsAnswer.Nothing() : new DnsAnswer.Found(values);
    }

    private static int preference(Record each) {
        return each instanceof MXRecord mx ? mx.getPriority() : 0;
    }

    private static Optional<String> text(Record each) {
        return switch (each) {
            case MXRecord mx -> Optional.of(plain(mx.getTarget()));
            case PTRRecord ptr -> Optional.of(plain(ptr.getTarget()));
            case ARecord a -> Optional.of(a.getAddress().getHostAddress());
            case AAAARecord aaaa -> Optional.of(aaaa.getAddress().getHostAddress());
            default -> Optional.empty();
        };
    }

    /** What others have put into DNS goes to a terminal. */
    private static String plain(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT).replaceAll("[^!-~]", "?");
    }
}
