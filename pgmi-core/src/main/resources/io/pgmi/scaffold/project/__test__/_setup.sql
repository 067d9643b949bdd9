-- Every test of this directory starts with this and leaves nothing behind.
INSERT INTO app.customer (email, name) VALUES ('ada@example.com', 'Ada');
