package dmail.common.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.net.InetAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which package may use what. The rules are stated once, here; each module has one test that
 * applies them to its own classes.
 */
public final class HouseRules {
    private static final List<ArchRule> ALL =
            List.of(
                    noCycles(),
                    pureProtocolAndPolicy(),
                    onlyThere("com.sun.jna..", "dmail.common.system.."),
                    onlyThere("org.apache.commons.cli..", "dmail.common.cli.."),
                    onlyThere("org.xbill..", "dmail.smtp.dns..", "dmail.setup.dns.."),
                    onlyThere("org.jline..", "dmail.setup.terminal.."),
                    onlyThere(
                            "com.github.benmanes.caffeine..",
                            "dmail.common.authent..",
                            "dmail.smtp.dns.."),
                    environmentOnlyInMain(),
                    noFiles(),
                    consoleOnlyInMain(),
                    sessionsHandOver(),
                    messagesKnowNothing(),
                    deliveriesApart("local", "program", "remote"),
                    deliveriesApart("program", "local", "remote"),
                    deliveriesApart("remote", "local", "program"),
                    wordsFromOnePlace());

    private static final int MOST_TYPES = 35;

    private HouseRules() {}

    /**
     * Applies every rule to a module: to its sources, then to its classes.
     *
     * @param packageName the module's packages are this one and those below it
     * @param fewest how many classes there are at least; with fewer, the rules see the wrong place
     * @throws AssertionError when a rule is broken
     */
    public static void check(String packageName, int fewest) {
        ExceptionWords.check();
        PackageCalls.check(packageName);
        SourceSizes.check();
        JavaClasses classes = classes(packageName);
        if (classes.size() < fewest) {
            throw new AssertionError(
                    classes.size() + " classes are seen in " + packageName + ", not " + fewest);
        }
        ALL.forEach(rule -> rule.allowEmptyShould(true).check(classes));
        checkNames(classes);
        checkRooms(classes);
    }

    /** Applies the rule that packages of the common module call only downwards. */
    public static void checkLayers() {
        layers().check(classes("dmail.common"));
    }

    private static JavaClasses classes(String packageName) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
                .importPackages(packageName);
    }

    /** R3: io, net, address and log know nothing; what starts a server knows all. */
    private static ArchRule layers() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("ground")
                .definedBy(
                        inCommon(
                                "cli", "io", "net", "address", "log", "memory", "system", "table",
                                "tls"))
                .layer("formats")
                .definedBy(inCommon("config", "dropfile", "mbox"))
                .layer("users")
                .definedBy(inCommon("login", "authent", "admin", "identity", "sasl"))
                .layer("start")
                .definedBy(inCommon("server"))
                .whereLayer("start")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("users")
                .mayOnlyBeAccessedByLayers("start")
                .whereLayer("formats")
                .mayOnlyBeAccessedByLayers("users", "start");
    }

    private static DescribedPredicate<JavaClass> inCommon(String... names) {
        return resideInAnyPackage(
                List.of(names).stream()
                        .map(name -> "dmail.common." + name + "..")
                        .toArray(String[]::new));
    }

    /** R4. */
    private static ArchRule noCycles() {
        return slices().matching("dmail.(*).(*)..").should().beFreeOfCycles();
    }

    /** R5: what decides is a function of its arguments. */
    private static ArchRule pureProtocolAndPolicy() {
        DescribedPredicate<JavaClass> outside =
                resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "org.xbill..")
                        .and(DescribedPredicate.not(describe("addresses", HouseRules::isAddress)))
                        .or(describe("clocks", HouseRules::isClock));
        return noClasses()
                .that()
                .resideInAnyPackage("dmail..protocol..", "dmail..policy..")
                .should()
                .dependOnClassesThat(outside);
    }

    private static boolean isAddress(JavaClass type) {
        return type.isAssignableTo(InetAddress.class);
    }

    private static boolean isClock(JavaClass type) {
        return type.isAssignableTo(InstantSource.class) || type.isEquivalentTo(Clock.class);
    }

    /** R6. */
    private static ArchRule onlyThere(String library, String... users) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    /** R7: the file system, the time and the environment are handed in by Main. */
    private static ArchRule environmentOnlyInMain() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethodWhere(target(describe("reach out", HouseRules::reachesOut)));
    }

    private static boolean reachesOut(AccessTarget target) {
        String call = target.getOwner().getSimpleName() + "." + target.getName();
        return Set.of(
                        "Path.of",
                        "Paths.get",
                        "Instant.now",
                        "System.currentTimeMillis",
                        "System.getenv")
                .contains(call);
    }

    private static ArchRule noFiles() {
        return noClasses().should().dependOnClassesThat().areAssignableTo(File.class);
    }

    /** R8. */
    private static ArchRule consoleOnlyInMain() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .accessTargetWhere(describe("use the console", HouseRules::isConsole));
    }

    private static boolean isConsole(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("out", "err", "exit").contains(access.getTarget().getName());
    }

    /** R9: an accepted message goes through the queue, never straight to delivery. */
    private static ArchRule sessionsHandOver() {
        return noClasses()
                .that()
                .resideInAPackage("dmail.smtp.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dmail.smtp.queue..", "dmail.smtp.journal..", "dmail.smtp.delivery..");
    }

    /** R11: what a message is, and its file in the queue, hang on nothing that is done with it. */
    private static ArchRule messagesKnowNothing() {
        return noClasses()
                .that()
                .resideInAnyPackage("dmail.smtp.message", "dmail.smtp.queuefile")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dmail.smtp..")
                                .and(
                                        DescribedPredicate.not(
                                                resideInAnyPackage(
                                                        "dmail.smtp.message",
                                                        "dmail.smtp.queuefile",
                                                        "dmail.smtp.protocol"))));
    }

    /** R12: each way of delivery can be read, and changed, alone. */
    private static ArchRule deliveriesApart(String one, String... others) {
        return noClasses()
                .that()
                .resideInAPackage("dmail.smtp.delivery." + one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        List.of(others).stream()
                                .map(other -> "dmail.smtp.delivery." + other)
                                .toArray(String[]::new));
    }

    /** R13: whoever looks for a type by its name finds one. Each program has its own Main. */
    private static void checkNames(JavaClasses classes) {
        fail(
                "types of the same name",
                topLevel(classes)
                        .filter(type -> !type.getSimpleName().equals("Main"))
                        .collect(Collectors.groupingBy(JavaClass::getSimpleName))
                        .entrySet()
                        .stream()
                        .filter(found -> found.getValue().size() > 1)
                        .map(Map.Entry::getValue)
                        .toList());
    }

    /** R14: a package is a room and no hall. */
    private static void checkRooms(JavaClasses classes) {
        fail(
                "packages of more than " + MOST_TYPES + " types",
                topLevel(classes)
                        .collect(Collectors.groupingBy(JavaClass::getPackageName))
                        .entrySet()
                        .stream()
                        .filter(found -> found.getValue().size() > MOST_TYPES)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static Stream<JavaClass> topLevel(JavaClasses classes) {
        return classes.stream().filter(JavaClass::isTopLevelClass);
    }

    private static void fail(String what, List<?> found) {
        if (!found.isEmpty()) {
            throw new AssertionError(what + ": " + found);
        }
    }

    /** R10: what Java's exceptions say is for programmers; one class puts it into words. */
    private static ArchRule wordsFromOnePlace() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dmail.common.io.Reason")
                .should()
                .callMethodWhere(target(describe("quote Java", HouseRules::quotesJava)));
    }

    /** Whoever takes records apart calls Throwable's own toString, without writing it. */
    private static boolean quotesJava(AccessTarget target) {
        JavaClass owner = target.getOwner();
        boolean quotes =
                Set.of("getMessage", "getLocalizedMessage", "printStackTrace")
                                .contains(target.getName())
                        || (target.getName().equals("toString")
                                && !owner.isEquivalentTo(Throwable.class));
        return quotes
                && owner.isAssignableTo(Throwable.class)
                && owner.getPackageName().startsWith("java");
    }
}
