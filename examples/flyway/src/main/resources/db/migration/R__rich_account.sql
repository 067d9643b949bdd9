CREATE OR REPLACE VIEW rich_account AS SELECT id, '${currency}'::text AS currency FROM account WHERE balance > 50;
