-- Addresses that get no report: report is '' where that holds for all, as after a bounce, else the one that its reader does not want.
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

-- What mail servers wrote after they had taken a message. Each notification counts once, also where it is read again.
CREATE TABLE bilan_bounce (
    digest      TEXT    NOT NULL,               -- of the notification
    delivery    INTEGER NOT NULL REFERENCES bilan_delivery (id),
    at          INTEGER NOT NULL,
    status      TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    PRIMARY KEY (digest, delivery)
) STRICT;
CREATE INDEX bilan_bounce_delivery ON bilan_bounce (delivery);

-- Turns whose messages are withheld until somebody has looked at what would be sent.
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

CREATE INDEX bilan_delivery_message ON bilan_delivery (message_id);
