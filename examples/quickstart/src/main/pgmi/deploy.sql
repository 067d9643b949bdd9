-- This script decides what runs, in which order and in which transaction. The files beside it are rows of
-- pgmi_plan_view (in order) and pgmi_source_view (with everything that is known of them).

BEGIN;

DO $$
DECLARE
  v_file record;
BEGIN
  FOR v_file IN
    SELECT path, content
    FROM pgmi_plan_view
    WHERE path LIKE './schema/%' OR path LIKE './functions/%' OR path LIKE './views/%'
    ORDER BY execution_order
  LOOP
    RAISE NOTICE 'running %', v_file.path;
    EXECUTE v_file.content;
  END LOOP;
END
$$;

-- Reference data: any file is a row, so a JSON file can be read with SQL.
INSERT INTO shop.country (code, name, vat_percent)
SELECT c.code, c.name, c.vat_percent
FROM pgmi_source_view AS f
CROSS JOIN jsonb_to_recordset(f.content::jsonb) AS c(code text, name text, vat_percent numeric)
WHERE f.path = './reference/countries.json'
ON CONFLICT (code) DO UPDATE SET name = excluded.name, vat_percent = excluded.vat_percent;

-- What differs between environments is a parameter: <parameters> in the POM, or -Dpgmi.param.env=prod.
DO $$
DECLARE
  v_sample text;
BEGIN
  IF current_setting('pgmi.env', true) = 'dev' THEN
    SELECT content INTO STRICT v_sample FROM pgmi_source_view WHERE path = './sample/products.sql';
    EXECUTE v_sample;
    RAISE NOTICE 'sample products loaded';
  END IF;
END
$$;

-- The tests see the new database before anybody else does. One that fails undoes all of the above.
CALL pgmi_test();

COMMIT;

-- After the COMMIT every statement stands by itself, so this may do what no transaction can.
CREATE INDEX CONCURRENTLY IF NOT EXISTS purchase_placed_at_idx ON shop.purchase (placed_at);
