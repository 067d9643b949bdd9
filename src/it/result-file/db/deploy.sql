BEGIN;
CREATE TABLE IF NOT EXISTS t (i int);
INSERT INTO t SELECT generate_series(1, 5);
CALL pgmi_test();
COMMIT;

DO $$
BEGIN
  CASE current_setting('pgmi.do', true)
    WHEN 'fail' THEN RAISE 'as asked';
    WHEN 'sleep' THEN RAISE NOTICE 'sleeping'; PERFORM pg_sleep(60);
    ELSE NULL;
  END CASE;
END
$$;
