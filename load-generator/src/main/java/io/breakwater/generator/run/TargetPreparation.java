package io.breakwater.generator.run;

import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.DataFile;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.generator.data.DataFiles;
import io.breakwater.generator.data.UnreadableDataException;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.http.ClientTls;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.http.Target;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks that a run's targets may be loaded from here and can be found, and gets what is needed to speak to them. Thread-safe.
 *
 * @param allowed    where load may go: what is contacted has to be allowed, so for a host that the scenario binds to addresses,
 *                   those and not its name
 * @param names      who looks names up
 * @param identities the client certificates that scenarios may name
 */
public record TargetPreparation(AllowedTargets allowed, HostNames names, ClientIdentities identities) {

    /** A resolver that is silent shall not make the preparation late. */
    private static final long LOOK_UP_SECONDS = 5;

    /** All authorities of a system are some 250 KiB. */
    private static final int MOST_AUTHORITY_BYTES = 1024 * 1024;

    /** Gives the content of a scenario's file. */
    public interface Files {

        /**
         * The bytes of a file, from 0 to its limit.
         *
         * @param name its name under {@code files}
         * @throws UnreadableDataException when they cannot be had
         * @throws InterruptedException    when the process ends meanwhile
         */
        ByteBuffer content(String name) throws UnreadableDataException, InterruptedException;
    }

    /** Prepares them; adds to the reasons why not, and is empty when there is one. */
    Optional<RunTargets> prepare(RunPlan plan, DataFiles files, List<String> reasons) throws InterruptedException {
        return prepare(plan.scenario(), name -> files.fetch(file(plan, name)), reasons);
    }

    private static DataFile file(RunPlan plan, String name) {
        return plan.dataFiles().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "authorities: " + name + " (expected: one of the scenario's files)"));
    }

    /**
     * Prepares the targets of a scenario.
     *
     * @param files   the scenario's files
     * @param reasons told why not; then the result is empty
     * @throws InterruptedException when the process ends meanwhile
     */
    public Optional<RunTargets> prepare(Scenario scenario, Files files, List<String> reasons)
            throws InterruptedException {
        int before = reasons.size();
        HttpSettings http = scenario.http();
        try {
            List<Target> targets = RunTargets.of(scenario);
            Map<String, List<InetAddress>> hosts = RunTargets.hosts(http);
            for (Target target : targets) {
                check(target, hosts, reasons);
            }
            ClientTls tls = tls(scenario, files);
            return reasons.size() > before
                    ? Optional.empty()
                    : Optional.of(new RunTargets(
                            targets, http, hosts, names, Optional.of(tls), target -> allows(target, hosts)));
        } catch (IllegalArgumentException | UnreadableDataException e) {
            reasons.add("target: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void check(Target target, Map<String, List<InetAddress>> hosts, List<String> reasons)
            throws InterruptedException {
        if (!allows(target, hosts)) {
            reasons.add("target: " + target.host() + " (expected: one of " + allowed.patterns()
                    + ", which are allowed to this generator; its setting is allowed.targets)");
        } else if (!hosts.containsKey(target.host()) && !isFound(target.host())) {
            reasons.add("target: " + target.host() + " (expected: a name that can be looked up)");
        }
    }

    private boolean allows(Target target, Map<String, List<InetAddress>> hosts) {
        List<InetAddress> bound = hosts.get(target.host());
        if (bound == null || bound.isEmpty()) {
            return allowed.allow(target.host());
        }
        return bound.stream().allMatch(address -> allowed.allow(address.getHostAddress()));
    }

    private boolean isFound(String host) throws InterruptedException {
        try {
            return !names.addresses(host).get(LOOK_UP_SECONDS, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            // Told in the same words as a name that is unknown.
            return false;
        }
    }

    private ClientTls tls(Scenario scenario, Files files) throws UnreadableDataException, InterruptedException {
        HttpSettings http = scenario.http();
        Tls settings = http.tls();
        Optional<byte[]> authorities = Optional.empty();
        if (settings.trust() == Tls.Trust.FILE) {
            String name = settings.authorities().orElse("");
            authorities = Optional.of(bytes(files.content(name).duplicate()));
        }
        return ClientTls.of(
                settings,
                authorities,
                settings.clientCertificate().map(identities::find),
                http.protocol() == HttpSettings.Protocol.HTTP_2);
    }

    private static byte[] bytes(ByteBuffer file) {
        if (file.remaining() > MOST_AUTHORITY_BYTES) {
            throw new IllegalArgumentException(
                    "authorities: " + file.remaining() + " bytes (expected: up to " + MOST_AUTHORITY_BYTES + ")");
        }
        byte[] bytes = new byte[file.remaining()];
        file.get(bytes);
        return bytes;
    }
}
