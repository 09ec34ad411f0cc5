CREATE TABLE session (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    cookie TEXT NOT NULL,
    sid TEXT NOT NULL,
    account TEXT NOT NULL,
    auth_time BIGINT NOT NULL,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    device TEXT NOT NULL,
    remote_address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE UNIQUE INDEX session_cookie ON session (tenant, cookie);
CREATE UNIQUE INDEX session_sid ON session (tenant, sid);
CREATE INDEX session_account ON session (tenant, account);
CREATE INDEX session_ends_at ON session (ends_at);
CREATE INDEX session_last_seen_at ON session (last_seen_at);

CREATE TABLE interaction (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    browser TEXT NOT NULL,
    flow TEXT NOT NULL,
    return_path TEXT NOT NULL,
    details TEXT NOT NULL,
    ask TEXT NOT NULL,
    account TEXT,
    session TEXT,
    signed_in_at BIGINT,
    chosen_at BIGINT,
    consented_at BIGINT,
    declined_at BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX interaction_expires_at ON interaction (expires_at);

-- What an account allowed a client, one row for each scope at each resource and one for each claim;
-- resource, scope and claim are empty where none is meant.
CREATE TABLE consent (
    tenant TEXT NOT NULL,
    account TEXT NOT NULL,
    client TEXT NOT NULL,
    resource TEXT NOT NULL,
    scope TEXT NOT NULL,
    claim TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, account, client, resource, scope, claim)
);
