import { duration, number } from '../shared/format.js';
import type { Answer, Flow } from './services.js';

/** A figure over the whole set; `value` is undefined while nobody can tell it. */
export interface Figure {
  readonly name: string;
  readonly value: number | undefined;
  readonly text: string;
  readonly more: string;
  readonly kind: '' | 'warn' | 'bad';
}

/** A minute of lag, or of an event that waits, is worth a look. */
const OLD_SECONDS = 60;
const MUCH_LAG = 1000;

export function figuresOf(answers: readonly Answer[]): Figure[] {
  const flows = answers.flatMap(({ flow }) => (flow === undefined ? [] : [flow]));
  const replicas = flows.flatMap((flow) => flow.replicas ?? []);
  const latencies = replicas.flatMap(({ rates }) => (rates.commitToSocket === undefined ? [] : [rates.commitToSocket]));
  const known = flows.some((flow) => flow.replicas !== undefined);
  const p50 = greatest(latencies.map((each) => each.p50));
  const p99 = greatest(latencies.map((each) => each.p99));
  const conflated = sum(replicas.map(({ rates }) => rates.conflatedPerSecond));
  const outboxes = flows.flatMap(({ outbox }) => (outbox === undefined ? [] : [outbox]));
  const oldest = greatest(outboxes.map((each) => each.oldestAgeSeconds));
  const lag = total(flows.map(({ consumers }) => consumers?.map((each) => each.lag)));
  const letters = total(flows.map(({ deadLetters }) => deadLetters?.map((each) => each.depth)));
  return [
    figure(
      'Open sockets',
      known ? sum(replicas.map((each) => each.sockets)) : undefined,
      number,
      `on ${count(replicas.length, 'replica')}`,
    ),
    figure(
      'Frames per second',
      known ? sum(replicas.map(({ rates }) => rates.framesPerSecond)) : undefined,
      number,
      conflated > 0 ? `${number(conflated)}/s conflated` : 'none conflated',
    ),
    figure(
      'Commit to socket, p99',
      p99,
      duration,
      p50 === undefined ? 'no frame in the last 10 s' : `p50 ${duration(p50)}`,
    ),
    figure('Consumer lag', lag, number, 'records not yet worked on', (value) => (value > MUCH_LAG ? 'warn' : '')),
    figure(
      'Oldest in an outbox',
      oldest,
      (value) => duration(value * 1000),
      `${count(sum(outboxes.map((each) => each.unpublished)), 'event')} waiting`,
      (value) => (value > OLD_SECONDS ? 'bad' : ''),
    ),
    figure('Dead letters', letters, number, 'kept in all topics', (value) => (value > 0 ? 'bad' : '')),
  ];
}

function figure(
  name: string,
  value: number | undefined,
  text: (value: number) => string,
  more: string,
  kind: (value: number) => Figure['kind'] = () => '',
): Figure {
  return {
    name,
    value,
    text: value === undefined ? '–' : text(value),
    more,
    kind: value === undefined ? '' : kind(value),
  };
}

function count(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? '' : 's'}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}

function greatest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

/** Undefined if nobody could tell. */
function total(lists: readonly (readonly number[] | undefined)[]): number | undefined {
  const told = lists.flatMap((list) => (list === undefined ? [] : [sum(list)]));
  return told.length === 0 ? undefined : sum(told);
}

/** How old the oldest event of an outbox is, for one service. */
export function outboxText({ outbox }: Flow): string {
  return outbox === undefined
    ? '–'
    : `${number(outbox.unpublished)} · oldest ${duration(outbox.oldestAgeSeconds * 1000)}`;
}
