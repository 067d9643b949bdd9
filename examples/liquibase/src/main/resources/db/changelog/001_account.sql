--liquibase formatted sql

--changeset ann:1
CREATE TABLE account (
  id integer PRIMARY KEY,
  balance numeric(12, 2) NOT NULL CHECK (balance >= 0)
);
--rollback DROP TABLE account;

--changeset ann:2
INSERT INTO account VALUES (1, 100);
--rollback DELETE FROM account;
