-- A database for each service with its two roles: the owner, who migrates, and the service's own, who owns nothing and cannot
-- bypass row-level security. Neither can enter another service's database. Passwords come from the environment.
\set QUIET on
\set ON_ERROR_STOP on
-- A statement that fails is logged, and these hold passwords
SET log_min_error_statement = panic;
SET log_statement = none;
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
REVOKE ALL ON DATABASE template1 FROM PUBLIC;

\getenv owner_password LEDGER_OWNER_PASSWORD
\getenv password LEDGER_PASSWORD
CREATE ROLE ledger_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
CREATE ROLE ledger LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
CREATE DATABASE ledger OWNER ledger_owner;
REVOKE ALL ON DATABASE ledger FROM PUBLIC;
GRANT CONNECT ON DATABASE ledger TO ledger;

\getenv owner_password CHAIN_BALANCE_OWNER_PASSWORD
\getenv password CHAIN_BALANCE_PASSWORD
CREATE ROLE chain_balance_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
CREATE ROLE chain_balance LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
CREATE DATABASE chain_balance OWNER chain_balance_owner;
REVOKE ALL ON DATABASE chain_balance FROM PUBLIC;
GRANT CONNECT ON DATABASE chain_balance TO chain_balance;

\getenv owner_password NOTIFICATION_OWNER_PASSWORD
\getenv password NOTIFICATION_PASSWORD
CREATE ROLE notification_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
CREATE ROLE notification LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
CREATE DATABASE notification OWNER notification_owner;
REVOKE ALL ON DATABASE notification FROM PUBLIC;
GRANT CONNECT ON DATABASE notification TO notification;

\getenv owner_password AUTO_DEPOSIT_OWNER_PASSWORD
\getenv password AUTO_DEPOSIT_PASSWORD
CREATE ROLE auto_deposit_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
CREATE ROLE auto_deposit LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
CREATE DATABASE auto_deposit OWNER auto_deposit_owner;
REVOKE ALL ON DATABASE auto_deposit FROM PUBLIC;
GRANT CONNECT ON DATABASE auto_deposit TO auto_deposit;
