--liquibase formatted sql

--changeset ben:owner
ALTER TABLE account ADD COLUMN owner text NOT NULL DEFAULT 'bank';

--changeset ben:owner-index
CREATE INDEX account_owner ON account (owner);
INSERT INTO account (id, balance) VALUES (2, 0);
