-- For the alarm's count. In a transaction of its own, which only writers of deposits wait for.
create index deposits_held on deposits (state) where state = 'held';
