-- Decides what a deployment runs, in which order and in which transaction. All other files of this directory are rows of
-- pgmi_plan_view, in order. What this script does with them:
--
--   migrations/   each file runs once, in the order of their names, and must not be changed afterwards
--   functions/    each file runs when it is new or was changed, so it must be one that may run again
--   __test__/     all tests run before the COMMIT; one that fails undoes the deployment
--
-- A file has changed when more than comments, white space or the case of keywords is different: the checksum in
-- pgmi_plan_view covers nothing else.

BEGIN;

-- Where this database remembers which files were run in it.
DO $$
BEGIN
  IF to_regclass('deployment.applied_file') IS NULL THEN
    CREATE SCHEMA IF NOT EXISTS deployment;
    CREATE TABLE deployment.applied_file (
      path text PRIMARY KEY,
      id uuid UNIQUE, -- from the file's <pgmi-meta>, if it has one: it survives when the file is renamed
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      applied_by text NOT NULL DEFAULT session_user
    );
  END IF;
END
$$;

DO $$
DECLARE
  v_file record;
  v_applied deployment.applied_file;
  v_count integer := 0;
BEGIN
  FOR v_file IN
    SELECT path, id, checksum, content, path LIKE './migrations/%' AS is_migration
    FROM pgmi_plan_view
    WHERE path LIKE './migrations/%.sql' OR path LIKE './functions/%.sql'
    -- Migrations first: functions need the tables.
    ORDER BY path NOT LIKE './migrations/%', execution_order
  LOOP
    -- By its id where it has one, else by its path; a file that was given an id later is found by its path.
    SELECT * INTO v_applied
    FROM deployment.applied_file AS a
    WHERE a.id = v_file.id OR a.path = v_file.path
    ORDER BY a.id = v_file.id DESC NULLS LAST
    LIMIT 1;

    IF v_applied.path IS NULL OR v_applied.checksum <> v_file.checksum THEN
      IF v_applied.path IS NOT NULL AND v_file.is_migration THEN
        RAISE EXCEPTION 'migration % was changed after it had run in this database (on %)',
          v_file.path, v_applied.applied_at
          USING HINT = 'Undo the change, and put what is to be different into a new migration.';
      END IF;
      RAISE NOTICE 'running %', v_file.path;
      EXECUTE v_file.content;
      v_count := v_count + 1;
    END IF;

    IF v_applied.path IS NULL THEN
      INSERT INTO deployment.applied_file (path, id, checksum)
      VALUES (v_file.path, v_file.id, v_file.checksum);
    ELSIF v_applied.checksum <> v_file.checksum THEN
      UPDATE deployment.applied_file
      SET checksum = v_file.checksum, applied_at = DEFAULT, applied_by = DEFAULT
      WHERE path = v_applied.path;
    END IF;

    -- Renamed, or given an id.
    UPDATE deployment.applied_file
    SET path = v_file.path, id = v_file.id
    WHERE path = v_applied.path AND (path, id) IS DISTINCT FROM (v_file.path, v_file.id);
  END LOOP;

  RAISE NOTICE '% run, everything else is up to date', CASE v_count WHEN 1 THEN '1 file' ELSE v_count || ' files' END;
END
$$;

-- The tests see the new database before anybody else does.
CALL pgmi_test();

COMMIT;

-- From here on every statement is a transaction of its own, so what cannot run inside of one has its place here, such as
-- CREATE INDEX CONCURRENTLY IF NOT EXISTS.
