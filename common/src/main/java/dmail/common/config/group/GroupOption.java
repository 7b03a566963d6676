package dmail.common.config.group;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.type.GreetingType;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/** What one line says of a domain group. */
public sealed interface GroupOption {
    /** What a group has: local domains, whose users and mail are its own. */
    sealed interface Member extends GroupOption {}

    /** A member by its domain. */
    record OfDomain(Domain domain) implements Member {
        @Override
        public String toString() {
            return "domain " + domain;
        }
    }

    /**
     * A member by the prefix of its {@code vdomain} lines.
     *
     * @param prefix in lower case
     */
    record OfVdomain(String prefix) implements Member {
        @Override
        public String toString() {
            return "vdomain " + prefix;
        }
    }

    /**
     * An address at which clients meet the group.
     *
     * @param address empty means any, and so none of its own
     */
    record BindTo(Optional<InetAddress> address) implements GroupOption {
        @Override
        public String toString() {
            return "bind_to " + address.map(InetAddress::getHostAddress).orElse("any");
        }
    }

    /**
     * The host's name at the group's addresses.
     *
     * @param name empty means that of the server
     */
    record LocalHost(Optional<Domain> name) implements GroupOption {
        @Override
        public String toString() {
            return shown("local_host", name.map(Domain::name));
        }
    }

    /**
     * The greeting of SMTP at the group's addresses.
     *
     * @param text empty means that of the server
     */
    record SmtpGreeting(Optional<String> text) implements GroupOption {
        @Override
        public String toString() {
            return shown("smtp_greeting", text.map(GreetingType::show));
        }
    }

    /**
     * The greeting of POP3 at the group's addresses.
     *
     * @param text empty means that of the server
     */
    record PopGreeting(Optional<String> text) implements GroupOption {
        @Override
        public String toString() {
            return shown("pop_greeting", text.map(GreetingType::show));
        }
    }

    /**
     * The From header of bounces of the group's mail.
     *
     * @param address empty means that of the server
     */
    record BouncesFrom(Optional<EmailAddress> address) implements GroupOption {
        @Override
        public String toString() {
            return shown("bounces_from", address.map(EmailAddress::toString));
        }
    }

    /** Whether the group's addresses carry no other mail than its own. */
    record Dedicated(boolean on) implements GroupOption {
        @Override
        public String toString() {
            return "dedicated " + on;
        }
    }

    /**
     * The binding by which the mail of the group's senders leaves.
     *
     * @param use a binding, or a group of bindings
     */
    record Binding(BindingRef use) implements GroupOption {
        @Override
        public String toString() {
            return "binding " + use;
        }
    }

    /** A file of the certificate that clients are shown at the group's addresses. */
    sealed interface OfCertificate extends GroupOption {}

    /**
     * The file of the certificate, and of its key when no other line names one.
     *
     * @param file empty means that of the port or the server
     */
    record Certificate(Optional<Path> file) implements OfCertificate {
        @Override
        public String toString() {
            return shown("certificate", file.map(Path::toString));
        }
    }

    /**
     * The file of the certificate's key.
     *
     * @param file empty means that of the certificate
     */
    record Key(Optional<Path> file) implements OfCertificate {
        @Override
        public String toString() {
            return shown("key", file.map(Path::toString));
        }
    }

    /**
     * The file of the password that opens the others.
     *
     * @param file empty means that they need none
     */
    record PasswordFile(Optional<Path> file) implements OfCertificate {
        @Override
        public String toString() {
            return shown("certificate_password_file", file.map(Path::toString));
        }
    }

    private static String shown(String name, Optional<String> value) {
        return value.map(text -> name + " " + text).orElse(name);
    }
}
