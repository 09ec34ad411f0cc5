-- RFC 8628: a device that waits for a person, until it has its tokens.

CREATE TABLE device_authorization (
    tenant         TEXT   NOT NULL,
    hash           TEXT   NOT NULL,
    user_code      TEXT   NOT NULL,
    client_id      TEXT   NOT NULL,
    account_id     TEXT,
    approval       TEXT   NOT NULL,
    grant_id       TEXT   NOT NULL,
    flow           TEXT   NOT NULL,
    remote_address TEXT   NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    poll_after     BIGINT NOT NULL,
    poll_interval  BIGINT NOT NULL,
    denied_at      BIGINT,
    redeemed_at    BIGINT,
    ended_at       BIGINT,
    PRIMARY KEY (tenant, hash)
);
CREATE UNIQUE INDEX device_authorization_user_code ON device_authorization (tenant, user_code);
CREATE INDEX device_authorization_expiry ON device_authorization (expires_at);
CREATE INDEX device_authorization_account ON device_authorization (tenant, account_id, client_id);
