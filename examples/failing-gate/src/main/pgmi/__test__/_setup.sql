INSERT INTO account VALUES ('ana', 100), ('ben', 0);
