package dmail.common.server;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

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
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            handlerOf(signal, handler, action));
        } catch (Throwable e) { // what a method handle may throw
            throw new IllegalStateException("this Java can't listen for SIG" + name, e);
        }
    }

    /**
     * The handler is made as the compiler would have a lambda expression made. A proxy would do,
     * too, and brings fifty classes into a server at rest.
     */
    private static Object handlerOf(Class<?> signal, Class<?> handler, Runnable action)
            throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle arrived =
                lookup.findStatic(
                        Signals.class,
                        "arrived",
                        methodType(void.class, Runnable.class, Object.class));
        return LambdaMetafactory.metafactory(
                        lookup,
                        "handle",
                        methodType(handler, Runnable.class),
                        methodType(void.class, signal),
                        arrived,
                        methodType(void.class, signal))
                .getTarget()
                .invoke(action);
    }

    /** Found by its name. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
    private static void arrived(Runnable action, Object signal) {
        action.run();
    }
}
