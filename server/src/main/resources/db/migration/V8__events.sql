-- What happened that somebody may have to answer for.
CREATE TABLE event (
    tenant  TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    action  TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX event_at ON event (tenant, at);
