/*
<pgmi-meta id="5c1d0a0e-8f0b-4c0d-9a55-6f6b8f1f2a31" idempotent="true">
  <sortKeys>
    <key>200/functions</key>
  </sortKeys>
</pgmi-meta>
*/
CREATE OR REPLACE FUNCTION shop.price_with_vat(p_price numeric, p_country text) RETURNS numeric
LANGUAGE sql STABLE AS $$
  SELECT round(p_price * (1 + c.vat_percent / 100), 2) FROM shop.country AS c WHERE c.code = p_country
$$;
