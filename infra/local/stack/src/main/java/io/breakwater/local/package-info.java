/**
 * Real Kafka, PostgreSQL and Elasticsearch for tests, on free ports and in a temporary folder. Start at
 * {@link io.breakwater.local.LocalParts}.
 *
 * <pre>{@code
 * class OutboxIT {
 *     static LocalKafka kafka;
 *
 *     @BeforeAll
 *     static void start(@TempDir Path folder) throws Exception {
 *         kafka = LocalParts.kafka(folder);
 *     }
 *
 *     @AfterAll
 *     static void stop() {
 *         kafka.close();
 *     }
 *
 *     @Test
 *     void survivesAnOutageOfTheBroker() throws Exception {
 *         kafka.stop();              // or kill(), as kill -9 does
 *         ...
 *         kafka.start();             // same port, same data
 *     }
 * }
 * }</pre>
 *
 * <p>A module that wants them has {@code local-stack} as a dependency of scope {@code test} and names its test
 * {@code …IT}: the parts are found in the {@code target} folders below the project's top folder, where the build puts
 * them in the phase {@code package}. To run one such test: {@code mvn verify -pl <module> -am -Dit.test=OutboxIT
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}. Kafka needs about 2 s to be ready, Elasticsearch 3 s, PostgreSQL 1 s (2 s more when its programs
 * are unpacked for the first time). Everything ends with the JVM that started it, even after {@code kill -9}.
 *
 * <p>The whole stack, on fixed ports and with data that is kept, is in {@link io.breakwater.local.stack}.
 */
@NullMarked
package io.breakwater.local;

import org.jspecify.annotations.NullMarked;
