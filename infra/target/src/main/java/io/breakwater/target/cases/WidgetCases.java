package io.breakwater.target.cases;

import io.breakwater.target.backend.ParcelCompany;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes cases for {@code POST /widget}, one JSON object a line.
 *
 * <p>One in ten is abnormal (outside the whitelist or the range, an unknown slot, a waybill that nobody has), spread
 * evenly; no waybill repeats within the normal ones, so that no cache flatters the backend. The same seed gives the
 * same file.
 */
public final class WidgetCases {

    /** As many as the platform asks for at most. */
    public static final int PLATFORM_COUNT = 3_000;

    private static final List<ParcelCompany> COMPANIES = List.of(ParcelCompany.values());
    private static final int EVERY_ABNORMAL = 10;
    private static final long DEFAULT_SEED = 1;
    private static final int WRONG_COMMAND_LINE = 2;
    private static final int CANNOT_WRITE = 4;

    private final SplittableRandom random;
    private final Set<String> waybills = new HashSet<>();
    private final JsonMapper json = JsonMapper.shared();

    private WidgetCases(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Writes 3,000 cases to the path given, or as many as a second argument says. */
    public static void main(String[] arguments) {
        boolean counted = arguments.length == 2 && arguments[1].matches("[1-9]\\d{0,6}");
        if (arguments.length != 1 && !counted) {
            System.err.println("arguments: " + String.join(" ", arguments)
                    + " (expected: FILE [COUNT], the count from 1 to 9999999)");
            System.exit(WRONG_COMMAND_LINE);
        }
        int count = counted ? Integer.parseInt(arguments[1]) : PLATFORM_COUNT;
        try {
            write(Path.of(arguments[0]), count, DEFAULT_SEED);
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_WRITE);
        }
        System.out.println(count + " cases written to " + arguments[0]);
    }

    /** Writes cases to a file, replacing what was there. */
    public static void write(Path file, int count, long seed) {
        try {
            Files.write(file, lines(count, seed));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "file: " + file + " cannot be written (expected: a file in a folder that exists)", e);
        }
    }

    /** Returns cases, one line each. */
    public static List<String> lines(int count, long seed) {
        WidgetCases cases = new WidgetCases(seed);
        List<String> lines = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            lines.add(cases.json.writeValueAsString(
                    i % EVERY_ABNORMAL == 0 ? cases.abnormal(i / EVERY_ABNORMAL) : cases.normal()));
        }
        return lines;
    }

    /** A parcel by its waybill, by waybill and company, or with the place where the user is. */
    private Map<String, Object> normal() {
        ParcelCompany company = anyCompany();
        String waybill;
        do {
            waybill = company.name() + digits(random.nextInt(6, 13), 9);
        } while (!waybills.add(waybill));
        return switch (random.nextInt(3)) {
            case 0 -> query(1, slot("waybill", waybill));
            case 1 -> query(1, slot("waybill", waybill), slot("company", company.word()));
            default -> {
                Map<String, Object> query = query(1, slot("waybill", waybill), slot("company", company.word()));
                query.put("longitude", random.nextInt(7_350, 13_500) / 100.0);
                query.put("latitude", random.nextInt(1_800, 5_350) / 100.0);
                yield query;
            }
        };
    }

    private Map<String, Object> abnormal(int index) {
        String waybill = anyCompany().name() + digits(8, 9);
        return switch (index % 10) {
            case 0 -> query(1, slot("waybill", waybill), slot("company", "pigeon" + random.nextInt(1_000)));
            case 1 -> query(1, slot("waybill", waybill + digits(20, 10)));
            case 2 -> query(1, slot("waybill", waybill.substring(0, 4)));
            case 3 -> query(1, slot("waybill", "XX" + digits(8, 9)));
            case 4 -> query(1, slot("waybill", ""));
            case 5 -> query(1, slot("company", anyCompany().word()));
            case 6 -> query(1, slot("waybill", waybill), slot("colour", "blue"));
            case 7 -> query(random.nextInt(2, 10_000), slot("waybill", waybill));
            case 8 -> {
                Map<String, Object> query = query(1, slot("waybill", waybill));
                query.put("longitude", random.nextInt(181, 1_000));
                query.put("latitude", random.nextInt(91, 1_000));
                yield query;
            }
            default -> query(1, slot("waybill", anyCompany().name() + "9" + digits(7, 10)));
        };
    }

    private ParcelCompany anyCompany() {
        return COMPANIES.get(random.nextInt(COMPANIES.size()));
    }

    private String digits(int count, int firstBelow) {
        StringBuilder digits = new StringBuilder(count).append(random.nextInt(firstBelow));
        while (digits.length() < count) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static Map<String, Object> query(int type, Slot... slots) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("type", type);
        query.put("slot_list", List.of(slots));
        return query;
    }

    private static Slot slot(String key, String value) {
        return new Slot(key, value);
    }

    private record Slot(String key, String value) {}
}
