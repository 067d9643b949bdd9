BEGIN;
DO $$ BEGIN PERFORM pg_sleep(3); RAISE NOTICE 'slept'; END $$;
CALL pgmi_test();
ROLLBACK;
