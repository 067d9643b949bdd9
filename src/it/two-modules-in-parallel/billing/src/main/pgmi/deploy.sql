-- Long enough for both modules to be at it together.
CREATE TABLE module AS SELECT 'billing' AS name;
SELECT pg_sleep(1);
DO $$
BEGIN
  RAISE NOTICE 'module % has % of its tables', 'billing', (SELECT count(*) FROM pg_class WHERE relname = 'module');
END
$$;
