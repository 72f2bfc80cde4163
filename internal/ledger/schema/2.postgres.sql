-- Whether somebody was told of a message that does not arrive. Of what is there already each was told by itself.

ALTER TABLE bilan_delivery ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
UPDATE bilan_delivery SET told = 1 WHERE state IN ('dead', 'uncertain');
