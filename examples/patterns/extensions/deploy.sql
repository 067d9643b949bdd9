-- Extensions in a schema of their own, so that nobody's search_path depends on where they were created.

BEGIN;

CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;

DO $$
BEGIN
  IF (SELECT extversion FROM pg_extension WHERE extname = 'pg_trgm')
     <> (SELECT default_version FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    ALTER EXTENSION pg_trgm UPDATE;
  END IF;
END
$$;

CREATE TABLE IF NOT EXISTS place (name text NOT NULL);
CREATE INDEX IF NOT EXISTS place_name_similar ON place USING gin (name extensions.gin_trgm_ops);

COMMIT;
