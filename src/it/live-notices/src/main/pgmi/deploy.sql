BEGIN;
DO $$
BEGIN
  RAISE NOTICE E'first of two lines\n::warning::second' USING DETAIL = 'the detail', HINT = 'the hint';
  RAISE WARNING 'careful';
  RAISE DEBUG 'only for the curious';
END
$$;
CALL pgmi_test();
COMMIT;
