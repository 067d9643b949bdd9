-- Every test below this directory sees this, each on its own.
INSERT INTO shop.customer (email, country_code) VALUES ('ana@example.com', 'DK');
