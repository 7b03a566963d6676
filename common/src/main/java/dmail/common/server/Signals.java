package dmail.common.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Signals from the operating system. {@code sun.misc.Signal} is the JDK's only way to receive them,
 * supported in its module {@code jdk.unsupported}. javac warns of each use, and the warning can't
 * be suppressed, so the class is found by name.
 */
public final class Signals {
    private Signals() {}

    /**
     * Runs an action, on a thread of its own, each time the signal arrives.
     *
     * @param name without SIG, such as {@code HUP}
     */
    public static void onArrival(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener =
                    MethodHandleProxies.asInterfaceInstance(
                            handler, MethodHandles.dropArguments(run(action), 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java can't listen for SIG" + name, e);
        }
    }

    private static MethodHandle run(Runnable action) throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(action);
    }
}
