import { threadId } from 'node:worker_threads'

/** A class whose static methods a worker can run. */
export class Reports {
  readonly year = 2026

  static place(): number {
    return threadId
  }
}
