-- CIBA: an app that waits for a person it named, until it has its tokens. A slot is held until the person has allowed
-- it, or ten minutes are over: no app can have more waiting for one person than there are slots.

CREATE TABLE backchannel_authentication (
    tenant          TEXT   NOT NULL,
    hash            TEXT   NOT NULL,
    client_id       TEXT   NOT NULL,
    person_id       TEXT   NOT NULL,
    slot            BIGINT,
    binding_message TEXT,
    account_id      TEXT,
    approval        TEXT   NOT NULL,
    grant_id        TEXT   NOT NULL,
    flow            TEXT   NOT NULL,
    remote_address  TEXT   NOT NULL,
    created_at      BIGINT NOT NULL,
    expires_at      BIGINT NOT NULL,
    poll_after      BIGINT NOT NULL,
    poll_interval   BIGINT NOT NULL,
    denied_at       BIGINT,
    redeemed_at     BIGINT,
    ended_at        BIGINT,
    PRIMARY KEY (tenant, hash)
);
CREATE UNIQUE INDEX backchannel_authentication_slot
    ON backchannel_authentication (tenant, person_id, client_id, slot);
CREATE INDEX backchannel_authentication_expiry ON backchannel_authentication (expires_at);
CREATE INDEX backchannel_authentication_account
    ON backchannel_authentication (tenant, account_id, client_id);
