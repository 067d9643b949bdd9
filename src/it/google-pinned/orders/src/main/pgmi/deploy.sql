-- Long enough for both modules to be at it together.
CREATE TABLE IF NOT EXISTS login (role text, time_zone text, date_style text);
INSERT INTO login VALUES (current_user, current_setting('TimeZone'), current_setting('DateStyle'));
SELECT pg_sleep(1);
