CREATE TABLE account (
  id integer PRIMARY KEY,
  balance numeric(12, 2) NOT NULL CHECK (balance >= 0)
);
INSERT INTO account VALUES (1, 100);
