package io.breakwater.generator;

import io.breakwater.events.token.TokenKeys;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.run.AllowedTargets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All settings of the process, read by {@link SettingsReader}.
 *
 * @param generatorId           its name, unique among all generators; key {@code generator.id}; default the host's name and the
 *                              process id
 * @param region                where it stands; key {@code region}; default {@code local}
 * @param kafkaBootstrapServers the brokers; key {@code kafka.bootstrap.servers}; default {@code 127.0.0.1:18092}
 * @param scenarioServiceUrl    where data files come from; key {@code scenario.service.url}; default
 *                              {@code http://127.0.0.1:18080}
 * @param tokenKeys             open platform tokens; the key stands in a file that {@code token.key.file} names, or in the
 *                              environment variable {@code BREAKWATER_TOKEN_KEY}; its name is {@code token.key.id}, default
 *                              {@code local}; without a key, runs with tokens are refused. Previous keys, which still open what they
 *                              encrypted, stand as {@code keyId:key} in the file {@code token.previous.keys.file} or in
 *                              {@code BREAKWATER_PREVIOUS_TOKEN_KEYS}
 * @param allowedTargets        the hosts that load may go to; key {@code allowed.targets}, separated by commas; default the
 *                              machine itself
 * @param tlsIdentities         the client certificates that scenarios may name: {@code NAME.pem} and {@code NAME.key} in the folder
 *                              {@code tls.identities.folder}; default none
 * @param eventLoops            threads that send; key {@code event.loops}; default one less than there are processors, at least 1
 * @param gatherArrivals        how long what is due may wait for what is due next, so that a thread wakes up once for both; the
 *                              wait counts in schedule lag and response time; key {@code gather.arrivals.micros}, 0 to 10,000;
 *                              default 500
 * @param backlogLimitBytes     the most bytes of events that may be on their way to Kafka; key {@code backlog.limit.bytes};
 *                              default 32 MiB
 * @param eventsDiscarded       whether events are thrown away instead of sent, to measure what they cost; a run then has no
 *                              verdict but INCONCLUSIVE; key {@code events.discarded}; default {@code false}
 * @param dataFolder            where fetched data files lie, readable by the process's owner only, emptied at the start and
 *                              removed at the end; key {@code data.folder}; default a folder named after the generator below
 *                              {@code java.io.tmpdir}
 * @param dataFolderLimitBytes  the most bytes of data files in it, those used longest ago go first; key
 *                              {@code data.folder.limit.bytes}; default 8 GiB
 */
record GeneratorSettings(
        String generatorId,
        String region,
        String kafkaBootstrapServers,
        URI scenarioServiceUrl,
        Optional<TokenKeys> tokenKeys,
        AllowedTargets allowedTargets,
        ClientIdentities tlsIdentities,
        int eventLoops,
        Duration gatherArrivals,
        long backlogLimitBytes,
        boolean eventsDiscarded,
        Path dataFolder,
        long dataFolderLimitBytes) {

    static final String GENERATOR_ID = "generator.id";
    static final String REGION = "region";
    static final String KAFKA_BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    static final String SCENARIO_SERVICE_URL = "scenario.service.url";
    static final String TOKEN_KEY_FILE = "token.key.file";
    static final String TOKEN_KEY_ID = "token.key.id";
    static final String TOKEN_PREVIOUS_KEYS_FILE = "token.previous.keys.file";
    static final String ALLOWED_TARGETS = "allowed.targets";
    static final String TLS_IDENTITIES_FOLDER = "tls.identities.folder";
    static final String EVENT_LOOPS = "event.loops";
    static final String GATHER_ARRIVALS_MICROS = "gather.arrivals.micros";
    static final String BACKLOG_LIMIT_BYTES = "backlog.limit.bytes";
    static final String EVENTS_DISCARDED = "events.discarded";

    static final String DATA_FOLDER = "data.folder";
    static final String DATA_FOLDER_LIMIT_BYTES = "data.folder.limit.bytes";

    /** All keys. */
    static final List<String> KEYS = List.of(
            GENERATOR_ID,
            REGION,
            KAFKA_BOOTSTRAP_SERVERS,
            SCENARIO_SERVICE_URL,
            TOKEN_KEY_FILE,
            TOKEN_KEY_ID,
            TOKEN_PREVIOUS_KEYS_FILE,
            ALLOWED_TARGETS,
            TLS_IDENTITIES_FOLDER,
            EVENT_LOOPS,
            GATHER_ARRIVALS_MICROS,
            BACKLOG_LIMIT_BYTES,
            EVENTS_DISCARDED,
            DATA_FOLDER,
            DATA_FOLDER_LIMIT_BYTES);
}
