type Listener<T> = (value: T, id?: string) => void;

/** Listeners by name. One that throws does not keep the others from hearing; its error is reported as uncaught. */
export class Emitter<Events> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Adds a listener, and gives the function that removes it. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    let listeners = this.#listeners.get(name);
    if (listeners === undefined) {
      listeners = new Set();
      this.#listeners.set(name, listeners);
    }
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  emit<Name extends keyof Events>(name: Name, value: Events[Name], id?: string): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        (listener as Listener<Events[Name]>)(value, id);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
