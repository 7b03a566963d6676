package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.config.Located;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.type.VdomainLine;
import dmail.common.table.LineIndex;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The domain groups, by name, by address and by domain. A group may have hundreds of thousands of
 * members, and there may be as many groups, so this has only the numbers of lines; a group is put
 * together from its lines each time.
 */
public final class DomainGroups {
    private static final int NONE = -1;

    private final List<Located<GroupLine>> lines;
    private final VirtualLines virtual;
    private final LineIndex byName = new LineIndex(0);
    private final LineIndex byDomain = new LineIndex(0);
    private final LineIndex byPrefix = new LineIndex(0);
    private final LineIndex byAddress = new LineIndex(0);

    /**
     * For the first line of a group the last one of it, for that the one before it, and so on.
     * Members but the first are left out.
     */
    private final int[] next;

    /** The first lines of groups that have a member. */
    private final BitSet withMember = new BitSet();

    /**
     * @param lines in the order of the file; not copied, and there may be very many
     * @param virtual whose addresses their groups have, too
     */
    DomainGroups(List<Located<GroupLine>> lines, VirtualLines virtual) {
        this.lines = lines;
        this.virtual = virtual;
        this.next = new int[lines.size()];
        Arrays.fill(next, NONE);
        for (int i = 0; i < next.length; i++) {
            add(i, line(i));
        }
    }

    private GroupLine line(int index) {
        return lines.get(index).value();
    }

    private void add(int index, GroupLine line) {
        String name = line.group();
        int before = byName.putIfAbsent(name.hashCode(), index, i -> isOf(i, name));
        int first = before < 0 ? index : before;
        GroupOption option = line.option();
        boolean isNeeded = !(option instanceof GroupOption.Member) || !withMember.get(first);
        if (first != index && isNeeded) {
            next[index] = next[first];
            next[first] = index;
        }
        switch (option) {
            case GroupOption.OfDomain(var domain) -> {
                withMember.set(first);
                var _ = byDomain.putIfAbsent(domain.hashCode(), index, i -> isDomain(i, domain));
            }
            case GroupOption.OfVdomain(var prefix) -> {
                withMember.set(first);
                var _ = byPrefix.putIfAbsent(prefix.hashCode(), index, i -> isPrefix(i, prefix));
            }
            case GroupOption.BindTo(var address) -> address.ifPresent(own -> bind(index, own));
            case GroupOption.LocalHost _,
                    GroupOption.SmtpGreeting _,
                    GroupOption.PopGreeting _,
                    GroupOption.BouncesFrom _,
                    GroupOption.Dedicated _,
                    GroupOption.Binding _,
                    GroupOption.OfCertificate _ -> {}
        }
    }

    private void bind(int index, InetAddress address) {
        var _ = byAddress.putIfAbsent(address.hashCode(), index, i -> isBound(i, address));
    }

    private boolean isOf(int index, String name) {
        return line(index).group().equals(name);
    }

    private boolean isDomain(int index, Domain domain) {
        return line(index).option() instanceof GroupOption.OfDomain(var own) && own.equals(domain);
    }

    private boolean isPrefix(int index, String prefix) {
        return line(index).option() instanceof GroupOption.OfVdomain(var own) && own.equals(prefix);
    }

    private boolean isBound(int index, InetAddress address) {
        return line(index).option() instanceof GroupOption.BindTo(var own)
                && own.equals(Optional.of(address));
    }

    /** {@return the group of that name, in that letter case} */
    public Optional<DomainGroup> named(String name) {
        int first = byName.find(name.hashCode(), i -> isOf(i, name));
        return first < 0 ? Optional.empty() : Optional.of(group(first));
    }

    /**
     * {@return the group that clients meet at an address: the one bound to it, else the one whose
     * vdomain has it}
     *
     * @param reached this server's address
     */
    public Optional<DomainGroup> ofAddress(InetAddress reached) {
        int bound = byAddress.find(reached.hashCode(), i -> isBound(i, reached));
        return bound < 0
                ? virtual.ofAddress(reached)
                        .flatMap(line -> ofVirtual(line.value()))
                        .filter(group -> !group.isMetAnywhere())
                : ofLine(bound);
    }

    /** {@return the group that a local domain is a member of} */
    public Optional<DomainGroup> ofDomain(Domain domain) {
        int member = byDomain.find(domain.hashCode(), i -> isDomain(i, domain));
        return member < 0
                ? virtual.ofDomain(domain).flatMap(line -> ofPrefix(line.value().prefix()))
                : ofLine(member);
    }

    /**
     * {@return the addresses that groups are bound to; those of vdomain lines are not among them}
     */
    public List<InetAddress> addresses() {
        List<InetAddress> bound = new ArrayList<>();
        for (Located<GroupLine> line : lines) {
            if (line.value().option() instanceof GroupOption.BindTo(var address)) {
                address.ifPresent(bound::add);
            }
        }
        return bound;
    }

    private Optional<DomainGroup> ofVirtual(VdomainLine line) {
        return ofPrefix(line.prefix()).or(() -> ofDomain(line.domain()));
    }

    private Optional<DomainGroup> ofPrefix(String prefix) {
        int member = byPrefix.find(prefix.hashCode(), i -> isPrefix(i, prefix));
        return ofLine(member);
    }

    private Optional<DomainGroup> ofLine(int index) {
        return index < 0 ? Optional.empty() : named(line(index).group());
    }

    private DomainGroup group(int first) {
        GroupReading group = new GroupReading(line(first).group());
        for (int i = next[first]; i != NONE; i = next[i]) {
            group.take(lines.get(i));
        }
        group.take(lines.get(first));
        return group.group();
    }
}
