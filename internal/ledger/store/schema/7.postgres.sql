-- What somebody asked of the next version of a turn: that its editions are made again and replace those that readers have.
CREATE TABLE bilan_correction (
    slot_id     BIGINT  NOT NULL PRIMARY KEY REFERENCES bilan_slot (id),
    why         TEXT    NOT NULL,               -- for its readers
    forced      BIGINT  NOT NULL,               -- also where no figure changed
    repeats     BIGINT  NOT NULL,               -- where no figure changed it is sent once more
    by_whom     TEXT    NOT NULL,
    asked       BIGINT  NOT NULL
);
