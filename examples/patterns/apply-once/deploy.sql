-- Migrations run once, in order, and never change afterwards; functions and views are replaced each time.

BEGIN;

CREATE SCHEMA IF NOT EXISTS deployment;

CREATE TABLE IF NOT EXISTS deployment.applied (
  id uuid PRIMARY KEY,
  path text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

DO $$
DECLARE
  v_file record;
  v_known text;
BEGIN
  FOR v_file IN
    -- The id of a file's <pgmi-meta> survives a new name; without one, the path is what it is known by.
    SELECT COALESCE(id, generic_id) AS id, path, content, checksum
    FROM pgmi_plan_view
    WHERE path LIKE './migrations/%'
    ORDER BY execution_order
  LOOP
    SELECT checksum INTO v_known FROM deployment.applied WHERE id = v_file.id;
    IF v_known IS NULL THEN
      RAISE NOTICE 'applying %', v_file.path;
      EXECUTE v_file.content;
      INSERT INTO deployment.applied (id, path, checksum) VALUES (v_file.id, v_file.path, v_file.checksum);
    ELSIF v_known <> v_file.checksum THEN
      -- White space, comments and the case of keywords do not count: the checksum is of the normalized text.
      RAISE EXCEPTION '% was changed after it had been applied', v_file.path
        USING HINT = 'Undo the change and write a new migration.';
    END IF;
  END LOOP;

  FOR v_file IN
    SELECT content FROM pgmi_plan_view WHERE path LIKE './functions/%' ORDER BY execution_order
  LOOP
    EXECUTE v_file.content;
  END LOOP;
END
$$;

CALL pgmi_test();

COMMIT;
