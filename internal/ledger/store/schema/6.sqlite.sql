-- Messages that left before the state was restored, of turns that are made again: message is what its Message-ID tells of it within the turn, ''
-- for all messages of the turn.
CREATE TABLE bilan_arrival (
    slot_id     INTEGER NOT NULL REFERENCES bilan_slot (id) ON DELETE CASCADE,
    message     TEXT    NOT NULL,
    how         TEXT    NOT NULL,               -- it is known
    PRIMARY KEY (slot_id, message)
) STRICT;

-- Whether a turn's owner was told that nobody made it. Of what is there already he was.
ALTER TABLE bilan_slot ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE bilan_slot SET told = 1 WHERE state = 'missed';
