-- Runs of a protocol and their steps, kept for a while for those who want to know why.

CREATE TABLE flow (
    tenant     TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    client_id  TEXT,
    account_id TEXT,
    rule       TEXT,
    steps      INTEGER NOT NULL,
    bytes      BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX flow_changed ON flow (tenant, changed_at);
CREATE INDEX flow_client ON flow (tenant, client_id, changed_at);
CREATE INDEX flow_account ON flow (tenant, account_id, changed_at);

CREATE TABLE flow_step (
    tenant  TEXT   NOT NULL,
    flow    TEXT   NOT NULL,
    number  INTEGER NOT NULL,
    content TEXT   NOT NULL,
    PRIMARY KEY (tenant, flow, number)
);

-- Whom an administrator wants to see traced, and until when.
CREATE TABLE traced (
    tenant     TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, kind, name)
);
CREATE INDEX traced_expiry ON traced (expires_at);

-- Lets whoever holds it look, for a while: made on the command line.
CREATE TABLE inspector_pass (
    tenant     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE INDEX inspector_pass_expiry ON inspector_pass (expires_at);
