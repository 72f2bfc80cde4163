-- Addresses that get no report: report is '' where that holds for all, as after a bounce, else the one that its reader does not want.
CREATE TABLE bilan_suspension (
    address     TEXT    NOT NULL,               -- in lower case
    report      TEXT    NOT NULL,
    kind        TEXT    NOT NULL,               -- bounce or unsubscribed
    since       BIGINT  NOT NULL,
    reason      TEXT    NOT NULL,               -- the server's words
    delivery    BIGINT NOT NULL,               -- the message that it came from, 0 for none
    owner_of    TEXT    NOT NULL,               -- the report whose owner was told
    PRIMARY KEY (address, report)
);

-- What mail servers wrote after they had taken a message. Each notification counts once, also where it is read again.
CREATE TABLE bilan_bounce (
    digest      TEXT    NOT NULL,               -- of the notification
    delivery    BIGINT NOT NULL REFERENCES bilan_delivery (id),
    at          BIGINT NOT NULL,
    status      TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    PRIMARY KEY (digest, delivery)
);
CREATE INDEX bilan_bounce_delivery ON bilan_bounce (delivery);

-- Turns whose messages are withheld until somebody has looked at what would be sent.
CREATE TABLE bilan_review (
    slot_id     BIGINT NOT NULL PRIMARY KEY REFERENCES bilan_slot (id),
    hash        TEXT    NOT NULL,               -- of what is to be looked at
    asked       BIGINT NOT NULL,
    until       BIGINT NOT NULL,               -- when it is decided without anybody
    otherwise   TEXT    NOT NULL,               -- what it is then: send or hold
    decision    TEXT    NOT NULL,               -- '' while it waits, released, refused or expired
    decided     BIGINT NOT NULL,
    by_whom     TEXT    NOT NULL,
    why         TEXT    NOT NULL
);

CREATE INDEX bilan_delivery_message ON bilan_delivery (message_id);
