-- Instants are microseconds since 1970 in UTC, 0 for never. Flags are 0 and 1. Large bytes stand last.

CREATE TABLE bilan_watermark (
    report      TEXT    NOT NULL PRIMARY KEY,
    until       INTEGER NOT NULL,               -- everything due up to here is a slot
    rule        TEXT    NOT NULL
) STRICT;

CREATE TABLE bilan_pause (
    report      TEXT    NOT NULL PRIMARY KEY,
    reason      TEXT    NOT NULL,
    since       INTEGER NOT NULL
) STRICT;

CREATE TABLE bilan_worker (
    id          TEXT    NOT NULL PRIMARY KEY,   -- a process that works jobs
    seen        INTEGER NOT NULL
) STRICT;

CREATE TABLE bilan_slot (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,  -- never used again: the queue knows jobs by it
    report      TEXT    NOT NULL,
    slot        TEXT    NOT NULL,
    row_key     TEXT    NOT NULL,
    extra       INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    addresses   TEXT    NOT NULL,               -- a JSON list
    on_day      TEXT    NOT NULL,
    due         INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    held_since  INTEGER NOT NULL,
    deadline    INTEGER NOT NULL,
    started     INTEGER NOT NULL,
    finished    INTEGER NOT NULL,
    edition     INTEGER NOT NULL,
    made        INTEGER NOT NULL,
    worker      TEXT    NOT NULL,
    job         INTEGER NOT NULL,
    UNIQUE (report, slot, row_key, extra)
) STRICT;
CREATE INDEX bilan_slot_open ON bilan_slot (next_at) WHERE state IN ('planned', 'producing', 'held', 'retrying');
CREATE INDEX bilan_slot_due ON bilan_slot (report, due);

CREATE TABLE bilan_edition (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    slot_id     INTEGER NOT NULL REFERENCES bilan_slot (id),
    report      TEXT    NOT NULL,
    slot        TEXT    NOT NULL,
    row_key     TEXT    NOT NULL,
    extra       INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    period      TEXT    NOT NULL,
    created     INTEGER NOT NULL,
    sha256      TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    file_name   TEXT    NOT NULL,
    draft       INTEGER NOT NULL,
    banner      TEXT    NOT NULL,
    figures     BLOB    NOT NULL,
    pdf         BLOB    NOT NULL,
    UNIQUE (report, slot, row_key, extra)
) STRICT;
CREATE INDEX bilan_edition_slot ON bilan_edition (slot_id);
CREATE INDEX bilan_edition_age ON bilan_edition (created);

CREATE TABLE bilan_delivery (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    edition     INTEGER REFERENCES bilan_edition (id),
    slot_id     INTEGER REFERENCES bilan_slot (id),
    report      TEXT    NOT NULL,
    slot        TEXT    NOT NULL,
    row_key     TEXT    NOT NULL,
    extra       INTEGER NOT NULL,
    address     TEXT    NOT NULL,
    copy        INTEGER NOT NULL,
    sender      TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    purpose     TEXT    NOT NULL,
    dedupe      TEXT    UNIQUE,
    state       TEXT    NOT NULL,
    code        INTEGER NOT NULL,
    reply       TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    doubts      INTEGER NOT NULL,
    used_small  INTEGER NOT NULL,
    created     INTEGER NOT NULL,
    next_at     INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    worker      TEXT    NOT NULL,
    job         INTEGER NOT NULL,
    small       BLOB,
    raw         BLOB    NOT NULL,
    UNIQUE (edition, address, copy)
) STRICT;
CREATE INDEX bilan_delivery_open ON bilan_delivery (next_at) WHERE state IN ('pending', 'sending', 'retrying');
CREATE INDEX bilan_delivery_slot ON bilan_delivery (slot_id);
CREATE INDEX bilan_delivery_trouble ON bilan_delivery (state) WHERE state IN ('dead', 'uncertain');
CREATE INDEX bilan_delivery_age ON bilan_delivery (created);

CREATE TABLE bilan_attempt (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    slot_id     INTEGER REFERENCES bilan_slot (id),
    delivery    INTEGER REFERENCES bilan_delivery (id),
    number      INTEGER NOT NULL,
    worker      TEXT    NOT NULL,
    started     INTEGER NOT NULL,
    ended       INTEGER NOT NULL,
    outcome     TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    code        INTEGER NOT NULL,
    detail      TEXT    NOT NULL
) STRICT;
CREATE INDEX bilan_attempt_slot ON bilan_attempt (slot_id);
CREATE INDEX bilan_attempt_delivery ON bilan_attempt (delivery);
