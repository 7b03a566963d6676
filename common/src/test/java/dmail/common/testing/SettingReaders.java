package dmail.common.testing;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitReference;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.Setting.Availability;
import dmail.common.config.Setting.TakesEffect;
import dmail.common.config.Settings;
import dmail.common.config.listen.ListenerTable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which code of a server reads which settings, as its compiled classes say: what is read when
 * settings are replaced, or asked of those in force, has the new value after a reload. What is read
 * in a constructor, and not in a lambda there, has not.
 */
public final class SettingReaders {
    private static final String FRESH = "java.util.function.Supplier<" + name() + ">";

    private final Server server;
    private final JavaClass snapshot;
    private final JavaClasses classes;
    private final Map<String, Setting<?>> byField = new HashMap<>();
    private final Set<JavaCodeUnit> reached = new HashSet<>();
    private final Deque<JavaCodeUnit> next = new ArrayDeque<>();
    private final SortedMap<String, SortedSet<String>> seen = new TreeMap<>();

    private SettingReaders(Server server, Class<?> snapshot) {
        this.server = server;
        this.classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dmail.common", snapshot.getPackageName());
        this.snapshot = classes.get(snapshot);
    }

    private static String name() {
        return Configuration.class.getName();
    }

    /**
     * Looks at a server.
     *
     * @param snapshot the class of all its settings, in its main package
     */
    public static SettingReaders of(Server server, Class<?> snapshot) {
        SettingReaders readers = new SettingReaders(server, snapshot);
        readers.find();
        return readers;
    }

    /** {@return the settings that a reload is to replace} */
    private SortedSet<String> reloadable() {
        return byField.values().stream()
                .map(Setting::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return who sees the new value: a line for each setting of which somebody does} */
    public String table() {
        return seen.entrySet().stream()
                .map(row -> row.getKey() + " " + String.join(" ", row.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** {@return the settings that a reload is to replace, and whose new value nobody sees} */
    public SortedSet<String> unseen() {
        SortedSet<String> unseen = reloadable();
        unseen.removeAll(seen.keySet());
        return unseen;
    }

    /** {@return who reads a setting that a reload is to replace, but never the new value} */
    public SortedSet<String> stale() {
        SortedSet<String> stale = new TreeSet<>();
        units().filter(unit -> !reached.contains(unit))
                .forEach(unit ->
                        read(unit, false)
                                .filter(setting -> !isSeenBy(setting, unit))
                                .forEach(setting -> stale.add(setting.name() + " " + type(unit))));
        return stale;
    }

    private boolean isSeenBy(Setting<?> setting, JavaCodeUnit unit) {
        return seen.getOrDefault(setting.name(), new TreeSet<>()).contains(type(unit));
    }

    private void find() {
        findFields();
        units().filter(this::isRoot).forEach(this::reach);
        units().filter(unit -> !isRoot(unit) && asks(unit))
                .forEach(unit -> follow(unit, isOnceOnly(unit)));
        while (!next.isEmpty()) {
            follow(next.remove(), false);
        }
    }

    private void findFields() {
        classes.stream()
                .filter(type -> type.getPackageName().startsWith(Setting.class.getPackageName()))
                .flatMap(type -> Stream.of(type.reflect().getDeclaredFields()))
                .filter(field ->
                        field.getType() == Setting.class
                                && Modifier.isPublic(field.getModifiers())
                                && Modifier.isStatic(field.getModifiers()))
                .forEach(this::note);
    }

    private void note(Field field) {
        Setting<?> setting = valueOf(field);
        if (setting.takesEffect() == TakesEffect.RELOAD
                && setting.availability() instanceof Availability.Served
                && setting.servers().contains(server)
                && Settings.all().contains(setting)) {
            byField.put(field.getDeclaringClass().getName() + "." + field.getName(), setting);
        }
    }

    private static Setting<?> valueOf(Field field) {
        try {
            return (Setting<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** What only checks settings does nothing by them; who listens where goes by them. */
    private Stream<JavaCodeUnit> units() {
        return classes.stream().filter(SettingReaders::isUser).flatMap(SettingReaders::units);
    }

    private static Stream<JavaCodeUnit> units(JavaClass type) {
        return type.getCodeUnits().stream();
    }

    private static boolean isUser(JavaClass type) {
        return (type.getPackageName().equals(ListenerTable.class.getPackageName())
                        || !type.getPackageName().startsWith(Setting.class.getPackageName()))
                && !type.getSimpleName().equals("ServerReading")
                && !type.getSimpleName().equals("SourceChecks")
                && !type.getSimpleName().endsWith("Test");
    }

    /** A reload begins here. */
    private boolean isRoot(JavaCodeUnit unit) {
        return unit.getOwner().getSimpleName().equals("Reloading") && unit.getName().equals("from");
    }

    /** Whether it asks for the settings in force. */
    private boolean asks(JavaCodeUnit unit) {
        return unit.getFieldAccesses().stream().anyMatch(this::isOfSnapshot)
                || calls(unit).anyMatch(call -> isFresh(unit, call));
    }

    private boolean isOfSnapshot(JavaFieldAccess access) {
        return access.getTargetOwner().equals(snapshot)
                && access.getTarget().getRawType().isEquivalentTo(Configuration.class)
                && access.getAccessType() == JavaFieldAccess.AccessType.GET;
    }

    private boolean isFresh(JavaCodeUnit unit, JavaAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        return owner.isEquivalentTo(Supplier.class)
                ? Stream.concat(
                                unit.getOwner().getFields().stream().map(field -> field.getType()),
                                unit.getParameterTypes().stream())
                        .anyMatch(SettingReaders::isSupplier)
                : owner.getPackageName().equals(snapshot.getPackageName())
                        && call.getTarget().resolveMember().stream()
                                .anyMatch(SettingReaders::returnsSettings);
    }

    private static boolean isSupplier(JavaType type) {
        return type.getName().equals(FRESH);
    }

    private static boolean returnsSettings(Object member) {
        return member instanceof JavaMethod method
                && method.getRawParameterTypes().isEmpty()
                && method.getRawReturnType().isEquivalentTo(Configuration.class);
    }

    /** What runs once, at the start, asks anew in its lambdas alone. */
    private static boolean isOnceOnly(JavaCodeUnit unit) {
        return unit instanceof JavaConstructor || unit.getModifiers().contains(JavaModifier.STATIC);
    }

    private void reach(JavaCodeUnit unit) {
        if (isUser(unit.getOwner()) && reached.add(unit)) {
            next.add(unit);
        }
    }

    private void follow(JavaCodeUnit unit, boolean lambdasAlone) {
        if (!lambdasAlone) {
            boolean _ = reached.add(unit);
        }
        read(unit, lambdasAlone)
                .forEach(setting ->
                        seen.computeIfAbsent(setting.name(), _ -> new TreeSet<>()).add(type(unit)));
        calls(unit)
                .filter(call -> !lambdasAlone || isLater(call))
                .flatMap(SettingReaders::targets)
                .forEach(this::reach);
    }

    private static boolean isLater(JavaAccess<?> access) {
        return access.isDeclaredInLambda() || access instanceof JavaCodeUnitReference<?>;
    }

    private Stream<Setting<?>> read(JavaCodeUnit unit, boolean lambdasAlone) {
        return unit.getFieldAccesses().stream()
                .filter(access -> !lambdasAlone || access.isDeclaredInLambda())
                .flatMap(access -> Stream.ofNullable(byField.get(field(access))));
    }

    private static String field(JavaFieldAccess access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    private static Stream<JavaAccess<?>> calls(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream());
    }

    /** What a call may lead to: the method itself, and those that override it. */
    private static Stream<JavaCodeUnit> targets(JavaAccess<?> call) {
        return call.getTarget().resolveMember().stream()
                .filter(member -> member instanceof JavaCodeUnit)
                .map(member -> (JavaCodeUnit) member)
                .flatMap(unit -> Stream.concat(Stream.of(unit), overriding(unit)));
    }

    private static Stream<JavaCodeUnit> overriding(JavaCodeUnit unit) {
        return unit instanceof JavaConstructor
                ? Stream.empty()
                : unit.getOwner().getAllSubclasses().stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method ->
                                method.getName().equals(unit.getName())
                                        && method.getRawParameterTypes().size()
                                                == unit.getRawParameterTypes().size())
                        .map(method -> (JavaCodeUnit) method);
    }

    private static String type(JavaCodeUnit unit) {
        JavaClass type = unit.getOwner();
        while (type.getEnclosingClass().isPresent()) {
            type = type.getEnclosingClass().get();
        }
        return type.getSimpleName();
    }
}
