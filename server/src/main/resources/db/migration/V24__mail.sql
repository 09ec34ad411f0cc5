-- Mail that is to be sent. message is sealed, and gone once it has been handed over or given up.

CREATE TABLE mail (
    tenant      TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    account_id  TEXT   NOT NULL,
    flow        TEXT   NOT NULL,
    message     TEXT,
    tries       BIGINT NOT NULL,
    next_try_at BIGINT,
    outcome     TEXT,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX mail_due ON mail (next_try_at);
CREATE INDEX mail_expiry ON mail (expires_at);
