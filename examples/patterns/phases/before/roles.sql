/*
<pgmi-meta id="5d3c6f0e-1f0b-4f57-8a0a-8f3f4f4f7d11" idempotent="true">
  <sortKeys><key>1-before</key></sortKeys>
</pgmi-meta>
*/
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pattern_reader') THEN
    CREATE ROLE pattern_reader;
  END IF;
END
$$;
