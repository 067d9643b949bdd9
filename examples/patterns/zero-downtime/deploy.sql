-- A transaction for what must happen as a whole; after its COMMIT each statement stands by itself, so long work holds no
-- lock that others wait for.

BEGIN;

-- Rather fail than stand in the queue for a lock, with everybody else behind us.
SET LOCAL lock_timeout = '2s';

CREATE TABLE IF NOT EXISTS customer (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
ALTER TABLE customer ADD COLUMN IF NOT EXISTS email_domain text;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'customer_email_has_at') THEN
    -- NOT VALID: new rows are checked from now on, old ones below.
    ALTER TABLE customer ADD CONSTRAINT customer_email_has_at CHECK (email LIKE '%_@_%') NOT VALID;
  END IF;
END
$$;

CREATE OR REPLACE PROCEDURE fill_email_domain(batch integer)
LANGUAGE plpgsql AS $$
BEGIN
  LOOP
    UPDATE customer SET email_domain = split_part(email, '@', 2)
    WHERE id IN (SELECT id FROM customer WHERE email_domain IS NULL LIMIT batch);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END
$$;

COMMIT;

CALL fill_email_domain(1000);

ALTER TABLE customer VALIDATE CONSTRAINT customer_email_has_at;

-- One that failed half-way would stay, invalid, and IF NOT EXISTS would pass it by.
DROP INDEX CONCURRENTLY IF EXISTS customer_email_domain_new;
CREATE INDEX CONCURRENTLY customer_email_domain_new ON customer (email_domain);
DROP INDEX CONCURRENTLY IF EXISTS customer_email_domain;
ALTER INDEX customer_email_domain_new RENAME TO customer_email_domain;
