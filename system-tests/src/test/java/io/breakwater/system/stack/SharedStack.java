package io.breakwater.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test the same stack, started once, whole again before each test, and stopped after the last one. */
public final class SharedStack implements BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedStack.class);

    @Override
    public void beforeEach(ExtensionContext context) throws IOException, InterruptedException {
        stack(context).heal();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SystemStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stack(context);
    }

    private static SystemStack stack(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Start.class, ignored -> Start.tried(), Start.class)
                .stack();
    }

    /** How the start of the stack went. One that failed is not tried again for each test. */
    private sealed interface Start extends AutoCloseable {

        SystemStack stack();

        @Override
        void close();

        record Succeeded(SystemStack stack) implements Start {
            @Override
            public void close() {
                stack.close();
            }
        }

        record Failed(RuntimeException failure) implements Start {
            @Override
            public SystemStack stack() {
                throw failure;
            }

            @Override
            public void close() {
                // Nothing was started.
            }
        }

        static Start tried() {
            // In the build's folder rather than the system's: the logs of a failed test are found there.
            Path folder = Path.of("target", "system-stack").toAbsolutePath();
            try {
                Folders.delete(folder);
                return new Succeeded(SystemStack.start(Files.createDirectories(folder)));
            } catch (IOException e) {
                return new Failed(
                        new UncheckedIOException(e.getMessage() + "; logs are in " + folder.resolve("logs"), e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Failed(new IllegalStateException("stack: interrupted (expected: started)", e));
            } catch (RuntimeException e) {
                return new Failed(e);
            }
        }
    }
}
