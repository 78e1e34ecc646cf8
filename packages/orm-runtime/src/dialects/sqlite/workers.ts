import type { AsyncConnection } from '../dialect.ts'
import { WorkerConnection } from './worker-connection.ts'

export interface Workers {
  readonly writer: () => AsyncConnection
  /** The reader with the least to do; another one is started while all are busy and there may be more. */
  readonly reader: () => AsyncConnection
  readonly close: () => Promise<void>
}

/**
 * One worker thread that writes and several that read, each with a connection of its own and started when needed. One
 * that has stopped is replaced at the next call.
 */
export function openWorkers(options: { file: string; readers: number; timeout: number }): Workers {
  const { file, timeout } = options
  let writer: WorkerConnection | undefined
  let readers: WorkerConnection[] = []
  return {
    writer: () => {
      if (!writer || writer.stopped) writer = new WorkerConnection('writer', { file, timeout, writes: true })
      return writer
    },
    reader: () => {
      readers = readers.filter(({ stopped }) => !stopped)
      const [idlest] = readers.toSorted((a, b) => a.pending - b.pending)
      if (idlest && (idlest.pending === 0 || readers.length >= options.readers)) return idlest
      const reader = new WorkerConnection(`reader ${readers.length + 1}`, { file, timeout, writes: false })
      readers.push(reader)
      return reader
    },
    close: async () => {
      await Promise.all([...(writer ? [writer] : []), ...readers].map((connection) => connection.close()))
    },
  }
}
