package dmail.setup.ask;

import dmail.setup.check.DomainCheck;
import dmail.setup.check.ExchangerCheck;
import dmail.setup.check.Finding;
import dmail.setup.check.FolderCheck;
import dmail.setup.check.HostNameCheck;
import dmail.setup.check.PortCheck;
import dmail.setup.check.RunAsCheck;
import dmail.setup.check.UsualPort;
import dmail.setup.dns.Dns;
import dmail.setup.found.Spool;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What goes with an answer on this machine and in DNS. */
final class AnswerChecks {
    private AnswerChecks() {}

    static List<Finding> nowhere(Draft draft, Dns dns) {
        return List.of();
    }

    static List<Finding> atDomain(Draft draft, Dns dns) {
        return DomainCheck.look(draft.value(Key.HOST_DOMAIN), draft.host(), dns);
    }

    static List<Finding> atHostName(Draft draft, Dns dns) {
        String name = draft.value(Key.LOCAL_HOST);
        List<Finding> findings = new ArrayList<>(HostNameCheck.look(name, draft.host(), dns));
        findings.add(ExchangerCheck.look(draft.value(Key.HOST_DOMAIN), name, draft.host(), dns));
        if (name.equals(draft.value(Key.HOST_DOMAIN)) && !name.equals(draft.host().name())) {
            findings.add(DomainCheck.isMachinesName(name));
        }
        return findings;
    }

    static List<Finding> atSpool(Draft draft, Dns dns) {
        int boxes = draft.facts().spool().map(Spool::boxes).orElse(0);
        if (boxes == 0) {
            return List.of();
        }
        String mail =
                draft.facts().spool().orElseThrow().folder()
                        + " holds mail: "
                        + boxes
                        + " drop files";
        return List.of(
                draft.hasOwnUsers()
                        ? Finding.warning(
                                mail + " of this system's users, which users of a file don't see")
                        : Finding.ok(mail + ", which users see as before"));
    }

    static List<Finding> atFolder(Key key, Draft draft) {
        String folder = draft.value(key);
        FileSystem files = draft.facts().existing().file().getFileSystem();
        return folder.equals(Checks.NONE) ? List.of() : FolderCheck.look(files.getPath(folder));
    }

    static List<Finding> atOwners(Draft draft, Dns dns) {
        FileSystem files = draft.facts().existing().file().getFileSystem();
        List<Path> folders =
                Stream.of(Key.DROP_PATH, Key.WORK_PATH, Key.LOG_PATH)
                        .map(draft::value)
                        .filter(value -> value.startsWith("/"))
                        .map(value -> files.getPath(value))
                        .toList();
        return RunAsCheck.look(draft.runAs(), folders);
    }

    static List<Finding> atPort(Key key, Function<Draft, String> standard, Draft draft) {
        int port = Integer.parseInt(draft.value(key));
        List<Finding> findings = new ArrayList<>();
        findings.add(PortCheck.look(port, draft.runAs(), draft.facts()));
        if (!standard.apply(draft).equals(draft.value(key))) {
            findings.addAll(UsualPort.hint(port));
        }
        return findings;
    }
}
