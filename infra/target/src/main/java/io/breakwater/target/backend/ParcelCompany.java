package io.breakwater.target.backend;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The express companies on the widget's whitelist, with the form of their waybill numbers. */
public enum ParcelCompany {
    /** SF Express. */
    SF,
    /** YTO Express. */
    YT,
    /** ZTO Express. */
    ZT,
    /** STO Express. */
    ST,
    /** JD Logistics. */
    JD;

    /** Two letters of the company and 6 to 12 digits. */
    private static final Pattern WAYBILL = Pattern.compile("([A-Z]{2})(\\d{6,12})");

    /** The word for it in a slot. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<ParcelCompany> of(String word) {
        return Arrays.stream(values())
                .filter(company -> company.word().equals(word))
                .findAny();
    }

    static boolean isWaybill(String value) {
        var matcher = WAYBILL.matcher(value);
        return matcher.matches()
                && Arrays.stream(values()).anyMatch(company -> company.name().equals(matcher.group(1)));
    }

    /** Whether a number was given out yet: none is that begins with 9. */
    static boolean isGivenOut(String waybill) {
        return waybill.charAt(2) != '9';
    }
}
