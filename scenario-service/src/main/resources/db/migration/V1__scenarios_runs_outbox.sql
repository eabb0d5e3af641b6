-- Scenarios: each text under its name and a version that counts from 1.
create table scenario_versions (
    name      text        not null,
    version   integer     not null check (version > 0),
    title     text        not null,
    text      text        not null,
    stored_at timestamptz not null,
    primary key (name, version)
);

-- Data files by content, in chunks, so that neither writer nor reader holds a whole file in memory.
create table data_files (
    sha256     text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint      not null check (size_bytes >= 0),
    stored_at  timestamptz not null
);

create table data_file_chunks (
    sha256 text    not null references data_files,
    chunk  integer not null check (chunk >= 0),
    bytes  bytea   not null,
    primary key (sha256, chunk)
);

-- Incompressible or small: compressing them costs more than it saves.
alter table data_file_chunks alter column bytes set storage external;

create table scenario_data_files (
    name    text    not null,
    version integer not null,
    file    text    not null,
    sha256  text    not null references data_files,
    primary key (name, version, file),
    foreign key (name, version) references scenario_versions
);

create table runs (
    run_id           text primary key,
    organisation     text        not null,
    idempotency_key  text        not null,
    scenario         text        not null,
    scenario_version integer     not null,
    requested_by     text        not null,
    -- Consent: requested_by said at this instant that the test is permitted and lawful.
    permitted_at     timestamptz not null,
    -- The plan as JSON, without its parts, which are in run_parts.
    plan             bytea       not null,
    status           text        not null,
    -- Timers are counted from here, so that they survive a restart.
    changed_at       timestamptz not null,
    start_at         timestamptz,
    outcome          text,
    unique (organisation, idempotency_key),
    foreign key (scenario, scenario_version) references scenario_versions
);

create index runs_under_way on runs (run_id) where status not in ('REJECTED', 'FINISHED', 'FAILED_TO_START', 'FAILED');
create index runs_newest_first on runs (permitted_at desc, run_id desc);

create table run_parts (
    run_id       text        not null references runs,
    part         integer     not null check (part >= 0),
    generator_id text        not null,
    stage        text        not null,
    changed_at   timestamptz not null,
    intended     bigint      not null,
    completed    bigint      not null,
    not_sent     bigint      not null,
    primary key (run_id, part),
    unique (run_id, generator_id)
);

create table run_changes (
    run_id  text        not null references runs,
    number  integer     not null,
    status  text        not null,
    at      timestamptz not null,
    reasons text[]      not null,
    outcome text,
    primary key (run_id, number)
);

-- Records on their way to Kafka, in the order of their ids. Rows of one run are written under the lock of the run's row,
-- therefore ids of one key grow in the order of the commits.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    record_key bytea,
    value      bytea       not null,
    headers    bytea       not null,
    written_at timestamptz not null,
    -- Why Kafka will never take it; such a row waits for a person and holds nobody up.
    refused    text
);

create index outbox_waiting on outbox (id) where refused is null;
