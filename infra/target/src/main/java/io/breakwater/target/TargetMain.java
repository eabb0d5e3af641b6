package io.breakwater.target;

import io.breakwater.target.settings.SettingsRejectedException;
import io.breakwater.target.settings.TargetSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the sample backend as a process until it is stopped; every setting is an option. */
public final class TargetMain {

    private static final int WRONG_COMMAND_LINE = 2;
    private static final int CANNOT_START = 4;

    private TargetMain() {}

    /** Starts the target and prints one line when both ports are open. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.println("Usage: target [--<setting> <value>]...");
            System.out.println(TargetSettings.explained());
            return;
        }
        SampleBackend target;
        try {
            target = SampleBackend.start(settings(List.of(arguments)));
        } catch (SettingsRejectedException e) {
            e.errors().forEach(System.err::println);
            System.exit(WRONG_COMMAND_LINE);
            return;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            target.close();
            stopped.countDown();
        }));
        System.out.printf(
                "target ready: http://127.0.0.1:%d (control http://127.0.0.1:%d)%n",
                target.port(), target.controlPort());
        stopped.await();
    }

    /** Reads {@code --name value} and {@code --name=value}. */
    static TargetSettings settings(List<String> arguments) {
        Map<String, String> changes = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.remove(0);
            int equals = option.indexOf('=');
            String name = option.replaceFirst("=.*", "").replaceFirst("^--", "");
            if (equals >= 0) {
                changes.put(name, option.substring(equals + 1));
            } else {
                changes.put(name, rest.isEmpty() ? "missing" : rest.remove(0));
            }
        }
        return TargetSettings.defaults().with(changes);
    }
}
