package io.breakwater.generator;

import com.sun.management.OperatingSystemMXBean;
import io.breakwater.generator.data.DataFiles;
import io.breakwater.generator.data.DataFolder;
import io.breakwater.generator.heartbeat.Heartbeats;
import io.breakwater.generator.heartbeat.ProcessorUse;
import io.breakwater.generator.heartbeat.Reports;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.publish.DiscardingBatchSender;
import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.publish.KafkaBatchSender;
import io.breakwater.generator.run.EventLoops;
import io.breakwater.generator.run.Part.Surroundings;
import io.breakwater.generator.run.Preparation;
import io.breakwater.generator.run.RunCommandReader;
import io.breakwater.generator.run.Runs;
import io.breakwater.generator.run.SessionWalk;
import io.breakwater.generator.run.TargetPreparation;
import io.breakwater.generator.sample.KafkaSamples;
import io.breakwater.generator.sample.SampleQueue;
import io.breakwater.generator.token.PlatformTokenReader;
import io.breakwater.generator.token.PlatformTokens;
import io.breakwater.generator.token.RejectionQueue;
import io.breakwater.generator.warmup.WarmUp;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process {@code load-generator}, wired by hand. */
public final class LoadGeneratorMain {

    /** A sample holds two bodies of 16 KiB, unless the scenario says otherwise. */
    private static final int MOST_WAITING_SAMPLES = 256;

    private final GeneratorSettings settings;
    private final DataFolder dataFolder;
    private final EventLoops loops;
    private final EventPublisher publisher;
    private final Reports reports;
    private final Heartbeats heartbeats;
    private final KafkaSamples kafkaSamples;
    private final SampleQueue samples;
    private final SessionWalk sessionWalk;
    private final Surroundings surroundings;
    private final Runs runs;
    private final PlatformTokenReader tokenReader;
    private final RejectionQueue tokenRejections;
    private final RunCommandReader commandReader;
    private final CountDownLatch warm = new CountDownLatch(1);

    private LoadGeneratorMain(GeneratorSettings settings, Runnable onReady) throws IOException {
        Clock clock = Clock.systemUTC();
        this.settings = settings;
        dataFolder = DataFolder.open(settings.dataFolder(), settings.dataFolderLimitBytes());
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        ProcessorUse processorUse = new ProcessorUse(
                system::getProcessCpuTime,
                System::nanoTime,
                Runtime.getRuntime().availableProcessors());
        loops = new EventLoops(settings.eventLoops(), settings.gatherArrivals());
        publisher = new EventPublisher(
                settings.eventsDiscarded()
                        ? new DiscardingBatchSender()
                        : new KafkaBatchSender(producer(KafkaBatchSender.settings(settings.backlogLimitBytes()))),
                new EventBacklog(settings.backlogLimitBytes()));
        reports = new Reports(producer(Reports.patientSettings()));
        tokenRejections = new RejectionQueue(producer(RejectionQueue.settings()), settings.generatorId(), clock);
        PlatformTokens tokens = new PlatformTokens(settings.tokenKeys(), clock, tokenRejections);
        tokenReader = new PlatformTokenReader(consumer(PlatformTokenReader.settings()), tokens);
        kafkaSamples = new KafkaSamples(producer(KafkaSamples.settings()));
        samples = new SampleQueue(kafkaSamples, MOST_WAITING_SAMPLES);
        sessionWalk = new SessionWalk(settings.generatorId(), clock, samples);
        Preparation preparation = new Preparation(
                settings.generatorId(),
                new TargetPreparation(settings.allowedTargets(), HostNames.ofSystem(), settings.tlsIdentities()),
                new DataFiles(settings.scenarioServiceUrl(), dataFolder),
                tokens,
                warm,
                sessionWalk);
        surroundings = new Surroundings(
                settings.generatorId(),
                settings.region(),
                loops,
                publisher,
                processorUse,
                System::nanoTime,
                clock,
                samples);
        runs = new Runs(preparation, surroundings, reports::send);
        heartbeats = new Heartbeats(
                new Reports(producer(Reports.impatientSettings())),
                settings.generatorId(),
                settings.region(),
                runs::active,
                processorUse,
                clock);
        // Who hears a heartbeat may send a command at once: the first one comes only when none can be missed.
        commandReader = new RunCommandReader(consumer(RunCommandReader.settings()), runs::accept, () -> {
            heartbeats.start();
            onReady.run();
        });
    }

    /** Starts the process; arguments as {@link SettingsReader} reads them. */
    public static void main(String[] arguments) {
        // Before the first logger is made. A name of its own, for tests put the jars of several processes on one class
        // path.
        System.setProperty("logback.configurationFile", "load-generator-logback.xml");
        // Netty would note the stack of one allocation in 128. The tests look for leaks, and find them there.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        Logger log = LoggerFactory.getLogger(LoadGeneratorMain.class);
        try {
            GeneratorSettings settings = SettingsReader.read(arguments, System.getenv());
            new LoadGeneratorMain(
                            settings,
                            () -> log.info(
                                    "ready: generator {} in {}, {} event loops, brokers {}",
                                    settings.generatorId(),
                                    settings.region(),
                                    settings.eventLoops(),
                                    settings.kafkaBootstrapServers()))
                    .run();
        } catch (InvalidSettingsException e) {
            log.error("load-generator: not started{}{}", System.lineSeparator(), e.getMessage());
            System.exit(2);
        } catch (IOException | InterruptedException | RuntimeException e) {
            log.error("load-generator: ended by an error", e);
            System.exit(1);
        }
    }

    private void run() throws InterruptedException {
        Thread shutdown = new Thread(this::stop, "shutdown");
        Runtime.getRuntime().addShutdownHook(shutdown);
        Thread tokenThread = new Thread(tokenReader, "tokens");
        tokenThread.setDaemon(true);
        tokenThread.start();
        Thread warmUpThread = new Thread(this::warmUp, "warm-up");
        warmUpThread.setDaemon(true);
        warmUpThread.start();
        commandReader.run();
        shutdown.join();
    }

    private void warmUp() {
        try {
            WarmUp.run(surroundings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // A cold generator is slower for a second or two, and says so; it is no reason to refuse runs.
            warm.countDown();
        }
    }

    private void stop() {
        Logger log = LoggerFactory.getLogger(LoadGeneratorMain.class);
        try {
            commandReader.stop();
            runs.close();
            sessionWalk.close();
            heartbeats.close();
            tokenReader.stop();
            tokenRejections.close();
            publisher.close();
            reports.close();
            samples.close();
            kafkaSamples.close();
            loops.close();
            dataFolder.close();
            log.info("ended: generator {}", settings.generatorId());
        } catch (InterruptedException e) {
            log.error("load-generator: interrupted while it ended", e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> special) {
        return new KafkaProducer<>(client(special), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> special) {
        return new KafkaConsumer<>(client(special), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> client(Map<String, Object> special) {
        Map<String, Object> all = new HashMap<>(special);
        all.put("bootstrap.servers", settings.kafkaBootstrapServers());
        all.put("client.id", settings.generatorId());
        return all;
    }
}
