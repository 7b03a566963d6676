package dmail.smtp.control;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Setting;
import dmail.common.config.binding.BindOptions;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.Scope;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopedWords;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The control commands {@code config get} and {@code config eval}, in the words of dmail.conf. */
public final class ConfigOptions {
    private final String command;
    private final ScopeTable scopes;

    private ConfigOptions(String command, ScopeTable scopes) {
        this.command = command;
        this.scopes = scopes;
    }

    /** {@return the value that stands in that very scope} */
    public static AdminReply get(ScopeTable scopes, List<String> words) {
        return new ConfigOptions("config get", scopes).reply(words, ConfigOptions::here);
    }

    /** {@return the value that holds in a scope, wherever it stands} */
    public static AdminReply eval(ScopeTable scopes, List<String> words) {
        return new ConfigOptions("config eval", scopes).reply(words, ConfigOptions::holds);
    }

    private interface Look {
        List<OptionText> values(ScopeTable scopes, Setting<?> option, Scope scope);
    }

    private static List<OptionText> here(ScopeTable scopes, Setting<?> option, Scope scope) {
        return OptionText.of(
                option,
                new OptionText.Finder() {
                    @Override
                    public <T> Optional<Found<T>> find(Setting<T> wanted, Predicate<T> fits) {
                        return scopes.here(wanted, scope, fits);
                    }
                });
    }

    private static List<OptionText> holds(ScopeTable scopes, Setting<?> option, Scope scope) {
        return OptionText.of(option, scopes.at(scope));
    }

    private AdminReply reply(List<String> words, Look look) {
        return switch (ScopedWords.parse(String.join(" ", words))) {
            case Parsed.Bad<ScopedWords>(var why) -> refused(why);
            case Parsed.Good<ScopedWords>(var asked) -> reply(asked, look);
        };
    }

    private AdminReply reply(ScopedWords asked, Look look) {
        if (!asked.value().isEmpty()) {
            return AdminReply.refused(
                    ExitStatus.USAGE,
                    command + ": the words are a scope and an option, and nothing behind it");
        }
        Optional<Setting<?>> option = BindOptions.named(asked.option());
        if (option.isEmpty()) {
            return refused(Shown.quoted(asked.option()) + " is no option of sending");
        }
        Optional<String> unknown = unknown(asked.scope());
        if (unknown.isPresent()) {
            return refused(unknown.get());
        }
        List<OptionText> values = look.values(scopes, option.get(), asked.scope());
        return values.isEmpty() ? refused(notSet(asked, option.get())) : shown(values);
    }

    /** {@return what is wrong with the names in a scope, lest it is answered for another one} */
    private Optional<String> unknown(Scope scope) {
        String group = scope.group();
        String binding = scope.binding();
        if (!group.isEmpty() && !scopes.has(new BindingRef.OfGroup(group))) {
            return Optional.of("no binding_group is named " + Shown.plain(group));
        }
        if (binding.isEmpty()) {
            return Optional.empty();
        }
        if (!scopes.has(new BindingRef.One(binding))) {
            return Optional.of(Shown.plain(scopes.noBinding(binding)));
        }
        return group.isEmpty() || scopes.groupOf(binding).filter(group::equals).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Shown.plain(binding) + " is no member of the group " + Shown.plain(group));
    }

    private static String notSet(ScopedWords asked, Setting<?> option) {
        String words = (asked.scope() + " " + option.name()).stripLeading();
        return Shown.plain(words) + " is not set";
    }

    private AdminReply refused(String why) {
        return AdminReply.refused(ExitStatus.DATA_ERROR, command + ": " + why);
    }

    /** Two addresses of one option are one object with the first, and a list of both. */
    private static AdminReply shown(List<OptionText> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(value.line()));
        Map<String, Object> fields = values.getFirst().fields();
        if (values.size() > 1) {
            fields.put("values", values.stream().map(OptionText::fields).toList());
        }
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }
}
