-- One project, several environments: what differs is a parameter, and a missing or misspelt one is an error.

DO $$
BEGIN
  IF COALESCE(current_setting('pgmi.env', true), '') NOT IN ('dev', 'prod') THEN
    RAISE EXCEPTION 'parameter env is "%"', COALESCE(current_setting('pgmi.env', true), '')
      USING HINT = 'Give -Dpgmi.param.env=dev or prod.';
  END IF;
END
$$;

CREATE TABLE IF NOT EXISTS feature (name text PRIMARY KEY, enabled boolean NOT NULL);

-- Sample data never reaches production.
DO $$
DECLARE
  v_file record;
BEGIN
  IF current_setting('pgmi.env') = 'dev' THEN
    FOR v_file IN
      SELECT content FROM pgmi_plan_view WHERE path LIKE './sample/%' ORDER BY execution_order
    LOOP
      EXECUTE v_file.content;
    END LOOP;
  END IF;
END
$$;
