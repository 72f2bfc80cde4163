-- Alerts that were evaluated. revision counts what was written, so that two evaluations at once are told apart.
CREATE TABLE bilan_alert (
    name        TEXT    NOT NULL PRIMARY KEY,
    revision    BIGINT NOT NULL,
    muted_until BIGINT NOT NULL,
    muted_by    TEXT    NOT NULL
);

-- The state of an alert after its last evaluation: of the whole, where dimension is '', or of a member.
CREATE TABLE bilan_alert_state (
    name        TEXT    NOT NULL,
    dimension   TEXT    NOT NULL,
    member      TEXT    NOT NULL,
    unassigned  BIGINT NOT NULL,               -- what matches no member
    label       TEXT    NOT NULL,
    at          BIGINT NOT NULL,               -- the evaluation
    period      TEXT    NOT NULL,               -- of a figure to date; else ''
    is_open     BIGINT NOT NULL,
    told        BIGINT NOT NULL,               -- somebody was called since it opened
    since       BIGINT NOT NULL,               -- the first evaluation beyond the threshold
    run         BIGINT NOT NULL,               -- evaluations in a row that say the contrary
    run_since   BIGINT NOT NULL,
    value       TEXT    NOT NULL,               -- exact, as 5 or 1/3; '' for none
    threshold   TEXT    NOT NULL,
    acked_by    TEXT    NOT NULL,               -- who looks after it, since it opened
    acked_at    BIGINT NOT NULL,
    PRIMARY KEY (name, dimension, member, unassigned)
);

-- Figures that were agreed on as what the next edition of a report is compared with, instead of its last edition.
CREATE TABLE bilan_base (
    report      TEXT    NOT NULL,
    row_key     TEXT    NOT NULL,
    at          BIGINT NOT NULL,
    by_whom     TEXT    NOT NULL,
    figures     BYTEA   NOT NULL,
    PRIMARY KEY (report, row_key)
);
