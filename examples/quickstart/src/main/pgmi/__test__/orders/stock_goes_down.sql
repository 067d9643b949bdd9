DO $$
BEGIN
  PERFORM shop.place_order('ana@example.com', 'TEST', 2);
  ASSERT (SELECT stock FROM shop.product WHERE sku = 'TEST') = 1, 'two of three are sold';
END
$$;
