BEGIN;
CREATE TABLE reading (at timestamptz NOT NULL, value numeric NOT NULL);
INSERT INTO reading SELECT now(), i FROM generate_series(1, 1000) AS i;
COMMIT;
CREATE INDEX CONCURRENTLY reading_at ON reading (at);
VACUUM reading;
