--liquibase formatted sql

--changeset ann:rich-account runOnChange:true splitStatements:false
CREATE OR REPLACE VIEW rich_account AS SELECT id, owner FROM account WHERE balance > 50;
