DO $pgmi$
BEGIN
  IF NOT pg_catalog.pg_try_advisory_lock(
      pg_catalog.hashtextextended(pg_catalog.concat('pgmi.deploy.', pg_catalog.current_database()), 0)) THEN
    RAISE EXCEPTION 'another deployment holds the lock' USING ERRCODE = 'PGLCK';
  END IF;
END
$pgmi$;
