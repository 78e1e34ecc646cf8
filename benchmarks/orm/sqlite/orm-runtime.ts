import { close, connect, sqlite } from 'orm-runtime'
import type { Contestant } from '../contestant.ts'
import { Comment, list, models, nested, read, slow, User } from '../libraries/orm-runtime.ts'

/** The blocking half. One database is connected in a process, so it is opened once for both halves. */
export async function open(file: string): Promise<Contestant> {
  await connect({ default: sqlite(file), models })
  return {
    get: (id) => User.objects.get({ id }),
    list: () => list().toArray(),
    nested: () => read(nested().toArray()),
    insertMany: (rows) => Comment.objects.bulkCreate(rows),
    slow: (length) => slow(length).count(),
    close,
  }
}
