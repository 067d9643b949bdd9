-- Every file is a row, of whatever type: what SQL can read, a deployment can load.

BEGIN;

CREATE TABLE IF NOT EXISTS currency (code text PRIMARY KEY, name text NOT NULL, digits integer NOT NULL);
CREATE TABLE IF NOT EXISTS rate (code text PRIMARY KEY REFERENCES currency, rate numeric NOT NULL);
CREATE TABLE IF NOT EXISTS holiday (day date PRIMARY KEY, name text NOT NULL);

-- JSON
INSERT INTO currency (code, name, digits)
SELECT c.code, c.name, c.digits
FROM pgmi_source_view AS f
CROSS JOIN jsonb_to_recordset(f.content::jsonb) AS c(code text, name text, digits integer)
WHERE f.path = './reference/currencies.json'
ON CONFLICT (code) DO UPDATE SET name = excluded.name, digits = excluded.digits;

-- CSV without quotes: one row a line, the first of which is the header
INSERT INTO rate (code, rate)
SELECT v.fields[1], v.fields[2]::numeric
FROM pgmi_source_view AS f
CROSS JOIN regexp_split_to_table(trim(f.content, E'\r\n'), E'\r?\n') WITH ORDINALITY AS l(line, number)
CROSS JOIN string_to_array(l.line, ',') AS v(fields)
WHERE f.path = './reference/rates.csv' AND l.number > 1
ON CONFLICT (code) DO UPDATE SET rate = excluded.rate;

-- XML
INSERT INTO holiday (day, name)
SELECT x.day, x.name
FROM pgmi_source_view AS f
CROSS JOIN xmltable('/holidays/holiday' PASSING CAST(f.content AS xml)
                    COLUMNS day date PATH '@day', name text PATH 'text()') AS x
WHERE f.path = './reference/holidays.xml'
ON CONFLICT (day) DO UPDATE SET name = excluded.name;

COMMIT;
