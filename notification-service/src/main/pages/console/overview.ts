import { h, show } from '../shared/dom.js';
import { duration, number, time } from '../shared/format.js';
import { spark } from '../shared/spark.js';
import { card, empty, failed, loading, table } from '../shared/states.js';
import { figuresOf, outboxText, type Figure } from './figures.js';
import type { Answer, Flow, Replica } from './services.js';

/** Two minutes at a look every two seconds. */
const SAMPLES = 60;

/** The whole set: figures with their course, the replicas, and each service's flow of events. */
export class Overview {
  readonly #tiles = h('div', { class: 'tiles', id: 'tiles' }, loading());
  readonly #replicas = h('div', {}, loading());
  readonly #services = h('div', {}, loading());
  readonly #courses = new Map<string, number[]>();
  readonly elements = [
    this.#tiles,
    card('Replicas of notification-service', 'replicas', this.#replicas),
    card('Events out of and into each service', 'services', this.#services),
  ];

  show(answers: readonly Answer[]): void {
    show(this.#tiles, ...figuresOf(answers).map((figure) => this.#tile(figure)));
    const sockets = answers.find(({ service }) => service === 'notification-service');
    show(this.#replicas, replicaTable(sockets));
    show(this.#services, table(['Service', 'Outbox', 'Consumer lag', 'Dead letters'], answers.map(serviceRow), true));
  }

  #tile(figure: Figure): HTMLElement {
    const course = this.#courses.get(figure.name) ?? [];
    if (figure.value !== undefined) {
      course.push(figure.value);
      this.#courses.set(figure.name, course.slice(-SAMPLES));
    }
    return h(
      'div',
      { class: `tile ${figure.kind}`, 'data-figure': figure.name },
      h('span', { class: 'name' }, figure.name),
      h('span', { class: 'value' }, figure.text),
      h('div', { class: 'more' }, figure.more),
      spark(course),
    );
  }
}

function replicaTable(answer: Answer | undefined): HTMLElement {
  if (answer?.flow === undefined) {
    return failed(answer?.refused?.message ?? 'There was no answer');
  }
  const replicas = answer.flow.replicas ?? [];
  return replicas.length === 0
    ? empty('No replica has reported within the last seconds.')
    : table(
        ['Replica', 'Sockets', 'Users', 'Frames/s', 'Commit to socket', 'Conflated/s', 'Redis', 'Up since'],
        replicas.map(replicaRow),
        true,
      );
}

function replicaRow(replica: Replica): HTMLElement {
  const { rates } = replica;
  const took = rates.commitToSocket;
  return h(
    'tr',
    { 'data-replica': replica.replica },
    h('td', {}, replica.replica),
    h(
      'td',
      {},
      number(replica.sockets),
      replica.socketIo > 0 && h('small', {}, `${number(replica.socketIo)} Socket.IO`),
    ),
    h('td', {}, number(replica.users)),
    h('td', {}, number(rates.framesPerSecond)),
    h(
      'td',
      {},
      took === undefined ? '–' : `p50 ${duration(took.p50)}`,
      took !== undefined && h('small', {}, `p99 ${duration(took.p99)} of ${number(took.count)}`),
    ),
    h('td', {}, number(rates.conflatedPerSecond)),
    h(
      'td',
      {},
      h('span', { class: `pill ${replica.listening ? 'good' : 'bad'}` }, replica.listening ? 'Listening' : 'Silent'),
    ),
    h('td', {}, time(replica.startedAt)),
  );
}

function serviceRow({ service, flow, refused }: Answer): HTMLElement {
  return flow === undefined
    ? h(
        'tr',
        { 'data-service': service },
        h('td', {}, service),
        h('td', { colspan: 3 }, h('span', { class: 'pill bad' }, 'No answer'), h('small', {}, refused?.message)),
      )
    : h(
        'tr',
        { 'data-service': service },
        h('td', {}, service),
        h('td', {}, outboxText(flow)),
        h('td', {}, ...consumers(flow)),
        h('td', {}, ...letters(flow)),
      );
}

function consumers({ consumers }: Flow): (Node | string)[] {
  return lines(consumers?.map((each) => [number(each.lag), `${each.topic} by ${each.group}`, false]));
}

function letters({ deadLetters }: Flow): (Node | string)[] {
  return lines(deadLetters?.map((each) => [number(each.depth), each.topic, each.depth > 0]));
}

function lines(list: readonly (readonly [value: string, of: string, bad: boolean])[] | undefined): (Node | string)[] {
  if (list === undefined) {
    return [h('span', { class: 'pill warn' }, 'Kafka does not answer')];
  }
  return list.length === 0
    ? ['none']
    : list.map(([value, of, bad]) =>
        h('div', {}, bad ? h('span', { class: 'pill bad' }, value) : value, h('small', {}, of)),
      );
}
