BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(content, '' ORDER BY execution_order) FROM pgmi_plan_view);
END
$$;
CALL pgmi_test();
COMMIT;

VACUUM;
