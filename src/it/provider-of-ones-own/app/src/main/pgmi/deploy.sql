CREATE TABLE login AS SELECT current_setting('vault.token') AS token;
