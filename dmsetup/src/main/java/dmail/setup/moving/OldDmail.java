package dmail.setup.moving;

import dmail.common.address.EmailAddress;
import dmail.common.authent.UsersTable;
import dmail.common.config.ConfigProblem;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.config.RoutingSettings;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.UserSettings;
import dmail.common.config.edit.ConfText;
import dmail.common.config.read.ConfigReader;
import dmail.common.config.type.AuthentMethod;
import dmail.common.config.type.VdomainLine;
import dmail.common.io.Reason;
import dmail.common.login.UserNames;
import dmail.common.login.UserNames.Meaning;
import dmail.common.table.Problems;
import dmail.setup.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a site of the original DMail. */
final class OldDmail {
    /** Their relative paths are taken from the folder of the file. */
    private static final List<Setting<?>> MOVED =
            List.of(
                    FileSettings.DROP_PATH,
                    FileSettings.WORK_PATH,
                    LoggingSettings.LOG_PATH,
                    FileSettings.BIN_PATH,
                    UserSettings.USERS_FILE,
                    DomainSettings.VDOMAIN,
                    RoutingSettings.ALIAS_FILE,
                    RoutingSettings.ALIAS_FILE_DOMAIN,
                    RoutingSettings.VIRT_USER_PRE);

    private final OldFiles files;
    private final Path conf;
    private final Configuration configuration;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private final Optional<UserNames> names;
    private ConfText text;

    private OldDmail(OldFiles files, Path conf, String text) {
        this.files = files;
        this.conf = conf;
        this.configuration = ConfigReader.read(conf, Server.DSMTP).configuration();
        this.names = isWhole() ? Optional.of(UserNames.of(configuration)) : Optional.empty();
        this.text = ConfText.of(text);
    }

    /**
     * Reads a site.
     *
     * @param target where the configuration will be
     */
    static Proposal read(OldFiles files, Path conf, String text, Path target) {
        OldDmail old = new OldDmail(files, conf, text);
        old.lookAtSettings();
        if (old.isWhole()) {
            old.folders().forEach(old::lookAtMail);
            old.lookAtUsers();
        }
        if (!conf.resolveSibling("").equals(target.resolveSibling(""))) {
            MOVED.forEach(old::makeAbsolute);
        }
        if (old.isWhole()) {
            old.lookAtBins();
        }
        return new Proposal(old.text.toString(), old.findings, old.copies);
    }

    private <T> void makeAbsolute(Setting<T> setting) {
        List<String> values =
                configuration.values(setting).stream()
                        .map(value -> setting.type().show(value))
                        .toList();
        if (!values.isEmpty()) {
            text = text.with(setting.name(), values);
        }
    }

    private boolean isWhole() {
        return configuration.isSet(DomainSettings.HOST_DOMAIN)
                && configuration.isSet(FileSettings.DROP_PATH);
    }

    /** What each line that no longer works is worth, in the servers' own words. */
    private void lookAtSettings() {
        Set<String> problems = new LinkedHashSet<>();
        for (Server server : Server.values()) {
            ConfigReader.read(conf, server).problems().stream()
                    .map(ConfigProblem::toString)
                    .forEach(problems::add);
        }
        problems.forEach(problem -> findings.add(Finding.warning(problem)));
        if (problems.isEmpty()) {
            findings.add(Finding.ok(conf + ": every line is valid"));
        }
    }

    /** By the domain that has its drop files there. */
    private Map<String, Path> folders() {
        Map<String, Path> folders = new LinkedHashMap<>();
        folders.put(
                configuration.values(DomainSettings.HOST_DOMAIN).getFirst().name(),
                configuration.value(FileSettings.DROP_PATH).normalize());
        for (VdomainLine line : configuration.values(DomainSettings.VDOMAIN)) {
            folders.putIfAbsent(line.domain().name(), line.dropPath().normalize());
        }
        return folders;
    }

    private void lookAtMail(String domain, Path folder) {
        if (!Files.isDirectory(folder)) {
            findings.add(Finding.warning(domain + ": there is no folder " + folder));
            return;
        }
        List<Path> boxes = new ArrayList<>();
        addBoxes(folder, configuration.value(FileSettings.HASH_SPOOL), boxes);
        long before = copies.size();
        boxes.forEach(box -> addCopy(domain, folder, box));
        long moved = copies.size() - before;
        findings.add(
                Finding.ok(
                        domain
                                + ": "
                                + folder
                                + " holds "
                                + OldFiles.shown(boxes)
                                + (moved == 0 ? "" : ", " + moved + " of them at other letters")));
    }

    /** Drop files, also those in folders of one letter as deep as hash_spool says. */
    private static void addBoxes(Path folder, int deeper, List<Path> boxes) {
        for (Path entry : OldFiles.entries(folder)) {
            boolean letter = entry.getFileName().toString().matches("[a-z]");
            if (OldFiles.isDropFile(entry)) {
                boxes.add(entry);
            } else if (deeper > 0 && letter && Files.isDirectory(entry)) {
                addBoxes(entry, deeper - 1, boxes);
            }
        }
    }

    /** The original's letters are not known; a file at the unhashed place our servers move. */
    private void addCopy(String domain, Path folder, Path box) {
        if (folder.equals(box.getParent())) {
            return;
        }
        Optional<Path> wanted = wanted(domain, box.getFileName().toString());
        if (wanted.isEmpty()) {
            findings.add(Finding.warning(box + " belongs to nobody, by its name"));
        } else if (!wanted.get().equals(box)) {
            copies.add(new Copy(box, wanted.get()));
        }
    }

    private Optional<Path> wanted(String domain, String name) {
        String beginning =
                configuration.values(DomainSettings.VDOMAIN).stream()
                        .filter(line -> line.domain().name().equals(domain))
                        .map(line ->
                                line.prefix()
                                        + configuration.value(DomainSettings.VDOMAIN_SEPARATOR))
                        .filter(name::startsWith)
                        .findFirst()
                        .orElse("");
        return EmailAddress.parse(name.substring(beginning.length()) + "@" + domain)
                .flatMap(address -> names.map(each -> each.meaning(address)))
                .flatMap(meaning ->
                        meaning instanceof Meaning.User(_, var dropFile)
                                ? dropFile
                                : Optional.empty());
    }

    private void lookAtBins() {
        Set<Path> folders = new LinkedHashSet<>(folders().values());
        configuration.find(FileSettings.DROP_PATH).ifPresent(folders::add);
        folders.addAll(binPaths());
        if (binPaths().stream().anyMatch(path -> !bins(path).isEmpty())) {
            leaveBinsAlone();
        }
        for (Path path : folders) {
            List<Path> bins = bins(path);
            if (!bins.isEmpty()) {
                findings.add(
                        Finding.warning(
                                bins.size()
                                        + " .bin in "
                                        + path
                                        + " hold mail in the original's own form, which only the"
                                        + " original reads; they are left alone. Have its DPOP"
                                        + " write them back into drop files before it goes"));
            }
        }
    }

    private List<Path> binPaths() {
        return text.values("bin_path").stream()
                .map(value -> conf.resolveSibling(value.replace("\"", "")).normalize())
                .toList();
    }

    private static List<Path> bins(Path path) {
        return OldFiles.entries(path).stream()
                .filter(entry -> entry.getFileName().toString().endsWith(".bin"))
                .toList();
    }

    /** Our store is not to grow among folders that it can't read. */
    private void leaveBinsAlone() {
        text = text.with("bin_path", List.of());
        findings.add(
                Finding.warning(
                        "bin_path is left out, since its folder is the original's: drop files are"
                                + " served where they are. To have a store, name an empty folder"
                                + " there later"));
    }

    private void lookAtUsers() {
        AuthentMethod method =
                configuration.find(UserSettings.AUTHENT_METHOD).orElse(AuthentMethod.UNIX_USER);
        String process = configuration.find(UserSettings.AUTHENT_PROCESS).orElse("");
        if (method == AuthentMethod.EXTERNAL && process.contains("nwauth")) {
            lookAtUsersFile(process);
        } else if (method == AuthentMethod.EXTERNAL) {
            findings.add(Finding.ok("users: " + process + " is asked as before"));
        } else {
            findings.add(Finding.ok("users: those of " + method + ", as before"));
        }
    }

    /** Our own nwauth keeps the same file, so the servers may as well read it themselves. */
    private void lookAtUsersFile(String process) {
        Path folder = usersFolder(process);
        Path file = folder.resolve("nwauth.txt");
        try (UsersTable users = UsersTable.open(file)) {
            findings.add(Finding.ok("users: " + file + " has " + users.size() + " of them"));
            lookAtProblems(file, users.problems());
        } catch (NoSuchFileException _) {
            findings.add(Finding.warning("users: there is no " + file));
            return;
        } catch (IOException e) {
            findings.add(Finding.warning("users: " + file + " cannot be read: " + Reason.of(e)));
            return;
        }
        if (!files.lines(folder.resolve("nwauth.add")).isEmpty()) {
            findings.add(
                    Finding.warning(
                            folder.resolve("nwauth.add")
                                    + " holds changes that the old nwauth has not merged yet"));
        }
        goInternal(file);
    }

    private void lookAtProblems(Path file, Problems problems) {
        int wrong = problems.count();
        if (wrong > 0) {
            findings.add(
                    Finding.warning(
                            (wrong == 1 ? "1 line of " : wrong + " lines of ")
                                    + file
                                    + (wrong == 1 ? " has" : " have")
                                    + " another form, the first is line "
                                    + problems.first().getFirst().line()));
        }
    }

    private Path usersFolder(String process) {
        String[] words = process.replace("\"", "").split("\\s+", -1);
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("-path")) {
                return conf.resolveSibling(words[i + 1]).normalize();
            }
        }
        return conf.resolveSibling(words[0]).resolveSibling("").normalize();
    }

    private void goInternal(Path file) {
        text =
                text.with("authent_process", List.of())
                        .with("authent_method", List.of("internal"))
                        .with("users_file", List.of(file.toString()));
    }
}
