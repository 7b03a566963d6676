package dmail.setup.edit;

import dmail.common.address.IpLiteral;
import dmail.common.config.Located;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.Scope;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopedLine;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.binding.value.IpFamily;
import dmail.common.config.type.Shown;
import dmail.setup.ask.FindingText;
import dmail.setup.called.ProgramName;
import dmail.setup.check.SourceNameCheck;
import dmail.setup.found.HostAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds, lists and removes bindings. */
final class BindingCommands {
    private static final String USAGE =
            ProgramName.TEXT + " binding add NAME ADDRESS | remove NAME | list";

    private final Site site;
    private final Editing editing;
    private final ConfLines conf;
    private final List<Located<ScopedLine>> lines;

    BindingCommands(Site site, Editing editing) {
        this.site = site;
        this.editing = editing;
        this.conf = new ConfLines(site, editing);
        this.lines =
                Stream.of(BindingSettings.BINDING, BindingSettings.BINDING_GROUP)
                        .flatMap(setting -> site.configuration().located(setting).stream())
                        .filter(line -> !line.value().scope().binding().isEmpty())
                        .toList();
    }

    void run(List<String> words) throws Refusal, IOException, InterruptedException {
        switch (words.isEmpty() ? "" : words.getFirst() + "/" + words.size()) {
            case "add/3" -> add(words.get(1), words.get(2));
            case "remove/2" -> remove(words.get(1));
            case "list/1" -> list();
            default -> throw Refusal.usage(USAGE);
        }
    }

    /** A binding that is there already gets the address of the other family. */
    private void add(String name, String word) throws Refusal, IOException, InterruptedException {
        BindAddress address = BindAddress.of(CommandWord.single(word));
        if (!(address instanceof BindAddress.Literal literal)) {
            throw Refusal.wrong(Shown.quoted(word) + " is no IP address");
        }
        String text = CommandWord.single(name) + " bind_address " + shown(literal);
        ScopedLine line =
                CommandWord.good(
                                "binding " + text,
                                BindingSettings.BINDING.type().read(text, site.folder()))
                        .getFirst();
        editing.refuseForeign(literal.address());
        List<Located<ScopedLine>> own = of(name);
        refuseSecond(name, literal, own);
        checkDns(new HostAddress(literal.address(), 0));
        Scope scope = own.isEmpty() ? line.scope() : own.getFirst().value().scope();
        boolean member = !scope.group().isEmpty();
        String setting = member ? "binding_group" : "binding";
        String value = member ? scope.group() + " binding " + text : text;
        editing.say(setting + " " + value);
        editing.field("line", setting + " " + value);
        conf.apply(List.of(conf.adding(setting, List.of(value))));
        if (own.isEmpty() && !name.equals(ScopeTable.DEFAULT)) {
            editing.say("a bind_rule or domain_group line hands mail to it; see dmail-bindings(7)");
        }
    }

    /** Others can't ask for the names of private addresses. */
    private void checkDns(HostAddress source) {
        if (!source.isPrivate() && !source.address().isLoopbackAddress()) {
            FindingText.lines(SourceNameCheck.look(source, site.ownName(), editing.context().dns()))
                    .forEach(editing::say);
        }
    }

    private List<Located<ScopedLine>> of(String name) {
        return lines.stream().filter(line -> line.value().scope().binding().equals(name)).toList();
    }

    private static void refuseSecond(
            String name, BindAddress.Literal wanted, List<Located<ScopedLine>> own) throws Refusal {
        for (Located<ScopedLine> line : own) {
            Optional<BindAddress> known = address(line.value());
            if (known.isPresent() && known.get().serves(IpFamily.of(wanted.address()))) {
                throw Refusal.wrong(
                        "binding "
                                + name
                                + " has the address "
                                + shown(known.get())
                                + " already ("
                                + line.location()
                                + ")");
            }
        }
    }

    private static Optional<BindAddress> address(ScopedLine line) {
        return line.option()
                .filter(option -> option.option().equals(SendingOptions.BIND_ADDRESS))
                .map(option -> (BindAddress) option.value());
    }

    private static String shown(BindAddress address) {
        return address instanceof BindAddress.Literal(var literal)
                ? IpLiteral.compressed(literal)
                : address.toString();
    }

    private void remove(String name) throws Refusal, InterruptedException {
        List<Located<ScopedLine>> own = of(name);
        if (own.isEmpty()) {
            throw Refusal.wrong("no binding line has the name " + Shown.plain(name));
        }
        if (!name.equals(ScopeTable.DEFAULT)) {
            new References(site.configuration()).refuseBinding(name);
        }
        editing.field("binding", name);
        conf.apply(List.of(conf.removing(own)));
        editing.say("mail that waits for it is decided again by the other lines");
    }

    /** {@return that of the line which makes it a member; others may stand before that} */
    private static String group(List<ScopedLine> own) {
        return own.stream()
                .map(line -> line.scope().group())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private void list() {
        Map<String, List<ScopedLine>> bindings = new LinkedHashMap<>();
        for (Located<ScopedLine> line : lines) {
            bindings.computeIfAbsent(line.value().scope().binding(), _ -> new ArrayList<>())
                    .add(line.value());
        }
        List<Map<String, Object>> all = new ArrayList<>();
        bindings.forEach((name, own) -> {
            String group = group(own);
            List<String> addresses =
                    own.stream()
                            .flatMap(line -> address(line).stream())
                            .map(BindingCommands::shown)
                            .toList();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put("group", group);
            one.put("addresses", addresses);
            all.add(one);
            if (!editing.isForPrograms()) {
                editing.say(
                        "%-24s %-24s %s"
                                .formatted(
                                        name,
                                        group.isEmpty() ? "-" : BindingRef.PREFIX + group,
                                        String.join(" ", addresses))
                                .stripTrailing());
            }
        });
        editing.field("bindings", all);
    }
}
