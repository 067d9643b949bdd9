/*
<pgmi-meta id="0b6f2a52-6a0e-4d4c-9d8e-0d7a1f1f7c10" idempotent="true">
  <description>Countries, customers, products and what customers bought</description>
  <sortKeys>
    <key>100/tables</key>
  </sortKeys>
</pgmi-meta>
*/
CREATE SCHEMA IF NOT EXISTS shop;

CREATE TABLE IF NOT EXISTS shop.country (
  code text PRIMARY KEY CHECK (code ~ '^[A-Z]{2}$'),
  name text NOT NULL,
  vat_percent numeric(4, 2) NOT NULL CHECK (vat_percent BETWEEN 0 AND 100)
);

CREATE TABLE IF NOT EXISTS shop.customer (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email LIKE '%_@_%'),
  country_code text NOT NULL REFERENCES shop.country
);

CREATE TABLE IF NOT EXISTS shop.product (
  sku text PRIMARY KEY,
  name text NOT NULL,
  price numeric(10, 2) NOT NULL CHECK (price >= 0),
  stock integer NOT NULL CHECK (stock >= 0)
);

CREATE TABLE IF NOT EXISTS shop.purchase (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES shop.customer,
  sku text NOT NULL REFERENCES shop.product,
  quantity integer NOT NULL CHECK (quantity > 0),
  total numeric(10, 2) NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now()
);
