-- Changes of a run's load while it goes on.
create table run_adjustments (
    run_id       text        not null references runs,
    number       integer     not null check (number > 0),
    at           timestamptz not null,
    effective_at timestamptz not null,
    asked_by     text        not null,
    -- In words with units, for people.
    change       text        not null,
    -- As JSON, as generators and the analytics job are told.
    adjustment   bytea       not null,
    primary key (run_id, number)
);

-- What sessions before the load handed over: sealed, since it may be what a log-on gave; the key is not in this database.
alter table runs add column handed_over_key_id text;
alter table runs add column handed_over bytea;
alter table runs add check ((handed_over is null) = (handed_over_key_id is null));

-- How far the sessions after the load have come; no row until they are due.
create table run_after_walks (
    run_id        text        primary key references runs,
    stage         text        not null,
    due_at        timestamptz not null,
    -- Who was asked, the last one last.
    generator_ids text[]      not null,
    problems      text[]      not null
);

create index run_after_walks_pending on run_after_walks (run_id) where stage in ('DUE', 'ASKED');
