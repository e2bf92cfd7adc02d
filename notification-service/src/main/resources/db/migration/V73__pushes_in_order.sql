-- A device is told everything in its order: what is due is taken together with what is due before it, and not while something
-- before it is put off or on its way. One claim at a time, because two at once could each take a part of a device's.
create index pushes_waiting_of_device on pushes (tenant, device_id, created_at, sequence) where state = 'waiting';

-- Takes what is due, and no more than at_most; nobody else gets it for the time of the lease.
create or replace function claim_pushes(at_most int, lease interval)
    returns setof pushes language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('ballast.claim_pushes', 0));
    return query
        update pushes claimed
        set due_at = clock_timestamp() + lease
        from (select tenant, user_id, epoch, sequence, device_id
              from pushes mine
              where state = 'waiting' and due_at <= clock_timestamp()
                and not exists (
                    select from pushes earlier
                    where earlier.tenant = mine.tenant and earlier.device_id = mine.device_id
                      and earlier.state = 'waiting' and earlier.due_at > clock_timestamp()
                      and (earlier.created_at, earlier.sequence) < (mine.created_at, mine.sequence))
              order by due_at, created_at, sequence
              limit at_most
              for update skip locked) due
        where claimed.tenant = due.tenant and claimed.user_id = due.user_id and claimed.epoch = due.epoch
          and claimed.sequence = due.sequence and claimed.device_id = due.device_id
        returning claimed.*;
end
$$;
