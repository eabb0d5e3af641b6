package io.breakwater.analytics.run;

import io.breakwater.analytics.batch.BatchNumbers;
import io.breakwater.analytics.batch.BatchNumbers.Arrival;
import io.breakwater.analytics.fold.StepSecond;
import io.breakwater.analytics.verdict.PartFigures;
import io.breakwater.analytics.verdict.TrustLimits;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.measurement.accounting.Accounting;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One generator's part of a run: which of its batches came, what they say of it, and whether more can come. */
final class Part {

    private static final long CLOSED_MICROS = Long.MAX_VALUE;

    private final String generatorId;
    private BatchNumbers numbers = new BatchNumbers();
    private long partIndex;
    private long closingNumber = Long.MAX_VALUE;
    private boolean closing;
    private boolean givenUp;
    private boolean silent;
    private String abandoned = "";
    private long duplicates;
    private long unreadable;
    private long requestsTooLate;
    private long identityBroken;
    private long eventsLost;
    private long longestPauseMicros;
    private double cpuRatioMax;
    private long batchesBusy;
    private long requestsResent;
    private long samplesDropped;
    private long messagesDropped;
    private LoadProgress progress = LoadProgress.NONE;
    private List<TokenAccounting> tokens = List.of();
    private long latestNumber = Long.MIN_VALUE;
    private long sureMicros = Long.MAX_VALUE;
    private long quietTicks;
    private long gapTicks;
    private List<Accounting> accounting = List.of();
    private List<Accounting> counted = List.of();
    private List<CryptographyTime> cryptography = List.of();

    Part(String generatorId, long partIndex) {
        this.generatorId = generatorId;
        this.partIndex = partIndex;
    }

    /** Takes note of a batch; only a new one is to be counted. */
    Arrival arrive(BatchHeader header) {
        if (givenUp) {
            return Arrival.GIVEN_UP;
        }
        boolean whole = isWhole();
        Arrival arrival = numbers.arrive(header.batchNumber(), header.frontierMicros());
        if (arrival == Arrival.DUPLICATE && !whole) {
            // One that comes after the closing batch may come before or after the verdict: it must not change it.
            duplicates++;
        }
        if (arrival == Arrival.NEW) {
            partIndex = header.partIndex();
            quietTicks = 0;
            heed(header);
        }
        return arrival;
    }

    /**
     * Takes note of batches that were counted together. Where some of them came before and others did not, they cannot be told
     * apart any more, and none is counted: the verdict says so.
     */
    Arrival arrive(List<BatchHeader> headers) {
        BatchHeader first = headers.get(0);
        if (headers.size() == 1 || givenUp) {
            return arrive(first);
        }
        if (!numbers.areNew(first.batchNumber(), headers.get(headers.size() - 1).batchNumber())) {
            unreadable();
            return Arrival.GIVEN_UP;
        }
        headers.forEach(this::arrive);
        return Arrival.NEW;
    }

    private void heed(BatchHeader header) {
        if (header.closing()) {
            closing = true;
            closingNumber = header.batchNumber();
        }
        eventsLost = Math.max(eventsLost, header.health().eventsLost());
        longestPauseMicros = Math.max(longestPauseMicros, header.health().longestPauseMicros());
        requestsResent = Math.max(requestsResent, header.health().requestsResent());
        samplesDropped = Math.max(samplesDropped, header.health().samplesDropped());
        messagesDropped = Math.max(messagesDropped, header.health().messagesDropped());
        cpuRatioMax = Math.max(cpuRatioMax, header.health().cpuRatio());
        batchesBusy += header.health().cpuRatio() >= TrustLimits.BUSY_CPU_RATIO ? 1 : 0;
        if (!header.accounting().stream().allMatch(StepAccounting::holds)) {
            identityBroken++;
        }
        if (header.batchNumber() > latestNumber) {
            latestNumber = header.batchNumber();
            progress = header.progress();
            tokens = header.tokens();
            accounting = header.accounting().stream()
                    .map(step -> new Accounting(step.intended(), step.completed(), step.inFlight(), step.notSent()))
                    .toList();
            cryptography = header.accounting().stream()
                    .map(StepAccounting::cryptography)
                    .toList();
        }
        if (counted.isEmpty()) {
            counted = header.steps().stream().map(step -> Accounting.NONE).toList();
        }
    }

    void unreadable() {
        if (!isWhole() && !givenUp) {
            unreadable++;
        }
    }

    /** Counts events against the accounting. */
    void count(StepSecond second) {
        List<Accounting> sums = new ArrayList<>(counted);
        Accounting events = new Accounting(
                second.counts().events(),
                second.counts().completed(),
                0,
                second.counts().notSentTotal());
        sums.set(second.step(), sums.get(second.step()).plus(events));
        counted = List.copyOf(sums);
    }

    void tooLate(long requests) {
        requestsTooLate += requests;
    }

    void abandon(String reason) {
        if (abandoned.isEmpty()) {
            abandoned = reason.isEmpty() ? "no reason given" : reason.substring(0, Math.min(reason.length(), 1_000));
            quietTicks = 0;
        }
    }

    /** A tick of the running job: gives up what has been waited for long enough. */
    void tick(Waits waits) {
        if (isOver()) {
            return;
        }
        quietTicks++;
        gapTicks = numbers.hasGap() ? gapTicks + 1 : 0;
        if (gapTicks >= waits.ticks(waits.gap())) {
            sureMicros = Math.min(sureMicros, numbers.frontierMicros());
            numbers.giveUpGap();
            gapTicks = 0;
        }
        if (!abandoned.isEmpty() && quietTicks >= waits.ticks(waits.abandonedQuiet())) {
            giveUp();
        } else if (quietTicks >= waits.ticks(waits.silence())) {
            silent = true;
            giveUp();
        }
    }

    private void giveUp() {
        if (!isOver()) {
            sureMicros = Math.min(sureMicros, numbers.frontierMicros());
            while (numbers.hasGap()) {
                numbers.giveUpGap();
            }
            givenUp = !isWhole();
        }
    }

    /** Whether the closing batch and all before it are there, or no longer waited for. */
    boolean isWhole() {
        return closing && numbers.reached(closingNumber);
    }

    /** Whether nothing more will be taken from it. */
    boolean isOver() {
        return givenUp || isWhole();
    }

    /**
     * Whether it was abandoned before it was whole. A command that was written afterwards is read before the verdict or
     * after it, as it happens, and takes nothing away.
     */
    boolean isAbandoned() {
        return !abandoned.isEmpty() && !isWhole();
    }

    boolean isLost() {
        return isAbandoned() || silent;
    }

    /** Below this intended start nothing more will be taken from it, in microseconds since the run's start. */
    long frontierMicros() {
        return isOver() ? CLOSED_MICROS : numbers.frontierMicros();
    }

    /** Below this intended start nothing of it is missing. */
    long sureMicros() {
        return Math.min(sureMicros, frontierMicros());
    }

    long received() {
        return numbers.received();
    }

    long partIndex() {
        return partIndex;
    }

    String generatorId() {
        return generatorId;
    }

    /** What it says of its load, by its latest batch. */
    LoadProgress progress() {
        return progress;
    }

    /** What it says of a step, by its latest batch. */
    Accounting accounting(int step) {
        return step < accounting.size() ? accounting.get(step) : Accounting.NONE;
    }

    /** What it spent on the cryptography of a step's messages, by its latest batch. */
    CryptographyTime cryptography(int step) {
        return step < cryptography.size() ? cryptography.get(step) : CryptographyTime.NONE;
    }

    PartFigures figures(boolean planned, List<String> steps) {
        List<String> contradictions = new ArrayList<>();
        if (identityBroken > 0) {
            contradictions.add("batches whose accounting does not add up: " + identityBroken + " (expected: 0)");
        }
        if (isWhole()) {
            for (int step = 0; step < counted.size(); step++) {
                String name = steps.get(step);
                Accounting events = counted.get(step);
                accounting(step).contradictions(events.completed(), events.notSent()).stream()
                        .map(found -> name + " " + found)
                        .forEach(contradictions::add);
            }
        }
        return new PartFigures(
                generatorId,
                planned,
                closing ? closingNumber + 1 : numbers.received() + numbers.givenUpCount(),
                numbers.received(),
                duplicates,
                unreadable,
                numbers.givenUpWords(),
                isAbandoned() ? Optional.of(abandoned) : Optional.empty(),
                silent,
                eventsLost,
                requestsResent,
                samplesDropped,
                messagesDropped,
                requestsTooLate,
                contradictions,
                longestPauseMicros,
                cpuRatioMax,
                batchesBusy,
                progress,
                tokens);
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(generatorId);
        numbers.write(out);
        for (long number : new long[] {
            partIndex,
            closingNumber,
            duplicates,
            unreadable,
            requestsTooLate,
            identityBroken,
            eventsLost,
            longestPauseMicros,
            latestNumber,
            sureMicros,
            quietTicks,
            gapTicks,
            batchesBusy,
            requestsResent,
            samplesDropped,
            messagesDropped,
            progress.adjustments()
        }) {
            out.writeLong(number);
        }
        out.writeInt(progress.iterations().size());
        for (long iterations : progress.iterations()) {
            out.writeLong(iterations);
        }
        out.writeBoolean(progress.cutShort());
        out.writeBoolean(closing);
        out.writeBoolean(givenUp);
        out.writeBoolean(silent);
        out.writeUTF(abandoned);
        out.writeDouble(cpuRatioMax);
        writeAll(accounting, out);
        writeAll(counted, out);
        out.writeInt(tokens.size());
        for (TokenAccounting token : tokens) {
            out.writeUTF(token.token());
            out.writeLong(token.refused());
            out.writeLong(token.refusedExpired());
            out.writeLong(token.notSent());
            out.writeLong(token.notSentExpired());
        }
        out.writeInt(cryptography.size());
        for (CryptographyTime step : cryptography) {
            out.writeLong(step.messages());
            out.writeLong(step.nanos());
        }
    }

    static Part read(DataInput in) throws IOException {
        Part read = new Part(in.readUTF(), 0);
        read.numbers = BatchNumbers.read(in);
        read.partIndex = in.readLong();
        read.closingNumber = in.readLong();
        read.duplicates = in.readLong();
        read.unreadable = in.readLong();
        read.requestsTooLate = in.readLong();
        read.identityBroken = in.readLong();
        read.eventsLost = in.readLong();
        read.longestPauseMicros = in.readLong();
        read.latestNumber = in.readLong();
        read.sureMicros = in.readLong();
        read.quietTicks = in.readLong();
        read.gapTicks = in.readLong();
        read.batchesBusy = in.readLong();
        read.requestsResent = in.readLong();
        read.samplesDropped = in.readLong();
        read.messagesDropped = in.readLong();
        long adjustments = in.readLong();
        List<Long> iterations = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            iterations.add(in.readLong());
        }
        read.progress = new LoadProgress(iterations, adjustments, in.readBoolean());
        read.closing = in.readBoolean();
        read.givenUp = in.readBoolean();
        read.silent = in.readBoolean();
        read.abandoned = in.readUTF();
        read.cpuRatioMax = in.readDouble();
        read.accounting = readAll(in);
        read.counted = readAll(in);
        List<TokenAccounting> tokens = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            tokens.add(new TokenAccounting(in.readUTF(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        read.tokens = List.copyOf(tokens);
        List<CryptographyTime> cryptography = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            cryptography.add(new CryptographyTime(in.readLong(), in.readLong()));
        }
        read.cryptography = List.copyOf(cryptography);
        return read;
    }

    private static void writeAll(List<Accounting> all, DataOutput out) throws IOException {
        out.writeInt(all.size());
        for (Accounting one : all) {
            out.writeLong(one.intended());
            out.writeLong(one.completed());
            out.writeLong(one.inFlight());
            out.writeLong(one.notSent());
        }
    }

    private static List<Accounting> readAll(DataInput in) throws IOException {
        List<Accounting> all = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            all.add(new Accounting(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return List.copyOf(all);
    }
}
