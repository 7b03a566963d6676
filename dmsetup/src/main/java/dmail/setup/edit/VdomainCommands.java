package dmail.setup.edit;

import dmail.common.address.Domain;
import dmail.common.admin.Json;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.Located;
import dmail.common.config.edit.Ownership;
import dmail.common.config.type.VdomainLine;
import dmail.setup.ask.FindingText;
import dmail.setup.called.ProgramName;
import dmail.setup.check.ExchangerCheck;
import dmail.setup.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds, lists and removes virtual domains. */
final class VdomainCommands {
    private static final String USAGE =
            ProgramName.TEXT
                    + " vdomain add DOMAIN [LOGIN] | remove DOMAIN | list; LOGIN is what tells its"
                    + " users: the end of their login names (@acme.example, /acme) or a local IP"
                    + " address; --set prefix=PREFIX and --set path=FOLDER replace the defaults";

    private final Site site;
    private final Editing editing;
    private final ConfLines conf;
    private final List<Located<VdomainLine>> lines;

    VdomainCommands(Site site, Editing editing) {
        this.site = site;
        this.editing = editing;
        this.conf = new ConfLines(site, editing);
        this.lines = site.configuration().located(DomainSettings.VDOMAIN);
    }

    void run(List<String> words) throws Refusal, IOException, InterruptedException {
        switch (words.isEmpty() ? "" : words.getFirst() + "/" + words.size()) {
            case "add/2" -> add(domain(words.get(1)), "@" + domain(words.get(1)));
            case "add/3" -> add(domain(words.get(1)), words.get(2));
            case "remove/2" -> remove(domain(words.get(1)));
            case "list/1" -> list();
            default -> throw Refusal.usage(USAGE);
        }
    }

    private static Domain domain(String text) throws Refusal {
        return Domain.parse(text)
                .filter(domain -> !domain.isLiteral() && domain.name().contains("."))
                .orElseThrow(
                        () -> Refusal.wrong("no domain: " + text.replaceAll("\\p{Cntrl}", "?")));
    }

    /** A domain that is there already gets one more way to log in. */
    private void add(Domain domain, String login)
            throws Refusal, IOException, InterruptedException {
        List<VdomainLine> own = of(domain);
        String prefix = own.isEmpty() ? newPrefix(domain) : own.getFirst().prefix();
        Path folder = own.isEmpty() ? newFolder(prefix) : own.getFirst().dropPath();
        String shown = folder.toString();
        String path = shown.matches("\\S+") ? shown : '"' + shown + '"';
        String line = String.join(" ", prefix, login, domain.name(), path);
        List<Step> steps = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            steps.add(new Step.MakeFolder(folder, likeMainFolder()));
        }
        steps.add(conf.adding("vdomain", List.of(line)));
        checkDns(domain);
        editing.say("vdomain " + line);
        editing.field("line", "vdomain " + line);
        conf.apply(steps);
        if (own.isEmpty()) {
            editing.say("its first user: " + ProgramName.TEXT + " user add NAME@" + domain);
        }
    }

    private List<VdomainLine> of(Domain domain) {
        return lines.stream()
                .map(Located::value)
                .filter(line -> line.domain().equals(domain))
                .toList();
    }

    private String newPrefix(Domain domain) throws Refusal {
        String wanted = assigned("prefix");
        if (!wanted.isEmpty()) {
            return wanted;
        }
        Set<String> taken =
                lines.stream().map(line -> line.value().prefix()).collect(Collectors.toSet());
        String label = domain.name().substring(0, domain.name().indexOf('.')).replace("_", "");
        String prefix = label.substring(0, Math.min(label.length(), 24));
        int number = 2;
        while (taken.contains(prefix)) {
            prefix = prefix.replaceAll("-[0-9]+$", "") + "-" + number;
            number++;
        }
        return prefix;
    }

    private Path newFolder(String prefix) throws Refusal {
        String wanted = assigned("path");
        Path beside = site.configuration().value(FileSettings.DROP_PATH).normalize();
        return wanted.isEmpty()
                ? beside.resolveSibling(prefix)
                : site.file().resolveSibling(wanted).normalize();
    }

    private String assigned(String name) throws Refusal {
        String value = "";
        for (String assignment : editing.options().assignments()) {
            if (!assignment.matches("(?s)(prefix|path)=.+")) {
                throw Refusal.usage(
                        "--set " + assignment + ": only prefix=... and path=... are allowed");
            }
            if (assignment.startsWith(name + "=")) {
                value = assignment.substring(name.length() + 1);
            }
        }
        return value;
    }

    /** The servers write there as they do into the main domain's folder. */
    private Ownership likeMainFolder() throws IOException {
        Path main = site.configuration().value(FileSettings.DROP_PATH);
        PosixFileAttributes attributes = Files.readAttributes(main, PosixFileAttributes.class);
        return new Ownership(
                attributes.owner().getName(),
                attributes.group().getName(),
                PosixFilePermissions.toString(attributes.permissions()));
    }

    private void checkDns(Domain domain) {
        Editing.Context context = editing.context();
        FindingText.lines(
                        ExchangerCheck.look(
                                domain.name(), site.ownName(), context.host(), context.dns()))
                .forEach(editing::say);
    }

    private void remove(Domain domain) throws Refusal, IOException, InterruptedException {
        List<Located<VdomainLine>> own =
                lines.stream().filter(line -> line.value().domain().equals(domain)).toList();
        if (own.isEmpty()) {
            throw Refusal.wrong("no vdomain line has the domain " + domain);
        }
        Step removal = conf.removing(own);
        editing.field("domain", domain.name());
        conf.apply(List.of(removal));
        editing.say(
                "its mail stays in "
                        + own.getFirst().value().dropPath()
                        + ", and its users in the user data base");
    }

    private void list() {
        if (editing.isForPrograms()) {
            editing.field("vdomains", (Json.Elements) this::eachAsFields);
            return;
        }
        for (Located<VdomainLine> line : lines) {
            VdomainLine vdomain = line.value();
            editing.say(
                    "%-12s %-24s %-24s %s"
                            .formatted(
                                    vdomain.prefix(),
                                    vdomain.claim(),
                                    vdomain.domain(),
                                    vdomain.dropPath().normalize()));
        }
    }

    private void eachAsFields(Json.Taker taker) throws IOException {
        for (Located<VdomainLine> line : lines) {
            VdomainLine vdomain = line.value();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("prefix", vdomain.prefix());
            one.put("login", vdomain.claim().toString());
            one.put("domain", vdomain.domain().name());
            one.put("path", vdomain.dropPath().normalize().toString());
            taker.take(one);
        }
    }
}
