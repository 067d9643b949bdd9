BEGIN;

-- Run every file of ./tables/ in order.
DO $$
DECLARE
  v_file record;
BEGIN
  FOR v_file IN SELECT content FROM pgmi_plan_view WHERE path LIKE './tables/%' ORDER BY execution_order
  LOOP
    EXECUTE v_file.content;
  END LOOP;
END
$$;

-- Run the tests; one that fails undoes everything since BEGIN.
CALL pgmi_test();

COMMIT;
