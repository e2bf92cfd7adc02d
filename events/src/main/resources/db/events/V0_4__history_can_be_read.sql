-- A service that starts looks whether the database is what its build was made for (Flyway's validate). It may read what was
-- migrated, and nothing more.
grant select on flyway_schema_history to ${service_role};
