BEGIN;

DO $$
DECLARE
  v_file record;
BEGIN
  FOR v_file IN SELECT content FROM pgmi_plan_view WHERE path LIKE './schema/%' ORDER BY execution_order LOOP
    EXECUTE v_file.content;
  END LOOP;
END
$$;

CALL pgmi_test();

COMMIT;
