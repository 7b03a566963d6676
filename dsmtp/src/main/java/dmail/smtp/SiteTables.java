package dmail.smtp;

import dmail.common.address.Domain;
import dmail.common.authent.UsersFiles;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.log.Log;
import dmail.common.memory.MemoryAccount;
import dmail.common.table.TableMemory;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.StateFile;
import dmail.smtp.dns.Dns;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.routing.RoutingTables;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is shared between old and new settings: tables that may be large, so that a reload reads
 * only those that changed, what is remembered of bindings, and where names are looked up.
 */
final class SiteTables {
    private final UsersFiles users;
    private final RoutingTables routing;
    private final InstantSource clock;
    private final Log log;

    /** There is none while the first settings are made, which ask nothing of it. */
    private volatile Optional<Dns> dns = Optional.empty();

    /** Made when it is asked for. */
    private final AtomicReference<@Nullable BindingStates> states = new AtomicReference<>();

    private SiteTables(UsersFiles users, RoutingTables routing, InstantSource clock, Log log) {
        this.users = users;
        this.routing = routing;
        this.clock = clock;
        this.log = log;
    }

    static SiteTables of(MemoryAccount account, InstantSource clock, Log log) {
        TableMemory memory = new TableMemory(account, "give dsmtp more by smtp_memory");
        return new SiteTables(
                new UsersFiles(memory, log), new RoutingTables(memory, log), clock, log);
    }

    UsersFiles users() {
        return users;
    }

    RoutingTables routing() {
        return routing;
    }

    /** Names of addresses are looked up there from now on. */
    void use(Dns resolver) {
        dns = Optional.of(resolver);
    }

    /**
     * {@return the name of an address that leads back to it} May take some time.
     *
     * @param before the name it had, which it keeps while nobody knows
     */
    Optional<Domain> nameOf(InetAddress address, Optional<Domain> before) {
        Optional<Dns> resolver = dns;
        return resolver.isPresent() ? resolver.get().nameOf(address, before) : before;
    }

    /** {@return whether anything is remembered of bindings, also from an earlier run} */
    boolean hasStates(Configuration configuration) {
        return states.get() != null || Files.exists(file(configuration));
    }

    private static Path file(Configuration configuration) {
        return new WorkFolders(configuration.value(FileSettings.WORK_PATH)).bindingStates();
    }

    /** {@return what is remembered of bindings; the same at each call} */
    BindingStates states(Configuration configuration) {
        BindingStates known = states.get();
        if (known != null) {
            return known;
        }
        BindingStates made = read(configuration);
        BindingStates other = states.compareAndExchange(null, made);
        return other == null ? made : other;
    }

    /** {@return the same, but nothing is remembered of it that wasn't before} */
    BindingStates statesToShow(Configuration configuration) {
        BindingStates known = states.get();
        return known == null ? read(configuration) : known;
    }

    private BindingStates read(Configuration configuration) {
        return BindingStates.of(new StateFile(file(configuration)), clock, log);
    }
}
