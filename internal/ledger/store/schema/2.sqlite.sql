-- Whether somebody was told of a message that does not arrive. Of what is there already each was told by itself.

ALTER TABLE bilan_delivery ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE bilan_delivery SET told = 1 WHERE state IN ('dead', 'uncertain');

-- Which state this is. sent counts the messages that began to leave, for the mark beside the YAML. A state that may lack what
-- another copy of it did has behind_since, the last instant it knows of (else 0), and behind_why.
CREATE TABLE bilan_origin (
    only_row     INTEGER NOT NULL PRIMARY KEY,
    id           TEXT    NOT NULL,
    sent         INTEGER NOT NULL,
    behind_since INTEGER NOT NULL,
    behind_why   TEXT    NOT NULL
) STRICT;
INSERT INTO bilan_origin VALUES (1, lower(hex(randomblob(16))), 0, 0, '');

-- The last time that was confirmed, and the machine's uptime then in microseconds.
CREATE TABLE bilan_clock (
    only_row     INTEGER NOT NULL PRIMARY KEY,
    wall         INTEGER NOT NULL,
    uptime       INTEGER NOT NULL,
    boot         TEXT    NOT NULL
) STRICT;

-- What the mail server refused by its policy: of many such messages it may be the relay's own fault.
CREATE TABLE bilan_refusal (
    delivery    INTEGER NOT NULL PRIMARY KEY REFERENCES bilan_delivery (id) ON DELETE CASCADE,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX bilan_delivery_sent ON bilan_delivery (sent_at) WHERE sent_at > 0;

-- What is wrong as a whole, and when somebody is told of it next.
CREATE TABLE bilan_alarm (
    kind        TEXT    NOT NULL PRIMARY KEY,
    since       INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,               -- when it was seen last
    over        INTEGER NOT NULL,               -- when it ended, 0 while it lasts
    tell_at     INTEGER NOT NULL,               -- 0 for nothing to tell
    reason      TEXT    NOT NULL
) STRICT;

-- The YAMLs that replicas announced, numbered in the order in which each came first, and who has which.
CREATE TABLE bilan_config (
    hash        TEXT    NOT NULL PRIMARY KEY,
    number      INTEGER NOT NULL UNIQUE,
    seen        INTEGER NOT NULL                -- when a living process had it last
) STRICT;

CREATE TABLE bilan_replica (
    name        TEXT    NOT NULL PRIMARY KEY,
    hash        TEXT    NOT NULL,
    since       INTEGER NOT NULL,               -- when it had that YAML first
    seen        INTEGER NOT NULL
) STRICT;

-- When the last message may begin, of all processes together.
CREATE TABLE bilan_pace (
    only_row    INTEGER NOT NULL PRIMARY KEY,
    latest      INTEGER NOT NULL
) STRICT;

-- Metrics ask at each look for turns that were not made and for messages of which a second copy may have arrived.

CREATE INDEX bilan_slot_unmade ON bilan_slot (report, state) WHERE state IN ('failed', 'missed', 'skipped');
CREATE INDEX bilan_delivery_doubt ON bilan_delivery (state) WHERE doubts > 0;

-- What a turn does, so that an edited rule's turns are told to be the same. Version 1 named each turn of a cron by its minute.

ALTER TABLE bilan_slot ADD COLUMN day TEXT NOT NULL DEFAULT '';
ALTER TABLE bilan_slot ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE bilan_slot ADD COLUMN span TEXT NOT NULL DEFAULT '';
ALTER TABLE bilan_slot ADD COLUMN rule TEXT NOT NULL DEFAULT '';
ALTER TABLE bilan_slot ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
UPDATE bilan_slot SET day = substr(slot, 1, 10) WHERE slot NOT LIKE '%/%';
UPDATE bilan_slot SET unit = 'instants' WHERE slot LIKE '%T%' AND slot NOT LIKE '%/%' AND (report, day) IN
    (SELECT report, day FROM bilan_slot WHERE slot LIKE '%T%' AND slot NOT LIKE '%/%' AND extra = 0 AND row_key = '' GROUP BY report, day HAVING count(*) > 1);
CREATE INDEX bilan_slot_day ON bilan_slot (report, day);
CREATE INDEX bilan_slot_span ON bilan_slot (report, span);

-- Since when the rule is in force. A rule of version 1 is text that cannot be evaluated.

ALTER TABLE bilan_watermark ADD COLUMN loaded INTEGER NOT NULL DEFAULT 0;
