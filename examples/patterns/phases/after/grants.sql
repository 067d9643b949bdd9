/*
<pgmi-meta id="9a7e4d52-6a0d-4c4c-9a65-0c9d7e5b3c33" idempotent="true">
  <description>What readers may see: new schemas first, then what is in them</description>
  <sortKeys><key>1-before/2</key><key>3-after</key></sortKeys>
</pgmi-meta>
*/
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ledger') THEN
    GRANT USAGE ON SCHEMA ledger TO pattern_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO pattern_reader;
  END IF;
END
$$;
