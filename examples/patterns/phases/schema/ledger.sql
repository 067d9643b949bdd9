/*
<pgmi-meta id="1c2f8f4a-9f53-4f6e-b7c4-3c7b9f0e2a22" idempotent="true">
  <sortKeys><key>2-schema</key></sortKeys>
</pgmi-meta>
*/
CREATE SCHEMA IF NOT EXISTS ledger;
CREATE TABLE IF NOT EXISTS ledger.entry (id integer PRIMARY KEY, amount numeric NOT NULL);
