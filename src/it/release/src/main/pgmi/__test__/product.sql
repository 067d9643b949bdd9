INSERT INTO product VALUES ('bread');
