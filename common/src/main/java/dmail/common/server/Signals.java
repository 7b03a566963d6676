package dmail.common.server;

import java.lang.reflect.Proxy;

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
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, _, _) -> {
                                action.run();
                                return null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java can't listen for SIG" + name, e);
        }
    }
}
