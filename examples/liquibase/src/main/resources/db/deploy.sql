-- Liquibase's formatted SQL changelogs as they are, with Liquibase's history.

BEGIN;

-- As Liquibase makes them. If they are not in your role's default schema: SET LOCAL search_path = <the schema> before this.
CREATE TABLE IF NOT EXISTS databasechangelog (
  id varchar(255) NOT NULL,
  author varchar(255) NOT NULL,
  filename varchar(255) NOT NULL,
  dateexecuted timestamp NOT NULL,
  orderexecuted integer NOT NULL,
  exectype varchar(10) NOT NULL,
  md5sum varchar(35),
  description varchar(255),
  comments varchar(255),
  tag varchar(255),
  liquibase varchar(20),
  contexts varchar(255),
  labels varchar(255),
  deployment_id varchar(10)
);
CREATE TABLE IF NOT EXISTS databasechangeloglock (
  id integer CONSTRAINT databasechangeloglock_pkey PRIMARY KEY,
  locked boolean NOT NULL,
  lockgranted timestamp,
  lockedby varchar(255)
);
INSERT INTO databasechangeloglock (id, locked) VALUES (1, false) ON CONFLICT DO NOTHING;

-- Liquibase's checksums are of its own classes, so these are ours: what a changeset was when we first met it.
CREATE TABLE IF NOT EXISTS databasechangelog_checksum (
  id varchar(255),
  author varchar(255),
  filename varchar(255),
  checksum text NOT NULL,
  PRIMARY KEY (id, author, filename)
);

-- The changesets of ./changelog/ in the plan's order: by path, unless <pgmi-meta> says otherwise.
CREATE TEMPORARY TABLE changeset ON COMMIT DROP AS
SELECT
  row_number() OVER (ORDER BY f.execution_order, s.number) AS number,
  f.path,
  h.part[1] AS author,
  h.part[2] AS id,
  -- What Liquibase calls the file. Look at databasechangelog.filename.
  'db/' || substr(f.path, length('./') + 1) AS filename,
  h.part[3] AS attributes,
  h.part[3] ~* '\yrunOnChange:true\y' AS on_change,
  h.part[4] AS text,
  -- White space does not count.
  md5(regexp_replace(h.part[4], '\s+', ' ', 'g')) AS checksum
FROM pgmi_plan_view AS f
CROSS JOIN regexp_split_to_table(f.content, '^--\s*changeset\s+', 'in') WITH ORDINALITY AS s(text, number)
CROSS JOIN regexp_matches(s.text, '^([^\s:"]+):([^\s"]+)([^\n]*)(.*)$') AS h(part)
WHERE f.path LIKE './changelog/%' AND s.number > 1;

CREATE TEMPORARY TABLE pending ON COMMIT DROP AS
SELECT c.*, l.id IS NULL AS new
FROM changeset AS c
LEFT JOIN databasechangelog AS l USING (id, author, filename)
LEFT JOIN databasechangelog_checksum AS k USING (id, author, filename)
WHERE l.id IS NULL OR (c.on_change AND k.checksum <> c.checksum);

DO $$
DECLARE
  v_search_path text := current_setting('search_path');
  v_role text := current_setting('role');
  v_problems text;
  v_changeset record;
BEGIN
  -- A Liquibase that comes later waits for the end of this.
  IF (SELECT locked FROM databasechangeloglock WHERE id = 1 FOR UPDATE) THEN
    RAISE EXCEPTION 'Liquibase is at work, or did not come to its end'
      USING HINT = 'Look at databasechangeloglock; liquibase:releaseLocks frees it.';
  END IF;

  SELECT string_agg(p.problem, E'\n' ORDER BY p.problem) INTO v_problems
  FROM (
    SELECT format('%s: %s:%s was changed after it had been applied', c.path, c.author, c.id)
    FROM changeset AS c
    JOIN databasechangelog AS l USING (id, author, filename)
    JOIN databasechangelog_checksum AS k USING (id, author, filename)
    WHERE NOT c.on_change AND k.checksum <> c.checksum
    UNION ALL
    SELECT format('%s: %s:%s has "%s", which only Liquibase itself can follow', c.path, c.author, c.id, a.unknown)
    FROM pending AS c
    CROSS JOIN trim(E' \r' FROM regexp_replace(c.attributes, '\y(runOnChange|splitStatements|stripComments):(true|false)\y', '', 'gi')
      || COALESCE(substring(c.text, '(?in)^--\s*(preconditions)\y'), '')) AS a(unknown)
    WHERE a.unknown <> ''
    UNION ALL
    SELECT format('%s: Liquibase ran %s:%s as a changeset of %s', c.path, c.author, c.id, l.filename)
    FROM pending AS c JOIN databasechangelog AS l USING (id, author)
    WHERE c.new AND NOT EXISTS (
      SELECT FROM changeset AS o WHERE o.id = l.id AND o.author = l.author AND o.filename = l.filename)
    UNION ALL
    SELECT format('%s: %s:%s is there twice', c.path, c.author, c.id)
    FROM changeset AS c GROUP BY c.path, c.author, c.id HAVING count(*) > 1
    UNION ALL
    SELECT format('%s does not begin with "--liquibase formatted sql", or not every changeset in it is author:id', f.path)
    FROM pgmi_source_view AS f
    WHERE f.path LIKE './changelog/%' AND (f.content !~* '^--\s*liquibase formatted sql'
      OR (SELECT count(*) FROM regexp_matches(f.content, '^--\s*changeset\y', 'gin'))
        <> (SELECT count(*) FROM changeset AS c WHERE c.path = f.path))
  ) AS p(problem);
  IF v_problems IS NOT NULL THEN
    RAISE EXCEPTION '%', v_problems;
  END IF;

  FOR v_changeset IN
    SELECT * FROM pending ORDER BY number
  LOOP
    RAISE NOTICE 'applying %:% of %', v_changeset.author, v_changeset.id, v_changeset.path;
    EXECUTE v_changeset.text;
    -- What a changeset sets for itself is not for the next.
    PERFORM set_config('role', v_role, true), set_config('search_path', v_search_path, true);
    -- Without a checksum: Liquibase, when it runs again, takes such a row as it is and puts its own in.
    IF v_changeset.new THEN
      INSERT INTO databasechangelog
        (id, author, filename, dateexecuted, orderexecuted, exectype, description, liquibase, deployment_id)
      SELECT v_changeset.id, v_changeset.author, v_changeset.filename, clock_timestamp(),
        COALESCE(max(orderexecuted), 0) + 1, 'EXECUTED', 'sql', 'pgmi', 'pgmi'
      FROM databasechangelog;
    ELSE
      UPDATE databasechangelog SET dateexecuted = clock_timestamp(), exectype = 'RERAN', md5sum = NULL
      WHERE (id, author, filename) = (v_changeset.id, v_changeset.author, v_changeset.filename);
    END IF;
  END LOOP;

  INSERT INTO databasechangelog_checksum AS k (id, author, filename, checksum)
  SELECT id, author, filename, checksum FROM changeset
  ON CONFLICT (id, author, filename) DO UPDATE SET checksum = excluded.checksum WHERE k.checksum <> excluded.checksum;
END
$$;

-- Once there are tests in __test__ directories, they gate the COMMIT: CALL pgmi_test() here.

COMMIT;
