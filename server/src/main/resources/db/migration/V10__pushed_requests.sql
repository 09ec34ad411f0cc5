-- RFC 9126: what an app pushed, until a person has answered it.

CREATE TABLE pushed_request (
    tenant     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    client_id  TEXT   NOT NULL,
    parameters TEXT   NOT NULL,
    signed     SMALLINT NOT NULL,
    flow       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX pushed_request_expiry ON pushed_request (expires_at);
