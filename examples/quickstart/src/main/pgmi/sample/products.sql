INSERT INTO shop.product (sku, name, price, stock) VALUES
  ('TEA-100', 'Green tea, 100 g', 8.00, 40),
  ('POT-1', 'Teapot', 35.00, 5)
ON CONFLICT (sku) DO NOTHING;
