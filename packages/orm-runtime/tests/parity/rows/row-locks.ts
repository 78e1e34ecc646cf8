import { AsyncLocalStorage } from 'node:async_hooks'
import { expect } from 'vitest'
import { aatomic, atomic, DatabaseError, NotSupportedError, TransactionError } from 'orm-runtime'
import { differs, holds, type Behaviour } from '../behaviour.ts'
import { Book } from '../models.ts'
import { sent } from '../sent.ts'

const locked = Book.objects.filter({ id: 1 }).selectForUpdate()

/** What select_for_update does. SQLite has no locks of rows: a block that writes is alone. */
export const rowLocks: readonly Behaviour[] = [
  holds('select_for_update outside of a transaction is an error', async () => {
    await expect(locked.all().toArrayAsync()).rejects.toThrow(TransactionError)
    expect(() => locked.all().toArray()).toThrow(TransactionError)
  }),
  holds('It is no error to build it', () => {
    expect(() => Book.objects.selectForUpdate().filter({ id: 1 })).not.toThrow()
  }),
  holds('In a transaction it locks rows, where the database can', async (database) => {
    const [, select] = await sent(database, () => aatomic(() => locked.all()))
    expect(select?.sql.includes('for update')).toBe(database.name !== 'sqlite')
  }),
  holds('It works in a blocking block', () => {
    expect(atomic(() => locked.all().toArray())).toHaveLength(1)
  }),
  holds('Another transaction that does not wait for the lock fails', async ({ name }) => {
    const other = Book.objects.filter({ id: 1 }).selectForUpdate({ noWait: true })
    if (name === 'sqlite') {
      expect(await aatomic(() => other)).toHaveLength(1)
      return
    }
    await aatomic(async () => {
      await locked.all()
      await expect(apart(() => other.toArrayAsync())).rejects.toThrow(DatabaseError)
    })
  }),
  holds('Another transaction can skip rows that are locked', async ({ name }) => {
    const others = Book.objects.orderBy('id').selectForUpdate({ skipLocked: true })
    if (name === 'sqlite') {
      expect(await aatomic(() => others)).toHaveLength(5)
      return
    }
    await aatomic(async () => {
      await locked.all()
      expect((await apart(() => others.toArrayAsync())).map(({ id }) => id)).toEqual([2, 3, 4, 5])
    })
  }),
  holds('Rows are read without the lock by others', async () => {
    await aatomic(async () => {
      await locked.all()
      expect(await outside(() => Book.objects.filter({ id: 1 }).toArrayAsync())).toHaveLength(1)
    })
  }),
  holds('of locks the rows of some tables only, on PostgreSQL', async (database) => {
    const query = Book.objects.selectRelated('author').selectForUpdate({ of: ['self'] })
    if (database.name === 'mariadb') return expect(aatomic(() => query)).rejects.toThrow(NotSupportedError)
    const [, select] = await sent(database, () => aatomic(() => query))
    expect(select?.sql.includes('for update of')).toBe(database.name === 'postgres')
  }),
  holds('count and exists take no locks', async (database) => {
    expect(await locked.acount()).toBe(1)
    expect(database.queries[0]?.sql).not.toContain('for update')
  }),
  differs(
    'for no key update and key share',
    'Of the strengths of PostgreSQL only FOR UPDATE exists.',
    async (database) => {
      const [, select] = await sent(database, () => aatomic(() => locked.all()))
      expect(select?.sql).not.toContain('no key')
    },
  ),
]

/** Runs work in a transaction of its own, beside the one that asks for it. */
function apart<T>(work: () => Promise<T>): Promise<T> {
  return outside(() => aatomic(work))
}

/** The context in which no transaction is open. */
const outside = AsyncLocalStorage.snapshot()
