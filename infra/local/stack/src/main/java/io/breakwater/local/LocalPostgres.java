package io.breakwater.local;

import io.breakwater.local.part.PostgresPart;

/** A PostgreSQL server with one database that a test has started. */
public final class LocalPostgres extends LocalPart {

    private final int port;

    LocalPostgres(LocalPart started, int port) {
        super(started);
        this.port = port;
    }

    /** Returns the address for JDBC, with the user; there is no password. */
    public String jdbcUrl() {
        return PostgresPart.jdbcUrl(port);
    }
}
