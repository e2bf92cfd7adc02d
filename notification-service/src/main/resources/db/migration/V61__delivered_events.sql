-- Redis remembers which events it has taken, and can be emptied; the inbox remembers too. Both are one statement. The second
-- does not wait for the disk: should PostgreSQL lose it, Redis still knows, and one of the two is enough.
create function was_delivered(of_consumer text, of_event uuid)
    returns boolean language sql stable as $$
    select exists (select from inbox where consumer = of_consumer and event_id = of_event)
$$;

create function mark_delivered(of_consumer text, of_event uuid, of_tenant text)
    returns void language plpgsql as $$
begin
    perform set_config('synchronous_commit', 'off', true);
    insert into inbox (consumer, event_id, tenant) values (of_consumer, of_event, of_tenant) on conflict do nothing;
end
$$;
