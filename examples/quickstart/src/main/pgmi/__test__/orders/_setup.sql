INSERT INTO shop.product (sku, name, price, stock) VALUES ('TEST', 'Something to buy', 10.00, 3);
