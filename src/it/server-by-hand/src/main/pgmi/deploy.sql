CREATE TABLE IF NOT EXISTS t ();
DO $$
BEGIN
  RAISE NOTICE 'PostgreSQL % with work_mem %, database %',
    current_setting('server_version_num')::int / 10000, current_setting('work_mem'), current_database();
END
$$;
