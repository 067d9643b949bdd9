CREATE TABLE IF NOT EXISTS login (instance text, zone text);
INSERT INTO login VALUES (current_setting('google.instance'), current_setting('TimeZone'));
