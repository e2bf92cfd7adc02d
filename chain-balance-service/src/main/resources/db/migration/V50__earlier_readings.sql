-- Readings of a value that are older than the newest and of blocks that are final, or are waited for to be: who asks for what
-- is final is answered from them. The newest first, at most two, in the form of the columns of the newest; null: none.
alter table chain_balances add column earlier jsonb;
alter table allowances add column earlier jsonb;

-- A chain that takes back what it has called final is a chain of one's own that began anew: it is believed from there on.
grant delete on chain_heights to ${service_role};
