-- The account is set where one was made and something failed after it.
CREATE TABLE invitation (
    tenant TEXT NOT NULL,
    hash TEXT NOT NULL,
    admin SMALLINT NOT NULL,
    account TEXT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);

CREATE INDEX invitation_expires_at ON invitation (expires_at);
