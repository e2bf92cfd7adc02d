-- Until when a wallet is read more often than others, because somebody looks at it or it has changed lately.
alter table wallet_refreshes add column lively_until timestamptz;
grant update (lively_until) on wallet_refreshes to ${service_role};
