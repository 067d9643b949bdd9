/*
<pgmi-meta id="a1c6a1f4-2f0e-4b8f-8a34-0f5c0b7d9e42" idempotent="true">
  <sortKeys>
    <key>200/functions</key>
  </sortKeys>
</pgmi-meta>
*/
CREATE OR REPLACE FUNCTION shop.place_order(p_email text, p_sku text, p_quantity integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_customer shop.customer;
  v_price numeric;
  v_id integer;
BEGIN
  SELECT * INTO v_customer FROM shop.customer WHERE email = p_email;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no customer has the address %', p_email USING ERRCODE = 'no_data_found';
  END IF;

  UPDATE shop.product SET stock = stock - p_quantity
  WHERE sku = p_sku AND stock >= p_quantity
  RETURNING price INTO v_price;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'fewer than % of % in stock', p_quantity, p_sku USING ERRCODE = 'check_violation';
  END IF;

  INSERT INTO shop.purchase (customer_id, sku, quantity, total)
  VALUES (v_customer.id, p_sku, p_quantity, p_quantity * shop.price_with_vat(v_price, v_customer.country_code))
  RETURNING id INTO v_id;
  RETURN v_id;
END
$$;
