-- A device is told everything in its order: only the first of what waits for it is taken. What waits for the end of quiet hours keeps
-- nothing behind it until then: what comes meanwhile is put off to the same moment by itself.
alter table pushes add column quiet boolean not null default false;
create index pushes_waiting_of_device on pushes (tenant, device_id, created_at, sequence) where state = 'waiting';

-- Takes what is due, one of a device at most; nobody else gets it for the time of the lease. The moment is one for all rows.
create or replace function claim_pushes(at_most int, lease interval)
    returns setof pushes language plpgsql as $$
declare
    moment timestamptz := clock_timestamp();
begin
    return query
        update pushes claimed
        set due_at = moment + lease, quiet = false
        from (select tenant, user_id, epoch, sequence, device_id
              from pushes mine
              where state = 'waiting' and due_at <= moment
                and not exists (
                    select from pushes earlier
                    where earlier.tenant = mine.tenant and earlier.device_id = mine.device_id
                      and earlier.state = 'waiting' and (earlier.created_at, earlier.sequence) < (mine.created_at, mine.sequence)
                      and not (earlier.quiet and earlier.due_at > moment))
              order by due_at
              limit at_most
              for update skip locked) due
        where claimed.tenant = due.tenant and claimed.user_id = due.user_id and claimed.epoch = due.epoch
          and claimed.sequence = due.sequence and claimed.device_id = due.device_id
        returning claimed.*;
end
$$;
