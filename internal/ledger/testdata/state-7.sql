BEGIN;
CREATE TABLE bilan_schema (only_row INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL, queue INTEGER NOT NULL);
CREATE TABLE bilan_watermark (
    report      TEXT    NOT NULL PRIMARY KEY,
    until       INTEGER NOT NULL,               -- everything due up to here is a slot
    rule        TEXT    NOT NULL
, loaded INTEGER NOT NULL DEFAULT 0) STRICT;
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
    job         INTEGER NOT NULL, day TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', span TEXT NOT NULL DEFAULT '', rule TEXT NOT NULL DEFAULT '', edited INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0,
    UNIQUE (report, slot, row_key, extra)
) STRICT;
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
    pdf         BLOB    NOT NULL, batch TEXT NOT NULL DEFAULT '',
    UNIQUE (report, slot, row_key, extra)
) STRICT;
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
    head         BLOB    NOT NULL, told INTEGER NOT NULL DEFAULT 0, body INTEGER REFERENCES bilan_part (id), joints TEXT NOT NULL DEFAULT '',
    UNIQUE (edition, address, copy)
) STRICT;
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
CREATE TABLE bilan_origin (
    only_row     INTEGER NOT NULL PRIMARY KEY,
    id           TEXT    NOT NULL,
    sent         INTEGER NOT NULL,
    behind_since INTEGER NOT NULL,
    behind_why   TEXT    NOT NULL
) STRICT;
CREATE TABLE bilan_clock (
    only_row     INTEGER NOT NULL PRIMARY KEY,
    wall         INTEGER NOT NULL,
    uptime       INTEGER NOT NULL,
    boot         TEXT    NOT NULL
) STRICT;
CREATE TABLE bilan_refusal (
    delivery    INTEGER NOT NULL PRIMARY KEY REFERENCES bilan_delivery (id) ON DELETE CASCADE,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL
) STRICT;
CREATE TABLE bilan_alarm (
    kind        TEXT    NOT NULL PRIMARY KEY,
    since       INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,               -- when it was seen last
    over        INTEGER NOT NULL,               -- when it ended, 0 while it lasts
    tell_at     INTEGER NOT NULL,               -- 0 for nothing to tell
    reason      TEXT    NOT NULL
) STRICT;
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
CREATE TABLE bilan_pace (
    only_row    INTEGER NOT NULL PRIMARY KEY,
    latest      INTEGER NOT NULL
) STRICT;
CREATE TABLE bilan_part (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    slot_id     INTEGER NOT NULL,               -- the turn
    attempt     INTEGER NOT NULL,               -- at the turn
    batch       TEXT    NOT NULL,               -- the hash of what its figures were computed from
    edition     INTEGER REFERENCES bilan_edition (id),
    name        TEXT    NOT NULL,               -- pdf, figures or body
    size        INTEGER NOT NULL
) STRICT;
CREATE TABLE bilan_piece (
    part        INTEGER NOT NULL REFERENCES bilan_part (id),
    number      INTEGER NOT NULL,               -- from 0
    bytes       BLOB    NOT NULL,
    PRIMARY KEY (part, number)
) STRICT;
CREATE TABLE bilan_alert (
    name        TEXT    NOT NULL PRIMARY KEY,
    revision    INTEGER NOT NULL,
    muted_until INTEGER NOT NULL,
    muted_by    TEXT    NOT NULL
) STRICT;
CREATE TABLE bilan_alert_state (
    name        TEXT    NOT NULL,
    dimension   TEXT    NOT NULL,
    member      TEXT    NOT NULL,
    unassigned  INTEGER NOT NULL,               -- what matches no member
    label       TEXT    NOT NULL,
    at          INTEGER NOT NULL,               -- the evaluation
    period      TEXT    NOT NULL,               -- of a figure to date; else ''
    is_open     INTEGER NOT NULL,
    told        INTEGER NOT NULL,               -- somebody was called since it opened
    since       INTEGER NOT NULL,               -- the first evaluation beyond the threshold
    run         INTEGER NOT NULL,               -- evaluations in a row that say the contrary
    run_since   INTEGER NOT NULL,
    value       TEXT    NOT NULL,               -- exact, as 5 or 1/3; '' for none
    threshold   TEXT    NOT NULL,
    acked_by    TEXT    NOT NULL,               -- who looks after it, since it opened
    acked_at    INTEGER NOT NULL,
    PRIMARY KEY (name, dimension, member, unassigned)
) STRICT;
CREATE TABLE bilan_base (
    report      TEXT    NOT NULL,
    row_key     TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    by_whom     TEXT    NOT NULL,
    figures     BLOB    NOT NULL,
    PRIMARY KEY (report, row_key)
) STRICT;
CREATE TABLE bilan_suspension (
    address     TEXT    NOT NULL,               -- in lower case
    report      TEXT    NOT NULL,
    kind        TEXT    NOT NULL,               -- bounce or unsubscribed
    since       INTEGER NOT NULL,
    reason      TEXT    NOT NULL,               -- the server's words
    delivery    INTEGER NOT NULL,               -- the message that it came from, 0 for none
    owner_of    TEXT    NOT NULL,               -- the report whose owner was told
    PRIMARY KEY (address, report)
) STRICT;
CREATE TABLE bilan_bounce (
    digest      TEXT    NOT NULL,               -- of the notification
    delivery    INTEGER NOT NULL REFERENCES bilan_delivery (id),
    at          INTEGER NOT NULL,
    status      TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    PRIMARY KEY (digest, delivery)
) STRICT;
CREATE TABLE bilan_review (
    slot_id     INTEGER NOT NULL PRIMARY KEY REFERENCES bilan_slot (id),
    hash        TEXT    NOT NULL,               -- of what is to be looked at
    asked       INTEGER NOT NULL,
    until       INTEGER NOT NULL,               -- when it is decided without anybody
    otherwise   TEXT    NOT NULL,               -- what it is then: send or hold
    decision    TEXT    NOT NULL,               -- '' while it waits, released, refused or expired
    decided     INTEGER NOT NULL,
    by_whom     TEXT    NOT NULL,
    why         TEXT    NOT NULL
) STRICT;
CREATE TABLE bilan_arrival (
    slot_id     INTEGER NOT NULL REFERENCES bilan_slot (id) ON DELETE CASCADE,
    message     TEXT    NOT NULL,
    how         TEXT    NOT NULL,               -- it is known
    PRIMARY KEY (slot_id, message)
) STRICT;
CREATE TABLE bilan_correction (
    slot_id     INTEGER NOT NULL PRIMARY KEY REFERENCES bilan_slot (id),
    why         TEXT    NOT NULL,               -- for its readers
    forced      INTEGER NOT NULL,               -- also where no figure changed
    repeats     INTEGER NOT NULL,               -- where no figure changed it is sent once more
    by_whom     TEXT    NOT NULL,
    asked       INTEGER NOT NULL
) STRICT;
CREATE TABLE river_leader (
    elected_at timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    leader_id text NOT NULL,
    name text PRIMARY KEY NOT NULL DEFAULT 'default' CHECK (name = 'default'),
    CONSTRAINT name_length CHECK (length(name) > 0 AND length(name) < 128),
    CONSTRAINT leader_id_length CHECK (length(leader_id) > 0 AND length(leader_id) < 128)
);
CREATE TABLE river_migration (
    line text NOT NULL,
    version integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT line_length CHECK (length(line) > 0 AND length(line) < 128),
    CONSTRAINT version_gte_1 CHECK (version >= 1),
    PRIMARY KEY (line, version)
);
CREATE TABLE river_notification (
    id integer PRIMARY KEY AUTOINCREMENT,
    created_at timestamp NOT NULL DEFAULT (datetime('now', 'subsec')),
    payload text NOT NULL,
    topic text NOT NULL,
    CONSTRAINT topic_length CHECK (length(topic) > 0 AND length(topic) < 128)
);
CREATE TABLE river_job (
    id integer PRIMARY KEY, -- SQLite makes this autoincrementing automatically
    args blob NOT NULL DEFAULT (jsonb('{}')),
    attempt integer NOT NULL DEFAULT 0,
    attempted_at timestamp,
    attempted_by blob, -- json
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    errors blob, -- json
    finalized_at timestamp,
    kind text NOT NULL,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    priority integer NOT NULL DEFAULT 1,
    queue text NOT NULL DEFAULT 'default',
    state text NOT NULL DEFAULT 'available',
    scheduled_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    tags blob NOT NULL DEFAULT (jsonb('[]')),
    unique_key blob,
    unique_states integer, max_attempts integer NOT NULL DEFAULT 25,
    CONSTRAINT finalized_or_finalized_at_null CHECK (
        (finalized_at IS NULL AND state NOT IN ('cancelled', 'completed', 'discarded')) OR
        (finalized_at IS NOT NULL AND state IN ('cancelled', 'completed', 'discarded'))
    ),
    CONSTRAINT priority_in_range CHECK (priority >= 1 AND priority <= 4),
    CONSTRAINT queue_length CHECK (length(queue) > 0 AND length(queue) < 128),
    CONSTRAINT kind_length CHECK (length(kind) > 0 AND length(kind) < 128),
    CONSTRAINT state_valid CHECK (state IN ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled'))
);
CREATE TABLE river_queue (
    name text PRIMARY KEY NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    paused_at timestamp,
    updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX bilan_slot_open ON bilan_slot (next_at) WHERE state IN ('planned', 'producing', 'held', 'retrying');
CREATE INDEX bilan_slot_due ON bilan_slot (report, due);
CREATE INDEX bilan_edition_slot ON bilan_edition (slot_id);
CREATE INDEX bilan_edition_age ON bilan_edition (created);
CREATE INDEX bilan_delivery_open ON bilan_delivery (next_at) WHERE state IN ('pending', 'sending', 'retrying');
CREATE INDEX bilan_delivery_slot ON bilan_delivery (slot_id);
CREATE INDEX bilan_delivery_trouble ON bilan_delivery (state) WHERE state IN ('dead', 'uncertain');
CREATE INDEX bilan_delivery_age ON bilan_delivery (created);
CREATE INDEX bilan_attempt_slot ON bilan_attempt (slot_id);
CREATE INDEX bilan_attempt_delivery ON bilan_attempt (delivery);
CREATE INDEX bilan_delivery_sent ON bilan_delivery (sent_at) WHERE sent_at > 0;
CREATE INDEX bilan_slot_unmade ON bilan_slot (report, state) WHERE state IN ('failed', 'missed', 'skipped');
CREATE INDEX bilan_delivery_doubt ON bilan_delivery (state) WHERE doubts > 0;
CREATE INDEX bilan_slot_day ON bilan_slot (report, day);
CREATE INDEX bilan_slot_span ON bilan_slot (report, span);
CREATE INDEX bilan_part_edition ON bilan_part (edition) WHERE edition IS NOT NULL;
CREATE INDEX bilan_part_staged ON bilan_part (slot_id) WHERE edition IS NULL;
CREATE INDEX bilan_delivery_body ON bilan_delivery (body) WHERE body IS NOT NULL;
CREATE INDEX bilan_bounce_delivery ON bilan_bounce (delivery);
CREATE INDEX bilan_delivery_message ON bilan_delivery (message_id);
CREATE INDEX river_notification_created_at_idx ON river_notification (created_at);
CREATE INDEX river_notification_topic_id_idx ON river_notification (topic, id);
CREATE INDEX river_job_kind ON river_job (kind);
CREATE INDEX river_job_state_and_finalized_at_index ON river_job (state, finalized_at) WHERE finalized_at IS NOT NULL;
CREATE INDEX river_job_prioritized_fetching_index ON river_job (state, queue, priority, scheduled_at, id);
CREATE UNIQUE INDEX river_job_unique_idx ON river_job (unique_key)
    WHERE unique_key IS NOT NULL
        AND unique_states IS NOT NULL
        AND CASE state
            WHEN 'available' THEN unique_states & (1 << 0)
            WHEN 'cancelled' THEN unique_states & (1 << 1)
            WHEN 'completed' THEN unique_states & (1 << 2)
            WHEN 'discarded' THEN unique_states & (1 << 3)
            WHEN 'pending'   THEN unique_states & (1 << 4)
            WHEN 'retryable' THEN unique_states & (1 << 5)
            WHEN 'running'   THEN unique_states & (1 << 6)
            WHEN 'scheduled' THEN unique_states & (1 << 7)
            ELSE 0
        END >= 1;
INSERT INTO bilan_schema (only_row, version, queue) VALUES (1, 7, 7);
INSERT INTO bilan_origin (only_row, id, sent, behind_since, behind_why) VALUES (1, 'ee5b167b07864184ba2347b6d934d44a', 0, 0, '');
INSERT INTO river_migration (line, version, created_at) VALUES ('main', 1, '2026-11-30 01:38:40');
INSERT INTO river_migration (line, version, created_at) VALUES ('main', 2, '2026-11-30 01:38:40');
INSERT INTO river_migration (line, version, created_at) VALUES ('main', 3, '2026-11-30 01:38:40');
INSERT INTO river_migration (line, version, created_at) VALUES ('main', 4, '2026-11-30 01:38:40');
INSERT INTO river_migration (line, version, created_at) VALUES ('main', 5, '2026-11-30 01:38:40');
INSERT INTO river_migration (line, version, created_at) VALUES ('main', 6, '2026-11-30 01:38:40');
INSERT INTO river_migration (line, version, created_at) VALUES ('main', 7, '2026-11-30 01:38:40');
INSERT INTO river_notification (id, created_at, payload, topic) VALUES (1, '2026-11-30 01:38:40.308', '{"queue": "produce"}', 'river_insert');
INSERT INTO river_notification (id, created_at, payload, topic) VALUES (2, '2026-11-30 01:38:40.320', '{"queue": "deliver"}', 'river_insert');
INSERT INTO river_job (id, args, attempt, attempted_at, attempted_by, created_at, errors, finalized_at, kind, metadata, priority, queue, state, scheduled_at, tags, unique_key, unique_states, max_attempts) VALUES (3, X'BC8764656C69766572791332', 0, NULL, NULL, '2026-11-30 01:38:40.320', NULL, NULL, 'bilan.deliver', X'CC26C71272697665723A756E697175655F6E6F6E6365C71030633938383432363830333738623161', 1, 'deliver', 'available', '2026-11-30 01:38:40.320', X'0B', X'FA9379324DEE40FBEB2E903263D2B56E5191BC1CB7B214E956516E659D582CB9', 245, 30000);
INSERT INTO bilan_slot (id, report, slot, row_key, extra, kind, addresses, on_day, due, state, reason, attempts, next_at, held_since, deadline, started, finished, edition, made, worker, job, day, unit, span, rule, edited, told) VALUES (1, 'sales', '2026-11-16', '', 0, 'scheduled', '[]', '', 1794812400000000, 'produced', '', 1, 0, 0, 0, 1796002720314720, 1796002720320667, 1, 1796002720319226, 'vm-10427-xet6zsno', 1, '', '', '', '', 0, 0);
INSERT INTO bilan_edition (id, slot_id, report, slot, row_key, extra, version, period, created, sha256, subject, file_name, draft, banner, figures, pdf, batch) VALUES (1, 1, 'sales', '2026-11-16', '', 0, 1, '2026-W46', 1796002720319226, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 'Sales', 'sales.pdf', 0, '', X'', X'', '');
INSERT INTO bilan_part (id, slot_id, attempt, batch, edition, name, size) VALUES (1, 1, 1, '', 1, 'pdf', 4);
INSERT INTO bilan_part (id, slot_id, attempt, batch, edition, name, size) VALUES (2, 1, 1, '', 1, 'figures', 7);
INSERT INTO bilan_part (id, slot_id, attempt, batch, edition, name, size) VALUES (3, 1, 1, '', 1, 'body', 5);
INSERT INTO bilan_piece (part, number, bytes) VALUES (1, 0, X'25504446');
INSERT INTO bilan_piece (part, number, bytes) VALUES (2, 0, X'7B2261223A317D');
INSERT INTO bilan_piece (part, number, bytes) VALUES (3, 0, X'53616C6573');
INSERT INTO bilan_delivery (id, edition, slot_id, report, slot, row_key, extra, address, copy, sender, role, name, message_id, purpose, dedupe, state, code, reply, attempts, doubts, used_small, created, next_at, sent_at, worker, job, small, head, told, body, joints) VALUES (1, 1, 1, 'sales', '2026-11-16', '', 0, 'a@x.example', 0, 'bilan@lenoir.example', 'to', '', '<a@x.example>', 'report', NULL, 'sent', 250, '2.0.0 queued', 1, 0, 0, 1796002720319727, 0, 1796002720332355, 'vm-10427-xet6zsno', 2, NULL, X'546F3A206140782E6578616D706C650A', 0, 3, '');
INSERT INTO bilan_delivery (id, edition, slot_id, report, slot, row_key, extra, address, copy, sender, role, name, message_id, purpose, dedupe, state, code, reply, attempts, doubts, used_small, created, next_at, sent_at, worker, job, small, head, told, body, joints) VALUES (2, 1, 1, 'sales', '2026-11-16', '', 0, 'b@x.example', 0, 'bilan@lenoir.example', 'to', '', '<b@x.example>', 'report', NULL, 'retrying', 451, 'later', 1, 0, 0, 1796002720319892, 1794812400000000, 0, 'vm-10427-xet6zsno', 3, NULL, X'546F3A206240782E6578616D706C650A', 0, 3, '');
INSERT INTO bilan_attempt (id, slot_id, delivery, number, worker, started, ended, outcome, reason, code, detail) VALUES (1, 1, NULL, 1, 'vm-10427-xet6zsno', 1796002720314855, 1796002720320718, 'produced', '', 0, '');
INSERT INTO bilan_attempt (id, slot_id, delivery, number, worker, started, ended, outcome, reason, code, detail) VALUES (2, NULL, 2, 1, 'vm-10427-xet6zsno', 1796002720323411, 1796002720323411, 'retrying', 'later', 451, '');
INSERT INTO bilan_attempt (id, slot_id, delivery, number, worker, started, ended, outcome, reason, code, detail) VALUES (3, NULL, 1, 1, 'vm-10427-xet6zsno', 1796002720325245, 1796002720332709, 'sent', '2.0.0 queued', 250, '');
COMMIT;
