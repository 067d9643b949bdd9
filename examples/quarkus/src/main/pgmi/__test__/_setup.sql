INSERT INTO note (body) VALUES ('seen by every test of this folder');
