-- Flyway's migrations as they are, with Flyway's history: its table, its checksums, its order, what it refuses.

BEGIN;

-- As Flyway makes it. If it is not in your role's default schema: SET LOCAL search_path = <the schema> before this.
CREATE TABLE IF NOT EXISTS flyway_schema_history (
  installed_rank integer CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
  version varchar(50),
  description varchar(200) NOT NULL,
  type varchar(20) NOT NULL,
  script varchar(1000) NOT NULL,
  checksum integer,
  installed_by varchar(100) NOT NULL,
  installed_on timestamp NOT NULL DEFAULT now(),
  execution_time integer NOT NULL,
  success boolean NOT NULL
);
CREATE INDEX IF NOT EXISTS flyway_schema_history_s_idx ON flyway_schema_history (success);

-- Whoever else writes the history waits for the end of this.
LOCK TABLE flyway_schema_history IN SHARE ROW EXCLUSIVE MODE;

-- 1.9 comes before 1.10, 001 is 1, and 1.0 too.
CREATE FUNCTION pg_temp.flyway_version(p_version text) RETURNS numeric[] IMMUTABLE LANGUAGE sql AS $$
  SELECT CAST(string_to_array(regexp_replace(replace(p_version, '_', '.'), '([.]0+)+$', ''), '.') AS numeric[])
$$;

-- CRC-32 of the text without its line ends, as a signed number. Four bits at a time, with the polynomial 0xEDB88320.
CREATE FUNCTION pg_temp.flyway_checksum(p_text text) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
  c_table CONSTANT bigint[] := '{0, 498536548, 997073096, 651767980, 1994146192, 1802195444, 1303535960, 1342533948,
    3988292384, 4027552580, 3604390888, 3412177804, 2607071920, 2262029012, 2685067896, 3183342108}';
  v_bytes bytea := convert_to(translate(p_text, E'\r\n', ''), 'UTF8');
  v_crc bigint := 4294967295;
BEGIN
  FOR i IN 0 .. octet_length(v_bytes) - 1
  LOOP
    v_crc := v_crc # get_byte(v_bytes, i);
    v_crc := (v_crc >> 4) # c_table[(v_crc & 15) + 1];
    v_crc := (v_crc >> 4) # c_table[(v_crc & 15) + 1];
  END LOOP;
  v_crc := v_crc # 4294967295;
  RETURN CASE WHEN v_crc > 2147483647 THEN v_crc - 4294967296 ELSE v_crc END;
END
$$;

-- ${name} stands for the parameter of that name.
CREATE FUNCTION pg_temp.flyway_replaced(p_text text) RETURNS text STABLE LANGUAGE plpgsql AS $$
DECLARE
  v_parameter record;
BEGIN
  FOR v_parameter IN SELECT key, value FROM pg_temp.pgmi_parameter_view
  LOOP
    p_text := replace(p_text, '${' || v_parameter.key || '}', v_parameter.value);
  END LOOP;
  RETURN p_text;
END
$$;

-- The folder's migrations. A repeatable one is known by its description, and its checksum is of what is executed.
CREATE TEMPORARY TABLE flyway_file ON COMMIT DROP AS
SELECT
  COALESCE('V' || pg_temp.flyway_version(n.part[1])::text, 'R' || n.part[2]) AS key,
  f.path,
  replace(n.part[1], '_', '.') AS version,
  pg_temp.flyway_version(n.part[1]) AS version_order,
  replace(n.part[2], '_', ' ') AS description,
  substr(f.path, length('./migration/') + 1) AS script,
  r.text,
  pg_temp.flyway_checksum(CASE WHEN n.part[1] IS NULL THEN r.text ELSE f.content END) AS checksum
FROM pgmi_source_view AS f
CROSS JOIN regexp_matches(f.name, '^(?:V(\d[\d._]*?)|R)__(.+)[.]sql$') AS n(part)
CROSS JOIN pg_temp.flyway_replaced(f.content) AS r(text)
WHERE f.path LIKE './migration/%';

-- The last that the history says of each, and not of what was undone or deleted from it.
CREATE TEMPORARY VIEW flyway_applied AS
SELECT * FROM (
  SELECT DISTINCT ON (key) k.key, pg_temp.flyway_version(h.version) AS version_order, h.*
  FROM flyway_schema_history AS h
  CROSS JOIN COALESCE('V' || pg_temp.flyway_version(h.version)::text, 'R' || replace(h.description, ' ', '_')) AS k(key)
  WHERE h.type <> 'SCHEMA'
  ORDER BY key, h.installed_rank DESC
) AS last WHERE type NOT IN ('UNDO_SQL', 'UNDO_JDBC', 'DELETE');

CREATE TEMPORARY TABLE flyway_pending ON COMMIT DROP AS
SELECT f.*
FROM flyway_file AS f
LEFT JOIN flyway_applied AS a USING (key)
WHERE CASE
  WHEN f.version IS NULL THEN a.checksum IS DISTINCT FROM f.checksum
  ELSE a.key IS NULL
    AND NOT EXISTS (SELECT FROM flyway_applied WHERE type = 'BASELINE' AND version_order >= f.version_order)
END;

DO $$
DECLARE
  v_search_path text := current_setting('search_path');
  v_role text := current_setting('role');
  v_problems text;
  v_file record;
  v_start timestamptz;
BEGIN
  -- All that Flyway would refuse, and what this script can not do, before anything is executed.
  SELECT string_agg(p.problem, E'\n' ORDER BY p.problem) INTO v_problems
  FROM (
    SELECT format('%s was changed after it had been applied', f.path)
    FROM flyway_file AS f JOIN flyway_applied AS a USING (key)
    WHERE f.version IS NOT NULL AND a.type = 'SQL' AND a.checksum <> f.checksum
    UNION ALL
    SELECT format('%s is new, but %s was applied before', f.path, array_to_string(max(a.version_order), '.'))
    FROM flyway_pending AS f JOIN flyway_applied AS a ON a.version_order > f.version_order
    GROUP BY f.path
    UNION ALL
    SELECT format('./migration/%s was applied and is not there', a.script)
    FROM flyway_applied AS a LEFT JOIN flyway_file AS f USING (key)
    WHERE a.type = 'SQL' AND f.key IS NULL AND a.version_order < (SELECT max(version_order) FROM flyway_file)
    UNION ALL
    SELECT format('%s failed when Flyway ran it: mend it, then run flyway repair', a.script)
    FROM flyway_applied AS a WHERE NOT a.success
    UNION ALL
    SELECT format('%s have the same version', string_agg(f.path, ' and ' ORDER BY f.path))
    FROM flyway_file AS f GROUP BY f.key HAVING count(*) > 1
    UNION ALL
    SELECT format('%s has %s, and there is no such parameter', f.path, substring(f.text, '\$\{[^}]*\}'))
    FROM flyway_pending AS f WHERE f.text LIKE '%${%}%'
    UNION ALL
    SELECT format('%s is a callback, a baseline or a configuration, which only Flyway itself can run', f.path)
    FROM pgmi_source_view AS f
    WHERE f.path LIKE './migration/%' AND f.name ~ '[.]sql([.]conf)?$' AND f.name !~ '^([UV]\d[\d._]*|R)__.+[.]sql$'
  ) AS p(problem);
  IF v_problems IS NOT NULL THEN
    RAISE EXCEPTION '%', v_problems;
  END IF;

  FOR v_file IN
    SELECT * FROM flyway_pending ORDER BY version_order NULLS LAST, description COLLATE "C"
  LOOP
    RAISE NOTICE 'applying %', v_file.path;
    v_start := clock_timestamp();
    EXECUTE v_file.text;
    -- What a migration sets for itself is not for the next.
    PERFORM set_config('role', v_role, true), set_config('search_path', v_search_path, true);
    INSERT INTO flyway_schema_history
      (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
    SELECT COALESCE(max(installed_rank), 0) + 1, v_file.version, v_file.description, 'SQL', v_file.script, v_file.checksum,
      current_user, 1000 * extract(epoch FROM clock_timestamp() - v_start), true
    FROM flyway_schema_history;
  END LOOP;
END
$$;

-- Once there are tests in __test__ directories, they gate the COMMIT: CALL pgmi_test() here.

COMMIT;
