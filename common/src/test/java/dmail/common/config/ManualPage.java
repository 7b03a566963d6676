package dmail.common.config;

import dmail.common.config.Setting.Availability;
import dmail.common.config.Setting.TakesEffect;
import dmail.common.config.binding.ScopesManual;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The manual page dmail.conf(5), in mdoc: a head, the table of settings, a tail. */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    /** Within a heading mdoc(7) needs another form of it. */
    private static final String QUOTE = String.valueOf('"');

    private ManualPage() {}

    static String text() throws IOException {
        ManualPage manual = new ManualPage();
        manual.page.append(resource("head.mdoc"));
        manual.addServed();
        manual.page.append(ScopesManual.text());
        manual.addOthers(
                "SETTINGS NOT SERVED YET",
                "A server that reads one of these logs a warning, once, and goes on as told here.",
                setting -> setting.availability() instanceof Availability.NotYet);
        manual.addOthers(
                "SETTINGS THAT NO LONGER DO ANYTHING",
                "These are settings of the original; a server that reads one logs a warning.",
                setting -> setting.availability() instanceof Availability.Retired);
        return manual.page.append(resource("tail.mdoc")).toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ManualPage.class.getResourceAsStream("/manual/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void addServed() {
        line(".Sh SETTINGS");
        String section = "";
        for (Setting<?> setting : Settings.all()) {
            if (setting.availability() instanceof Availability.Served) {
                if (!setting.section().equals(section)) {
                    endList(section);
                    section = setting.section();
                    line(".Ss " + section);
                    line(".Bl -tag -width Ds");
                }
                addServed(setting);
            }
        }
        endList(section);
    }

    private void endList(String section) {
        if (!section.isEmpty()) {
            line(".El");
        }
    }

    private void addServed(Setting<?> setting) {
        head(setting);
        sentences(setting.description());
        line(".br");
        if (!setting.standardText().isEmpty()) {
            line("Default: " + escaped(setting.standardText()) + ".");
        }
        line(readBy(setting) + effect(setting));
        if (setting.isRepeatable()) {
            line("It may be given several times.");
        }
        if (setting.isOurs()) {
            line("It is new in version 4.0.");
        }
    }

    private void head(Setting<?> setting) {
        String syntax =
                escaped(setting.type().syntax())
                        .replace(QUOTE, "\\(dq")
                        .replaceAll("<([^>]*)>", "\\\\fI$1\\\\fP");
        line(".It Ic " + setting.name() + " No \"" + syntax + "\"");
    }

    private static String readBy(Setting<?> setting) {
        return "Read by "
                + Arrays.stream(Server.values())
                        .filter(setting.servers()::contains)
                        .map(Server::toString)
                        .collect(Collectors.joining(" and "))
                + "; ";
    }

    private static String effect(Setting<?> setting) {
        return setting.takesEffect() == TakesEffect.RELOAD
                ? "takes effect on reload."
                : "takes effect on restart.";
    }

    private void addOthers(String heading, String intro, Predicate<Setting<?>> wanted) {
        line(".Sh " + heading);
        line(intro);
        line(".Bl -tag -width Ds");
        Settings.all().stream().filter(wanted).forEach(this::addOther);
        line(".El");
    }

    private void addOther(Setting<?> setting) {
        head(setting);
        sentences(setting.description());
        switch (setting.availability()) {
            case Availability.Served() -> {}
            case Availability.NotYet(var meanwhile) -> line("Now: " + escaped(meanwhile) + ".");
            case Availability.Retired(var instead) -> line("Now: " + escaped(instead) + ".");
        }
    }

    /** Each sentence on a line of its own, as mdoc(7) wants it. */
    private void sentences(String text) {
        for (String sentence : text.split("(?<=\\.) ", -1)) {
            line(escaped(sentence));
        }
    }

    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("~", "\\(ti");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
