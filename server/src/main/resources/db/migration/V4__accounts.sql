-- People. A person's names (user name, email) share one namespace, login, so that nobody can take
-- another's email as a name.
CREATE TABLE account (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    email_verified SMALLINT NOT NULL,
    admin SMALLINT NOT NULL,
    disabled SMALLINT NOT NULL,
    claims TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX account_name ON account (tenant, name);

CREATE TABLE login (
    tenant TEXT NOT NULL,
    login TEXT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (tenant, login)
);

CREATE TABLE password (
    tenant TEXT NOT NULL,
    account TEXT NOT NULL,
    hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, account)
);

-- Attempts to sign in that have not succeeded, by bucket: the hash of an address, a login, or both.
CREATE TABLE attempt (
    tenant TEXT NOT NULL,
    bucket TEXT NOT NULL,
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    forget_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, bucket)
);

CREATE INDEX attempt_forget_at ON attempt (forget_at);

-- Browsers in which a login has succeeded: strangers' failures do not slow them down.
CREATE TABLE known_browser (
    tenant TEXT NOT NULL,
    login TEXT NOT NULL,
    browser TEXT NOT NULL,
    forget_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, login, browser)
);

CREATE INDEX known_browser_forget_at ON known_browser (forget_at);
