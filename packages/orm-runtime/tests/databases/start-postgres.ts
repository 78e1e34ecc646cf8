import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type PostgresMajor = '15' | '18'
export type PostgresRequest = 'restart' | 'stop' | 'start'
export type PostgresReply = { readonly url: string } | { readonly failure: string } | 'done'

/** A PostgreSQL server of one's own. */
export interface PostgresServer {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string
  /** Stops the server, ending its connections, or starts it again with its data; each resolves when that is done. */
  readonly ask: (request: PostgresRequest) => Promise<void>
  /** Ends it, and removes its data. */
  readonly end: () => Promise<void>
}

/** Starts an embedded server in about two seconds. It ends with this process at the latest. */
export async function startPostgres(major: PostgresMajor): Promise<PostgresServer> {
  const child = fork(fileURLToPath(new URL('postgres-process.ts', import.meta.url)), [major], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const answer = async (): Promise<PostgresReply> => {
    const ended = exited.then(([code]) => ({
      failure: `The process of PostgreSQL ${major} ended with ${String(code)}.`,
    }))
    // The process sends nothing else.
    return Promise.race([once(child, 'message').then(([reply]) => reply as PostgresReply), ended])
  }
  const first = await answer()
  if (typeof first !== 'object' || 'failure' in first) throw new Error(JSON.stringify(first))
  return {
    url: first.url,
    ask: async (request) => {
      child.send(request)
      const reply = await answer()
      if (reply !== 'done') throw new Error(JSON.stringify(reply))
    },
    end: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
