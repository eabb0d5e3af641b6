package io.breakwater.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that has parts and is there to be killed. */
final class StackHolder {

    private StackHolder() {}

    /** Starts the parts below the folder, prints a line when they are ready, and waits for its end. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        List<LocalPart> parts =
                List.of(LocalParts.kafka(folder), LocalParts.postgres(folder), LocalParts.elasticsearch(folder));
        System.out.println("holds " + parts.size());
        Thread.currentThread().join();
    }
}
