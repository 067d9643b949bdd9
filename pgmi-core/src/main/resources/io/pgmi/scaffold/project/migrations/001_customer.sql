-- Runs once in each database. The next change of the schema is a new file: 002_….sql
CREATE SCHEMA app;

CREATE TABLE app.customer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Nobody registers twice with the same address, however it is written.
CREATE UNIQUE INDEX customer_email_key ON app.customer (lower(email));
