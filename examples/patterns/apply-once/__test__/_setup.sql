INSERT INTO account (id, balance) VALUES (1, 100), (2, 0);
