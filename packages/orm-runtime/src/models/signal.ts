import { types } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'

/** What is called when something happens. One that returns a promise is awaited, in asynchronous calls only. */
export type Receiver<E> = (event: E) => unknown

/** What a signal tells of: `sender` is the model's class. */
export interface SignalEvent {
  readonly sender: object
}

/**
 * Tells receivers of what happens to instances, in the order in which they were connected. An error of a receiver is
 * the call's own: after a `pre…` signal nothing is written. Bulk operations and the `update` of a query send no signals.
 */
export class Signal<E extends SignalEvent> {
  readonly name: string
  readonly #receivers: { readonly receiver: Receiver<E>; readonly sender: object | undefined }[] = []

  constructor(name: string) {
    this.name = name
  }

  /** Calls `receiver` from now on, for one model or for all; what it answers ends that. Connected twice it is called once. */
  connect<M extends object>(receiver: Receiver<EventOf<E, M>>, options: { readonly sender: Sender<M> }): () => void
  connect(receiver: Receiver<E>): () => void
  connect(receiver: Receiver<never>, { sender }: { readonly sender?: object } = {}): () => void {
    const known = this.#receivers.some((one) => one.receiver === receiver && one.sender === sender)
    // The overloads say what it takes: the events of its sender.
    if (!known) this.#receivers.push({ receiver: receiver as Receiver<E>, sender })
    return () => void this.#remove(receiver, sender)
  }

  /** Ends what `connect` with the same arguments began; false where there was nothing to end. */
  disconnect<M extends object>(receiver: Receiver<EventOf<E, M>>, options: { readonly sender: Sender<M> }): boolean
  disconnect(receiver: Receiver<E>): boolean
  disconnect(receiver: Receiver<never>, { sender }: { readonly sender?: object } = {}): boolean {
    return this.#remove(receiver, sender)
  }

  /** Whether anybody wants to hear of a model. */
  isHeard(sender: object): boolean {
    // Without receivers it costs a look.
    return this.#receivers.length > 0 && this.receivers(sender).length > 0
  }

  /** @internal The receivers for a model. */
  receivers(sender: object): Receiver<E>[] {
    return this.#receivers
      .filter((one) => one.sender === undefined || one.sender === sender)
      .map(({ receiver }) => receiver)
  }

  /** @internal @throws UsageError where a receiver is asynchronous: a blocking call can't wait for it. */
  refuseAsynchronous(sender: object): void {
    const receiver = this.receivers(sender).find((one) => types.isAsyncFunction(one))
    if (receiver) throw this.asynchronousError(receiver)
  }

  /** @internal */
  asynchronousError(receiver: Receiver<E>): UsageError {
    return new UsageError(
      `The receiver '${receiver.name || 'anonymous'}' of \`${this.name}\` is asynchronous, and this call blocks. Use the call's asynchronous twin, or a receiver that returns no promise.`,
    )
  }

  #remove(receiver: Receiver<never>, sender: object | undefined): boolean {
    const index = this.#receivers.findIndex((one) => one.receiver === receiver && one.sender === sender)
    if (index >= 0) this.#receivers.splice(index, 1)
    return index >= 0
  }
}

/** A model's class. */
type Sender<M> = new (values: never) => M

/** The event of one model. Of many-to-many relations the sender is the model between, not the instance's. */
type EventOf<E, M> = E extends { readonly action: string } ? E : Omit<E, 'instance'> & { readonly instance: M }
