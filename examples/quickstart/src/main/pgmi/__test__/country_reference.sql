DO $$
BEGIN
  ASSERT (SELECT name FROM shop.country WHERE code = 'AT') = 'Österreich', 'AT must be Österreich';
  ASSERT shop.price_with_vat(100, 'DK') = 125.00, 'VAT of Denmark is 25 %';
END
$$;
