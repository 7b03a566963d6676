package dmail.setup.edit;

import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.type.Shown;
import dmail.setup.ask.FindingText;
import dmail.setup.called.ProgramName;
import dmail.setup.check.Finding;
import dmail.setup.check.UsualPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Adds, lists and removes listeners. */
final class ListenCommands {
    static final String USAGE =
            ProgramName.TEXT
                    + " listen add NAME ADDRESS:PORT|:PORT [PROTOCOL] | remove NAME | list;"
                    + " PROTOCOL is smtp, submission, pop or control; --set encryption=none, tls,"
                    + " tls-required or ssl replaces the default";

    private final Site site;
    private final Editing editing;
    private final ConfLines conf;
    private final List<Located<ListenLine>> lines;
    private final ListenerTable table;

    ListenCommands(Site site, Editing editing) {
        this.site = site;
        this.editing = editing;
        this.conf = new ConfLines(site, editing);
        this.lines = site.configuration().located(ListeningSettings.LISTEN);
        this.table = ListenerTable.of(site.configuration());
    }

    void run(List<String> words) throws Refusal, IOException, InterruptedException {
        switch (words.isEmpty() ? "" : words.getFirst() + "/" + words.size()) {
            case "add/3" -> add(words.get(1), words.get(2), "");
            case "add/4" -> add(words.get(1), words.get(2), words.get(3));
            case "remove/2" -> remove(words.get(1).toLowerCase(Locale.ROOT));
            case "list/1" -> list();
            default -> throw Refusal.usage(USAGE);
        }
    }

    private void add(String name, String place, String protocol)
            throws Refusal, IOException, InterruptedException {
        NewListener listener = new NewListenerReader(site, editing).read(name, place, protocol);
        refuseKnownName(listener.name());
        if (listener.address().isPresent()) {
            editing.refuseForeign(listener.address().get());
        }
        refuseConflict(listener);
        refuseWithoutCertificate(listener);
        tell(UsualPort.hint(listener.port()));
        tell(closed(listener));
        List<String> values = listener.values();
        List<String> added = values.stream().map(value -> "listen " + value).toList();
        added.forEach(editing::say);
        editing.field("lines", added);
        conf.apply(List.of(conf.adding("listen", values)));
    }

    /** The lines of a name are about one listener, and what they allow is meant for its place. */
    private void refuseKnownName(String name) throws Refusal {
        Optional<Located<ListenLine>> known =
                lines.stream().filter(line -> line.value().listener().equals(name)).findFirst();
        if (known.isPresent()) {
            throw Refusal.wrong(
                    "there is a listener "
                            + name
                            + " already ("
                            + known.get().location()
                            + "); take another name");
        }
    }

    private void refuseConflict(NewListener wanted) throws Refusal {
        for (ListenerDefinition other : table.all()) {
            if (other.isOpen() && wanted.overlaps(other) && !isReplaced(other, wanted.protocol())) {
                throw Refusal.wrong(
                        "listener "
                                + other.name()
                                + " has "
                                + (other.address().isEmpty()
                                        ? "port " + other.port() + " of all addresses"
                                        : other.addressAndPort())
                                + " ("
                                + other.where()
                                + "), so another can't have "
                                + wanted.place());
            }
        }
    }

    private void refuseWithoutCertificate(NewListener wanted) throws Refusal {
        if (wanted.encryption().needsCertificate()
                && !site.configuration().isSet(EncryptionSettings.TLS_CERTIFICATE)) {
            throw Refusal.wrong(
                    "encryption "
                            + wanted.encryption()
                            + " at port "
                            + wanted.port()
                            + " needs a tls_certificate line; write that first");
        }
    }

    /** The first listener of a protocol has its port on all addresses closed. */
    private boolean isReplaced(ListenerDefinition other, Protocol protocol) {
        return other.protocol() == protocol
                && other.encryption() != Encryption.IMPLICIT_TLS
                && !isConfigured(other);
    }

    private boolean isConfigured(ListenerDefinition listener) {
        return listener.name().contains("@")
                || lines.stream().anyMatch(line -> line.value().listener().equals(listener.name()));
    }

    private List<Finding> closed(NewListener wanted) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerDefinition other : table.all()) {
            boolean same = wanted.address().isEmpty() && wanted.port() == other.port();
            if (isReplaced(other, wanted.protocol()) && !same) {
                findings.add(
                        Finding.warning(
                                "this closes port %d of all addresses, where %s is now: that port is used while %s has no listen or ip line"
                                        .formatted(
                                                other.port(), other.protocol(), other.protocol())));
            }
        }
        return findings;
    }

    private void tell(List<Finding> findings) {
        findings.stream()
                .flatMap(finding -> FindingText.lines(finding).stream())
                .forEach(editing::say);
    }

    private void remove(String name) throws Refusal, InterruptedException {
        List<Located<ListenLine>> own =
                lines.stream().filter(line -> line.value().listener().equals(name)).toList();
        Optional<ListenerDefinition> ofAddress =
                table.all().stream()
                        .filter(each -> each.name().equals(name) && name.contains("@"))
                        .findFirst();
        if (ofAddress.isPresent()) {
            throw Refusal.wrong(
                    "the ip line at "
                            + ofAddress.get().where()
                            + " makes listener "
                            + name
                            + "; take the port out there");
        }
        if (own.isEmpty()) {
            throw Refusal.wrong("no listen line has the name " + Shown.plain(name));
        }
        new References(site.configuration()).refuseListener(name);
        tell(opened(name));
        editing.field("listener", name);
        conf.apply(List.of(conf.removing(own)));
    }

    /** Without a listener of its own, a protocol has its port on all addresses again. */
    private List<Finding> opened(String name) {
        List<Finding> findings = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            List<String> own =
                    table.all().stream()
                            .filter(each -> each.protocol() == protocol && isConfigured(each))
                            .map(ListenerDefinition::name)
                            .toList();
            if (!own.isEmpty() && own.stream().allMatch(name::equals)) {
                everywhere(protocol)
                        .map(port ->
                                Finding.warning(
                                        "this opens port %d of all addresses: %s has no other listener"
                                                .formatted(port, protocol)))
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Integer> everywhere(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> site.configuration().find(ListeningSettings.SMTP_PORT);
            case SUBMISSION -> site.configuration().find(ListeningSettings.SUBMISSION_PORT);
            case POP -> site.configuration().find(ListeningSettings.POP_PORT);
            case CONTROL -> Optional.empty();
        };
    }

    private void list() {
        ListenerList list = ListenerList.of(site.configuration());
        if (!editing.isForPrograms()) {
            list.lines().forEach(editing::say);
        }
        editing.field("listeners", list.fields());
    }
}
