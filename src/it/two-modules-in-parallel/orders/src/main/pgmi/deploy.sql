-- Long enough for both modules to be at it together.
CREATE TABLE module AS SELECT 'orders' AS name;
SELECT pg_sleep(1);
DO $$
BEGIN
  RAISE NOTICE 'module % has % of its tables', 'orders', (SELECT count(*) FROM pg_class WHERE relname = 'module');
END
$$;
