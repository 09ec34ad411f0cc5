-- OpenID Connect Back-Channel Logout 1.0: which clients a session signed in to, and who is to be told of its end.

CREATE TABLE session_client (
    tenant     TEXT   NOT NULL,
    session_id TEXT   NOT NULL,
    client_id  TEXT   NOT NULL,
    PRIMARY KEY (tenant, session_id, client_id)
);

CREATE TABLE logout_notice (
    tenant      TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    client_id   TEXT   NOT NULL,
    account_id  TEXT   NOT NULL,
    sid         TEXT   NOT NULL,
    flow        TEXT   NOT NULL,
    tries       BIGINT NOT NULL,
    next_try_at BIGINT,
    outcome     TEXT,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX logout_notice_due ON logout_notice (next_try_at);
CREATE INDEX logout_notice_expiry ON logout_notice (expires_at);
