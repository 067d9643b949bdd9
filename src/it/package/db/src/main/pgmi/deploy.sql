BEGIN;
DO $$
BEGIN
  RAISE NOTICE 'shop deploys %', (SELECT string_agg(path, ' ' ORDER BY path) FROM pgmi_source_view);
END
$$;
CALL pgmi_test();
COMMIT;
