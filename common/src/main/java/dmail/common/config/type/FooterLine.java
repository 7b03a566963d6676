package dmail.common.config.type;

import dmail.common.address.Domain;
import dmail.common.address.Wildcard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of an {@code add_footer} line.
 *
 * @param file as a path of dmail.conf's
 * @param isBare whether it was given without a folder
 * @param domains whose senders' mail gets it
 */
public record FooterLine(Path file, boolean isBare, List<Wildcard> domains) {
    public FooterLine {
        domains = List.copyOf(domains);
    }

    /**
     * {@return where the text is}
     *
     * @param dsmtpPath where files are that were given without a folder, if that is set
     */
    public Path file(Optional<Path> dsmtpPath) {
        return isBare
                ? dsmtpPath.map(folder -> folder.resolve(file.getFileName())).orElse(file)
                : file;
    }

    /** {@return whether mail from the domain is meant} */
    public boolean covers(Domain domain) {
        return domains.stream().anyMatch(pattern -> pattern.matches(domain.name()));
    }
}
