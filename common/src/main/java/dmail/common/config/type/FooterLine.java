package dmail.common.config.type;

import dmail.common.address.Domain;
import dmail.common.address.Wildcard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of an {@code add_footer} line.
 *
 * @param file path as given
 * @param isBare whether it was given without a folder
 * @param domains of senders whose mail gets the footer
 */
public record FooterLine(Path file, boolean isBare, List<Wildcard> domains) {
    public FooterLine {
        domains = List.copyOf(domains);
    }

    /**
     * {@return the path of the footer}
     *
     * @param dsmtpPath folder of files given without a folder, if that is set
     */
    public Path file(Optional<Path> dsmtpPath) {
        return isBare
                ? dsmtpPath.map(folder -> folder.resolve(file.getFileName())).orElse(file)
                : file;
    }

    /** {@return whether mail from the domain gets the footer} */
    public boolean covers(Domain domain) {
        return domains.stream().anyMatch(pattern -> pattern.matches(domain.name()));
    }
}
