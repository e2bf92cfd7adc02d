-- notification-service's database after it was restored from a backup, before the service starts: users who were erased after the
-- backup are in it again, with devices that would be pushed to when Kafka tells once more what happened. They are erased here, and
-- once more by the service's API when it has caught up (deploy/docs/recovery.md). Run by a superuser while notification-service is
-- stopped, with everybody who was erased since the moment, or []:
--   (echo "set recovery.erased = '[{\"tenant\": \"default\", \"user\": \"u-17\"}]';"; cat notification-after-restore.sql) |
--     psql -v ON_ERROR_STOP=1 notification
do $$
begin
    perform erase_user(erased.tenant, erased."user")
       from jsonb_to_recordset(current_setting('recovery.erased')::jsonb) as erased (tenant text, "user" text);
end
$$;
