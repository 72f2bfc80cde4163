-- What somebody asked of the next version of a turn: that its editions are made again and replace those that readers have.
CREATE TABLE bilan_correction (
    slot_id     INTEGER NOT NULL PRIMARY KEY REFERENCES bilan_slot (id),
    why         TEXT    NOT NULL,               -- for its readers
    forced      INTEGER NOT NULL,               -- also where no figure changed
    repeats     INTEGER NOT NULL,               -- where no figure changed it is sent once more
    by_whom     TEXT    NOT NULL,
    asked       INTEGER NOT NULL
) STRICT;
