package io.breakwater.local.child;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/** Writes the classes that this JVM has loaded to a file; needs {@code -XX:+RecordDynamicDumpInfo}. */
final class ClassArchive {

    private ClassArchive() {}

    /** Writes beside the file and moves at the end, so that no JVM ever starts from half an archive. */
    static void write(Path file) throws IOException, JMException {
        Path partial = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        Object answer = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmCds",
                        new Object[] {new String[] {"dynamic_dump", partial.toString()}},
                        new String[] {String[].class.getName()});
        if (!Files.isRegularFile(partial)) {
            throw new IOException(file + ": " + answer);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
