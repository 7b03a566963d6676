package dmail.common.server;

import java.lang.reflect.Proxy;

/**
 * What the operating system tells a process. {@code sun.misc.Signal} is the JDK's one way to hear
 * it, supported in its module {@code jdk.unsupported}; javac warns of every mention, which nothing
 * can switch off, so the class is found by name here.
 */
public final class Signals {
    private Signals() {}

    /**
     * Has an action carried out, on a thread of its own, each time the signal arrives.
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
