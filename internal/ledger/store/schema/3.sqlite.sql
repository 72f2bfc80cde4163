-- The large bytes of editions are parts, stored in pieces: the PDF, the figures, and the body that all messages of the edition share.
-- A part is staged by an attempt at a turn and has no edition until the attempt's last transaction seals it. Editions that
-- are older than this version have their PDF and figures in bilan_edition itself.
CREATE TABLE bilan_part (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    slot_id     INTEGER NOT NULL,               -- the turn
    attempt     INTEGER NOT NULL,               -- at the turn
    batch       TEXT    NOT NULL,               -- the hash of what its figures were computed from
    edition     INTEGER REFERENCES bilan_edition (id),
    name        TEXT    NOT NULL,               -- pdf, figures or body
    size        INTEGER NOT NULL
) STRICT;
CREATE INDEX bilan_part_edition ON bilan_part (edition) WHERE edition IS NOT NULL;
CREATE INDEX bilan_part_staged ON bilan_part (slot_id) WHERE edition IS NULL;

CREATE TABLE bilan_piece (
    part        INTEGER NOT NULL REFERENCES bilan_part (id),
    number      INTEGER NOT NULL,               -- from 0
    bytes       BLOB    NOT NULL,
    PRIMARY KEY (part, number)
) STRICT;

ALTER TABLE bilan_edition ADD COLUMN batch TEXT NOT NULL DEFAULT '';

-- A message is its head and then the part that is its body. One without a body is whole in its head, as all of older versions are.
-- joints is '' but where its bytes were replaced: a JSON list of pairs, the head up to the first number, then the body up to the second.
-- The columns small and used_small are of no use any more: removing a column would write every message anew.
ALTER TABLE bilan_delivery RENAME COLUMN raw TO head;
ALTER TABLE bilan_delivery ADD COLUMN body INTEGER REFERENCES bilan_part (id);
ALTER TABLE bilan_delivery ADD COLUMN joints TEXT NOT NULL DEFAULT '';
CREATE INDEX bilan_delivery_body ON bilan_delivery (body) WHERE body IS NOT NULL;
