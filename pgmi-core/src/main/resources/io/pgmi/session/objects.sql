-- What session API version 1 promises to deploy.sql. Everything is temporary, every reference is qualified and every
-- object is open to PUBLIC, so that SET ROLE and SET search_path in deploy.sql change nothing. No literal has a backslash,
-- whose meaning depends on standard_conforming_strings.

-- Until the end of this message: the database's own path may put types and operators before those of pg_catalog.
SET LOCAL search_path = pg_catalog, pg_temp;

-- One table, so that one COPY fills it. kind: s source file, t test file, d test directory, p parameter.
CREATE TEMPORARY TABLE _pgmi_input (
  kind "char" NOT NULL,
  path text NOT NULL,
  name text,
  directory text,
  extension text,
  parent text,
  depth integer,
  is_sql boolean,
  is_fixture boolean,
  size_bytes bigint,
  checksum text,
  pgmi_checksum text,
  id uuid,
  idempotent boolean,
  sort_keys text[],
  description text,
  first integer,
  last integer,
  content text
);
-- Compressing the content would be most of the time that loading takes.
ALTER TABLE pg_temp._pgmi_input ALTER COLUMN content SET STORAGE EXTERNAL;
-- hash: a path may be longer than what a btree entry holds.
CREATE INDEX _pgmi_input_path ON pg_temp._pgmi_input USING hash (path);

CREATE TEMPORARY VIEW pgmi_source_view AS
SELECT path, name, directory, extension, depth, content, size_bytes, checksum, pgmi_checksum,
       pg_catalog.string_to_array(path, '/') AS path_parts,
       is_sql AS is_sql_file,
       false AS is_test_file,
       parent AS parent_folder_name
FROM pg_temp._pgmi_input
WHERE kind = 's';

CREATE TEMPORARY VIEW pgmi_plan_view AS
SELECT f.path, f.content, f.pgmi_checksum AS checksum,
       -- of the UTF-8 bytes, whatever the database's encoding
       pg_catalog.md5(pg_catalog.convert_to(f.path, 'UTF8'))::pg_catalog.uuid AS generic_id,
       f.id,
       COALESCE(f.idempotent, true) AS idempotent,
       COALESCE(f.description, '') AS description,
       k.sort_key,
       pg_catalog.row_number() OVER (ORDER BY k.sort_key COLLATE pg_catalog."C", f.path COLLATE pg_catalog."C")
         AS execution_order
FROM pg_temp._pgmi_input f
CROSS JOIN LATERAL pg_catalog.unnest(
  CASE WHEN pg_catalog.cardinality(f.sort_keys) > 0 THEN f.sort_keys ELSE ARRAY[f.path] END) AS k(sort_key)
WHERE f.kind = 's';

CREATE TEMPORARY VIEW pgmi_source_metadata_view AS
SELECT path, id, idempotent, sort_keys, description
FROM pg_temp._pgmi_input
WHERE kind = 's' AND id IS NOT NULL;

CREATE TEMPORARY VIEW pgmi_parameter_view AS
SELECT path AS key, content AS value, 'text'::text AS type, false AS required,
       NULL::text AS default_value, NULL::text AS description
FROM pg_temp._pgmi_input
WHERE kind = 'p';

CREATE TEMPORARY VIEW pgmi_test_source_view AS
SELECT path, directory, name AS filename, content, is_fixture
FROM pg_temp._pgmi_input
WHERE kind = 't' AND is_sql;

CREATE TEMPORARY VIEW pgmi_test_directory_view AS
SELECT path, parent AS parent_path, depth
FROM pg_temp._pgmi_input
WHERE kind = 'd';

CREATE TYPE pg_temp.pgmi_test_event AS (
  event text, path text, directory text, depth integer, ordinal integer, context jsonb
);

CREATE FUNCTION pg_temp.pgmi_is_sql_file(filename text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $pgmi$
  SELECT filename ~* '[.](sql|ddl|dml|dql|dcl|psql|pgsql|plpgsql)$'
$pgmi$;

-- first and last number the directories depth-first: a directory's subtree is the range first..last. So the plan is one
-- sort: what happens on the way in at "first", the teardown at "last", deeper directories before shallower ones.
CREATE FUNCTION pg_temp.pgmi_test_plan(pattern text DEFAULT NULL)
RETURNS TABLE(ordinal integer, step_type text, script_path text, directory text, depth integer)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $pgmi$
#variable_conflict use_column
BEGIN
  BEGIN
    PERFORM '' ~ pgmi_test_plan.pattern;
  EXCEPTION WHEN invalid_regular_expression THEN
    RAISE EXCEPTION 'invalid test pattern "%": %', pgmi_test_plan.pattern, SQLERRM
      USING ERRCODE = 'invalid_regular_expression',
            HINT = 'The pattern is a POSIX regular expression matched against the test''s path, such as ''/orders/''.';
  END;
  RETURN QUERY
  WITH test AS (
    SELECT i.path, i.name, i.directory, i.is_fixture,
           NOT i.is_fixture AND (pgmi_test_plan.pattern IS NULL OR i.path ~ pgmi_test_plan.pattern) AS selected
    FROM pg_temp._pgmi_input i
    WHERE i.kind = 't' AND i.is_sql
  ), selected AS (
    SELECT t.directory, count(*) AS tests FROM test t WHERE t.selected GROUP BY t.directory
  ), counted AS (
    SELECT d.path, d.first, d.last, d.depth, coalesce(s.tests, 0) AS tests,
           sum(coalesce(s.tests, 0)) OVER (ORDER BY d.first) AS until
    FROM pg_temp._pgmi_input d
    LEFT JOIN selected s ON s.directory = d.path
    WHERE d.kind = 'd'
  ), kept AS (
    SELECT c.path, c.first, c.last, c.depth
    FROM counted c
    JOIN counted e ON e.first = c.last
    WHERE e.until - c.until + c.tests > 0
  ), step AS (
    SELECT k.first AS at, CASE WHEN t.is_fixture THEN 0 ELSE 1 END AS rank, 0 AS depth_first, t.name,
           CASE WHEN t.is_fixture THEN 'fixture' ELSE 'test' END AS step_type, t.path, k.path AS directory, k.depth
    FROM kept k
    JOIN test t ON t.directory = k.path AND (t.is_fixture OR t.selected)
    UNION ALL
    SELECT k.last, 2, -k.first, NULL, 'teardown', NULL, k.path, k.depth
    FROM kept k
  )
  SELECT (row_number() OVER (ORDER BY s.at, s.rank, s.depth_first, s.name COLLATE "C"))::integer,
         s.step_type, s.path, s.directory, s.depth
  FROM step s
  ORDER BY 1;
END
$pgmi$;

CREATE FUNCTION pg_temp.pgmi_test_callback(event pg_temp.pgmi_test_event) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $pgmi$
BEGIN
  CASE (event).event
    WHEN 'suite_start' THEN RAISE NOTICE '[pgmi] Test suite started';
    WHEN 'fixture_start' THEN RAISE NOTICE '[pgmi] Fixture: %', (event).path;
    WHEN 'test_start' THEN RAISE NOTICE '[pgmi] Test: %', (event).path;
    WHEN 'rollback' THEN RAISE DEBUG '[pgmi] Rollback: %', (event).path;
    WHEN 'teardown_start' THEN RAISE DEBUG '[pgmi] Teardown: %', (event).directory;
    WHEN 'suite_end' THEN RAISE NOTICE '[pgmi] Test suite completed (% steps)', (event).ordinal;
    ELSE NULL;
  END CASE;
END
$pgmi$;

-- Runs one test or fixture with the script's own search_path and role. Its errors arrive as they are, with their place in the
-- file: an EXCEPTION block could not hand that on. The client knows which file ran and says so.
CREATE FUNCTION pg_temp._pgmi_run_test(script_path text) RETURNS void
LANGUAGE plpgsql AS $pgmi$
DECLARE
  v_content pg_catalog.text;
BEGIN
  SELECT i.content INTO STRICT v_content FROM pg_temp._pgmi_input i
  WHERE i.kind OPERATOR(pg_catalog.=) 't' AND i.path OPERATOR(pg_catalog.=) _pgmi_run_test.script_path;
  EXECUTE v_content;
END
$pgmi$;

-- Tells the client which test or fixture starts or is complete. INFO, because that arrives whatever client_min_messages
-- says; an SQLSTATE of its own, so that nothing else is taken for it; the server's clock, because messages may arrive late.
CREATE FUNCTION pg_temp._pgmi_test_step(event text, kind text, ordinal integer, script_path text) RETURNS void
LANGUAGE plpgsql AS $pgmi$
BEGIN
  RAISE INFO USING
    ERRCODE = 'PGTST',
    MESSAGE = pg_catalog.concat('[pgmi] ', kind, ' ', event),
    DETAIL = pg_catalog.format('%s %s %s %s %s', event, kind, ordinal,
      pg_catalog.round((EXTRACT(epoch FROM pg_catalog.clock_timestamp())::pg_catalog.numeric
        OPERATOR(pg_catalog.*) 1000000::pg_catalog.numeric)), script_path);
END
$pgmi$;

CREATE FUNCTION pg_temp._pgmi_step_sql(event text, kind text, ordinal integer, path text)
RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $pgmi$
  SELECT format(E'SELECT pg_temp._pgmi_test_step(%L, %L, %s, %L);\n', event, kind, ordinal, path)
$pgmi$;

CREATE FUNCTION pg_temp._pgmi_event_sql(
  callback text, event text, path text, directory text, depth integer, ordinal integer, context jsonb DEFAULT NULL)
RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $pgmi$
  SELECT format(E'SELECT %s(ROW(%L, %L, %L, %L, %L, %L)::pg_temp.pgmi_test_event);\n',
                callback, event, path, directory, depth, ordinal, context)
$pgmi$;

CREATE FUNCTION pg_temp.pgmi_test_generate(
  pattern text DEFAULT NULL, callback text DEFAULT 'pg_temp.pgmi_test_callback') RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $pgmi$
#variable_conflict use_column
DECLARE
  v_callback text := coalesce(callback, 'pg_temp.pgmi_test_callback');
  v_pattern text := pattern;
  v_steps integer;
  v_sql text;
BEGIN
  IF v_callback !~ '^([[:alpha:]_][[:alnum:]_$]*[.])?[[:alpha:]_][[:alnum:]_$]*$' THEN
    RAISE EXCEPTION 'invalid test callback "%"', v_callback
      USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Name a function as function or schema.function, without quotes.';
  END IF;

  WITH plan AS (
    SELECT p.*, d.first AS directory_number,
           row_number() OVER (PARTITION BY p.directory ORDER BY p.ordinal) = 1 AS opens_directory,
           row_number() OVER (PARTITION BY p.directory, p.step_type ORDER BY p.ordinal) = 1 AS first_of_type
    FROM pg_temp.pgmi_test_plan(v_pattern) p
    JOIN pg_temp._pgmi_input d ON d.kind = 'd' AND d.path = p.directory
  )
  SELECT count(*), string_agg(
    CASE WHEN opens_directory THEN format(E'SAVEPOINT _pgmi_directory_%s;\n', directory_number) ELSE '' END ||
    CASE WHEN step_type = 'test' AND first_of_type
      THEN format(E'SAVEPOINT _pgmi_tests_%s;\n', directory_number) ELSE '' END ||
    CASE step_type
      WHEN 'fixture' THEN concat(
        pg_temp._pgmi_event_sql(v_callback, 'fixture_start', script_path, directory, depth, ordinal),
        pg_temp._pgmi_step_sql('started', step_type, ordinal, script_path),
        format(E'SELECT pg_temp._pgmi_run_test(%L);\n', script_path),
        pg_temp._pgmi_step_sql('completed', step_type, ordinal, script_path),
        pg_temp._pgmi_event_sql(v_callback, 'fixture_end', script_path, directory, depth, ordinal))
      WHEN 'test' THEN concat(
        pg_temp._pgmi_event_sql(v_callback, 'test_start', script_path, directory, depth, ordinal),
        pg_temp._pgmi_step_sql('started', step_type, ordinal, script_path),
        format(E'SELECT pg_temp._pgmi_run_test(%L);\n', script_path),
        pg_temp._pgmi_step_sql('completed', step_type, ordinal, script_path),
        pg_temp._pgmi_event_sql(v_callback, 'test_end', script_path, directory, depth, ordinal),
        format(E'ROLLBACK TO SAVEPOINT _pgmi_tests_%s;\n', directory_number),
        pg_temp._pgmi_event_sql(v_callback, 'rollback', script_path, directory, depth, ordinal))
      ELSE concat(
        pg_temp._pgmi_event_sql(v_callback, 'teardown_start', NULL, directory, depth, ordinal),
        format(E'ROLLBACK TO SAVEPOINT _pgmi_directory_%1$s;\nRELEASE SAVEPOINT _pgmi_directory_%1$s;\n', directory_number),
        pg_temp._pgmi_event_sql(v_callback, 'teardown_end', NULL, directory, depth, ordinal))
    END, '' ORDER BY ordinal)
  INTO v_steps, v_sql
  FROM plan;

  IF v_steps = 0 THEN
    IF EXISTS (SELECT FROM pg_temp._pgmi_input i WHERE i.kind = 't' AND i.is_sql AND NOT i.is_fixture) THEN
      RAISE EXCEPTION 'no test matches the pattern "%"', v_pattern
        USING ERRCODE = 'no_data_found',
              HINT = 'The pattern is matched against the path; SELECT path FROM pgmi_test_source_view lists the paths.';
    END IF;
    RAISE EXCEPTION 'the project has no tests'
      USING ERRCODE = 'no_data_found',
            HINT = 'Put SQL files into a __test__ directory, or take CALL pgmi_test() out of deploy.sql.';
  END IF;

  RETURN concat(
    pg_temp._pgmi_event_sql(v_callback, 'suite_start', NULL, NULL, NULL, 0,
      jsonb_build_object('pattern', v_pattern, 'steps', v_steps)),
    v_sql,
    pg_temp._pgmi_event_sql(v_callback, 'suite_end', NULL, NULL, NULL, v_steps,
      jsonb_build_object('pattern', v_pattern, 'steps', v_steps)));
END
$pgmi$;

CREATE FUNCTION pg_temp.pgmi_persist_test_plan(schema text, pattern text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $pgmi$
BEGIN
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I.pgmi_test_plan (
       ordinal integer PRIMARY KEY, step_type text NOT NULL, script_path text, directory text NOT NULL,
       depth integer NOT NULL)', schema);
  EXECUTE format('DELETE FROM %I.pgmi_test_plan', schema);
  EXECUTE format(
    'INSERT INTO %I.pgmi_test_plan (ordinal, step_type, script_path, directory, depth)
     SELECT p.ordinal, p.step_type, p.script_path, p.directory, p.depth FROM pg_temp.pgmi_test_plan($1) p', schema)
    USING pattern;
END
$pgmi$;

GRANT SELECT ON pg_temp._pgmi_input, pg_temp.pgmi_source_view, pg_temp.pgmi_plan_view,
  pg_temp.pgmi_source_metadata_view, pg_temp.pgmi_parameter_view, pg_temp.pgmi_test_source_view,
  pg_temp.pgmi_test_directory_view TO PUBLIC;
GRANT USAGE ON TYPE pg_temp.pgmi_test_event TO PUBLIC;
-- PUBLIC has this by default, but ALTER DEFAULT PRIVILEGES may have taken it away.
GRANT EXECUTE ON FUNCTION pg_temp.pgmi_is_sql_file(text), pg_temp.pgmi_test_plan(text),
  pg_temp.pgmi_test_callback(pg_temp.pgmi_test_event), pg_temp._pgmi_run_test(text),
  pg_temp._pgmi_test_step(text, text, integer, text), pg_temp._pgmi_step_sql(text, text, integer, text),
  pg_temp._pgmi_event_sql(text, text, text, text, integer, integer, jsonb),
  pg_temp.pgmi_test_generate(text, text), pg_temp.pgmi_persist_test_plan(text, text) TO PUBLIC;
