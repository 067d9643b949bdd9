BEGIN;

CREATE TABLE purchase (id int PRIMARY KEY, amount int NOT NULL);

-- A callback that says nothing, and a level that lets nothing through: the reports come all the same.
CREATE FUNCTION silent(event pg_temp.pgmi_test_event) RETURNS void LANGUAGE sql AS '';
SET LOCAL client_min_messages = error;
CALL pgmi_test(NULL, 'silent');

COMMIT;
