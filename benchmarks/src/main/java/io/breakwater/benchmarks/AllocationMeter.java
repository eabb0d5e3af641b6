package io.breakwater.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads how many bytes the event loops of a generator process allocated on the heap, over its management agent. */
final class AllocationMeter implements AutoCloseable {

    /** How the generator names the threads that send. */
    private static final String LOOP = "send-";

    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final long[] loops;

    private AllocationMeter(JMXConnector connector, ThreadMXBean threads, long[] loops) {
        this.connector = connector;
        this.threads = threads;
        this.loops = loops;
    }

    /** A meter of a process whose event loops have begun. */
    @SuppressWarnings("BanJNDI") // The address is what a child of this process, found by its number, says of itself.
    static AllocationMeter of(long pid) throws IOException {
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)));
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        List<Long> loops = new ArrayList<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(LOOP)) {
                loops.add(thread.getThreadId());
            }
        }
        if (loops.isEmpty()) {
            throw new IllegalStateException("generator: no thread named " + LOOP + "… (expected: one for each loop)");
        }
        return new AllocationMeter(
                connector, threads, loops.stream().mapToLong(Long::longValue).toArray());
    }

    private static String agent(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("generator " + pid + ": cannot be attached to (expected: a JVM of this user)", e);
        }
    }

    /** What all event loops allocated since they began, in bytes. */
    long allocatedBytes() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(loops)) {
            sum += bytes;
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
