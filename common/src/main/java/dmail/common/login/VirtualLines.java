package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.config.Located;
import dmail.common.config.type.VdomainLine;
import dmail.common.table.LineIndex;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Indexes of the vdomain lines by prefix, domain, claim and folder. There may be hundreds of
 * thousands of lines, so the indexes have only their numbers; the rest is read from the line
 * itself.
 */
final class VirtualLines {
    private final List<Located<VdomainLine>> lines;
    private final LineIndex byPrefix;
    private final LineIndex byDomain;
    private final LineIndex byClaim;
    private final LineIndex byFolder;
    private final BitSet suffixLengths = new BitSet();
    private int[] principals = new int[16];
    private int homes;

    VirtualLines(List<Located<VdomainLine>> lines) {
        this.lines = lines;
        byPrefix = new LineIndex(lines.size());
        byDomain = new LineIndex(lines.size());
        byClaim = new LineIndex(lines.size());
        byFolder = new LineIndex(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            add(i, line(i));
        }
    }

    private VdomainLine line(int index) {
        return lines.get(index).value();
    }

    /** The first line of a prefix is the principal one: it defines the domain and the drop path. */
    private void add(int index, VdomainLine line) {
        String prefix = LoginText.fold(line.prefix());
        int before = byPrefix.putIfAbsent(prefix.hashCode(), index, i -> hasPrefix(i, prefix));
        if (before < 0) {
            addHome(index, line.dropPath().normalize());
        }
        if (before < 0 || line(before).domain().equals(line.domain())) {
            Domain domain = line.domain();
            var _ = byDomain.putIfAbsent(domain.hashCode(), index, i -> isOf(i, domain));
            addClaim(index, line.claim());
        }
    }

    private void addHome(int index, Path dropPath) {
        if (homes == principals.length) {
            principals = Arrays.copyOf(principals, homes + homes / 2);
        }
        principals[homes++] = index;
        // If a folder is in the index, so are all folders above it.
        Path folder = dropPath;
        while (folder != null) {
            Path above = folder;
            int before = byFolder.putIfAbsent(above.hashCode(), index, i -> isAtOrBelow(i, above));
            folder = before < 0 ? folder.getParent() : null;
        }
    }

    private void addClaim(int index, VdomainLine.Claim claim) {
        switch (claim) {
            case VdomainLine.Claim.Address(var address) -> {
                var _ = byClaim.putIfAbsent(address.hashCode(), index, i -> hasClaim(i, address));
            }
            case VdomainLine.Claim.Suffix(var text) -> {
                String suffix = LoginText.fold(text);
                suffixLengths.set(suffix.length());
                var _ = byClaim.putIfAbsent(suffix.hashCode(), index, i -> hasClaim(i, suffix));
            }
        }
    }

    private boolean hasPrefix(int index, String folded) {
        return LoginText.fold(line(index).prefix()).equals(folded);
    }

    private boolean isOf(int index, Domain domain) {
        return line(index).domain().equals(domain);
    }

    private boolean isAtOrBelow(int index, Path folder) {
        return line(index).dropPath().normalize().startsWith(folder);
    }

    private boolean hasClaim(int index, InetAddress address) {
        return line(index).claim() instanceof VdomainLine.Claim.Address(var own)
                && own.equals(address);
    }

    private boolean hasClaim(int index, String suffix) {
        return line(index).claim() instanceof VdomainLine.Claim.Suffix(var own)
                && LoginText.fold(own).equals(suffix);
    }

    Optional<Located<VdomainLine>> ofDomain(Domain domain) {
        return found(byDomain.find(domain.hashCode(), i -> isOf(i, domain)));
    }

    Optional<Located<VdomainLine>> ofAddress(InetAddress address) {
        return found(byClaim.find(address.hashCode(), i -> hasClaim(i, address)));
    }

    Optional<Located<VdomainLine>> ofSuffix(String folded) {
        return found(byClaim.find(folded.hashCode(), i -> hasClaim(i, folded)));
    }

    private Optional<Located<VdomainLine>> found(int index) {
        return index < 0 ? Optional.empty() : Optional.of(lines.get(index));
    }

    /** {@return the lengths that suffixes have} */
    BitSet suffixLengths() {
        return (BitSet) suffixLengths.clone();
    }

    /** {@return the domain of a line's prefix} */
    MailDomain.Virtual home(VdomainLine line) {
        String prefix = LoginText.fold(line.prefix());
        int principal = byPrefix.find(prefix.hashCode(), i -> hasPrefix(i, prefix));
        return home(principal);
    }

    /** {@return the number of a prefix's principal line, or -1} */
    int positionOf(String foldedPrefix) {
        return byPrefix.find(foldedPrefix.hashCode(), i -> hasPrefix(i, foldedPrefix));
    }

    /** {@return the domain of that principal line} */
    MailDomain.Virtual home(int principal) {
        VdomainLine line = line(principal);
        return new MailDomain.Virtual(line.prefix(), line.domain(), line.dropPath());
    }

    /** {@return whether a folder of drop files is this path or below it} */
    boolean hasFolderAtOrBelow(Path path) {
        return byFolder.find(path.hashCode(), i -> isAtOrBelow(i, path)) >= 0;
    }

    /** {@return the domains in the order of their principal lines} */
    List<MailDomain.Virtual> homes() {
        return new Homes();
    }

    private final class Homes extends AbstractList<MailDomain.Virtual> implements RandomAccess {
        @Override
        public MailDomain.Virtual get(int index) {
            return home(principals[index]);
        }

        @Override
        public int size() {
            return homes;
        }
    }
}
