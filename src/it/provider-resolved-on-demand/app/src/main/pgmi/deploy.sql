CREATE TABLE IF NOT EXISTS login (instance text);
INSERT INTO login VALUES (current_setting('google.instance'));
