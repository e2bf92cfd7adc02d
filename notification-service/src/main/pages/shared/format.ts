const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** An amount with every digit it has, its thousands apart. Works on text: no digit is calculated. */
export function amount(value: string | null | undefined): string {
  if (value === null || value === undefined) {
    return '–';
  }
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? [, '', value, ''];
  return `${sign === '' ? '' : '−'}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}

/** A change, with its sign. */
export function change(value: string): string {
  return value.startsWith('-') ? amount(value) : `+${amount(value)}`;
}

export function time(at: string): string {
  const moment = new Date(at);
  return new Date().toDateString() === moment.toDateString() ? TIME.format(moment) : DAY_AND_TIME.format(moment);
}

export function number(value: number): string {
  return NUMBER.format(value);
}

/** A duration in the unit that suits it. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) {
    return `${NUMBER.format(milliseconds)} ms`;
  }
  const seconds = milliseconds / 1000;
  return seconds < 120 ? `${NUMBER.format(seconds)} s` : `${NUMBER.format(seconds / 60)} min`;
}

/** `transaction_completed` as people read it. */
export function words(wireName: string): string {
  const text = wireName.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The beginning and the end of what is too long to read. */
export function short(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
}
