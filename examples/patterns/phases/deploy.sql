-- Sort keys say when a file runs. A file with two of them runs twice: grants.sql at the start and at the end.

BEGIN;

DO $$
DECLARE
  v_step record;
BEGIN
  FOR v_step IN
    SELECT path, sort_key, content
    FROM pgmi_plan_view
    WHERE path ~ '^[.]/(before|schema|after)/.*[.]sql$'
    ORDER BY execution_order
  LOOP
    RAISE NOTICE '%: %', v_step.sort_key, v_step.path;
    EXECUTE v_step.content;
  END LOOP;
END
$$;

COMMIT;
