import type { Contestant } from '../contestant.ts'
import { Comment, list, nested, read, User } from './orm-runtime.ts'

/** The asynchronous half, on any database: the same calls. */
export const asynchronousHalf: Omit<Contestant, 'close'> = {
  get: (id) => User.objects.aget({ id }),
  list: () => list().toArrayAsync(),
  nested: async () => read(await nested().toArrayAsync()),
  insertMany: (rows) => Comment.objects.abulkCreate(rows),
}
