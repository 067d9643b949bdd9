-- The same tables for each tenant: every file of ./tenant/ runs once in each tenant's schema.

BEGIN;

DO $$
DECLARE
  v_tenant text;
  v_file record;
BEGIN
  FOREACH v_tenant IN ARRAY string_to_array(current_setting('pgmi.tenants'), ' ')
  LOOP
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', v_tenant);
    PERFORM set_config('search_path', format('%I, pg_catalog', v_tenant), true);
    FOR v_file IN
      SELECT path, content FROM pg_temp.pgmi_plan_view WHERE path LIKE './tenant/%' ORDER BY execution_order
    LOOP
      RAISE NOTICE '% in %', v_file.path, v_tenant;
      EXECUTE v_file.content;
    END LOOP;
  END LOOP;
END
$$;

COMMIT;
