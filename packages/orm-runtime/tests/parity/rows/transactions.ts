import { expect } from 'vitest'
import {
  aatomic,
  atomic,
  DatabaseError,
  Deadlock,
  IntegrityError,
  SynchronousOnlyOperation,
  TransactionBroken,
  TransactionClosed,
  TransactionError,
  UsageError,
} from 'orm-runtime'
import { differs, holds, missing, type Behaviour, type Section } from '../behaviour.ts'
import { Author, Book, Tag } from '../models.ts'
import { wordsSent } from '../sent.ts'
import { commitCallbacks } from './commit-callbacks.ts'
import { rowLocks } from './row-locks.ts'

const words = async () => (await Tag.objects.orderBy('id').valuesList('word', { flat: true })).join(' ')
const add = (id: number, word: string) => Tag.objects.acreate({ id, word })
const addNow = (id: number, word: string) => Tag.objects.create({ id, word })
const BEFORE = 'classic novella unused'

const asynchronous: readonly Behaviour[] = [
  holds('A block commits what it wrote', async () => {
    await aatomic(() => add(9, 'new'))
    expect(await words()).toBe(`${BEFORE} new`)
  }),
  holds('A block answers what its callback answers', async () => {
    expect(await aatomic(async () => (await Tag.objects.aget({ id: 1 })).word)).toBe('classic')
  }),
  holds('An error rolls back and is thrown on', async () => {
    const error = new Error('undo')
    const block = aatomic(async () => {
      await add(9, 'new')
      throw error
    })
    await expect(block).rejects.toBe(error)
    expect(await words()).toBe(BEFORE)
  }),
  holds('A block sees its own writes', async () => {
    await aatomic(async () => {
      await add(9, 'new')
      expect(await words()).toBe(`${BEFORE} new`)
    })
  }),
  holds('A nested block is a savepoint', async (database) => {
    const nested = () => aatomic(() => aatomic(() => add(9, 'new')))
    const sent = await wordsSent(database, nested)
    expect(sent.filter((word) => /^(savepoint|release)$/.test(word))).toEqual(['savepoint', 'release'])
  }),
  holds('A nested block is rolled back alone', async () => {
    await aatomic(async () => {
      await add(8, 'outer')
      const inner = aatomic(async () => {
        await add(9, 'inner')
        throw new Error('undo')
      })
      await expect(inner).rejects.toThrow('undo')
    })
    expect(await words()).toBe(`${BEFORE} outer`)
  }),
  holds('An error of the outer block takes the nested one along', async () => {
    const outer = aatomic(async () => {
      await aatomic(() => add(9, 'inner'))
      throw new Error('undo')
    })
    await expect(outer).rejects.toThrow('undo')
    expect(await words()).toBe(BEFORE)
  }),
  holds('Blocks nest deeper than two', async () => {
    await aatomic(async () => {
      await aatomic(async () => {
        await add(8, 'second')
        await expect(aatomic(() => add(1, 'third'))).rejects.toThrow(IntegrityError)
      })
    })
    expect(await words()).toBe(`${BEFORE} second`)
  }),
  holds('An error of the database in a nested block leaves the outer one usable', async () => {
    await aatomic(async () => {
      await expect(aatomic(() => add(1, 'taken'))).rejects.toThrow(IntegrityError)
      await add(9, 'later')
    })
    expect(await words()).toBe(`${BEFORE} later`)
  }),
  holds('After an error of the database a block refuses further queries', async () => {
    const block = aatomic(async () => {
      await add(1, 'taken').catch(() => undefined)
      await expect(Tag.objects.acount()).rejects.toThrow(TransactionBroken)
      throw new Error('end')
    })
    await expect(block).rejects.toThrow('end')
  }),
  differs(
    'A block whose error of the database was swallowed rejects',
    'Django commits where the database lets it, and PostgreSQL answers that COMMIT with a rollback which nobody sees.',
    async () => {
      const block = aatomic(async () => {
        await add(9, 'new')
        await add(1, 'taken').catch(() => undefined)
      })
      await expect(block).rejects.toThrow(TransactionError)
      expect(await words()).toBe(BEFORE)
    },
  ),
  holds('DoesNotExist does not break a block', async () => {
    await aatomic(async () => {
      await expect(Tag.objects.aget({ id: 99 })).rejects.toThrow(Tag.DoesNotExist)
      await add(9, 'new')
    })
    expect(await words()).toBe(`${BEFORE} new`)
  }),
  holds('A durable block is not nested', async () => {
    await expect(aatomic(() => aatomic(() => add(9, 'new'), { durable: true }))).rejects.toThrow(TransactionError)
    expect(await words()).toBe(BEFORE)
  }),
  holds('A durable block outside commits', async () => {
    await aatomic(() => add(9, 'new'), { durable: true })
    expect(await words()).toBe(`${BEFORE} new`)
  }),
  holds('A nested block without a savepoint sends none', async (database) => {
    const block = () => aatomic(() => aatomic(() => add(9, 'new'), { savepoint: false }))
    expect(await wordsSent(database, block)).not.toContain('savepoint')
  }),
  holds('Without a savepoint an error marks the outer block for rollback', async () => {
    const outer = aatomic(async () => {
      await add(8, 'outer')
      const inner = aatomic(
        async () => {
          throw new Error('inner')
        },
        { savepoint: false },
      )
      await inner.catch(() => undefined)
    })
    await expect(outer).rejects.toThrow(TransactionBroken)
    expect(await words()).toBe(BEFORE)
  }),
  holds('Without a block each statement is committed at once', async (database) => {
    expect(await wordsSent(database, () => Book.objects.filter({ id: 1 }).aupdate({ pages: 1 }))).toEqual(['update'])
  }),
  holds('bulkCreate is all or nothing', async () => {
    const rows = [
      { id: 9, word: 'new' },
      { id: 1, word: 'taken' },
    ]
    await expect(Tag.objects.abulkCreate(rows)).rejects.toThrow(IntegrityError)
    expect(await words()).toBe(BEFORE)
  }),
  holds('A block is of one database, by its name', async (database) => {
    await aatomic(async () => undefined, { using: 'archive' })
    expect(database.queries.map((query) => query.database)).toEqual(['archive', 'archive'])
  }),
  holds('A block of an unknown database is an error', async () => {
    await expect(aatomic(async () => undefined, { using: 'elsewhere' })).rejects.toThrow(UsageError)
  }),
  holds('Queries of one block share one connection', async (database) => {
    await aatomic(() => Promise.all([Tag.objects.acount(), Book.objects.acount(), Author.objects.acount()]))
    expect(new Set(database.queries.map(({ connection }) => connection)).size).toBe(1)
  }),
  differs('A block may be asynchronous', "Django's atomic works in synchronous code only.", async () => {
    await aatomic(async () => {
      await new Promise((resolve) => setImmediate(resolve))
      await add(9, 'new')
    })
    expect(await words()).toBe(`${BEFORE} new`)
  }),
  differs(
    'A query that a block leaves in flight makes it roll back',
    'In Django code can not go on behind the end of a block.',
    async () => {
      await expect(aatomic(async () => void add(9, 'new'))).rejects.toThrow(/in flight/)
      expect(await words()).toBe(BEFORE)
    },
  ),
  differs('A query behind the end of its block is refused', 'There is no such query in Django.', async () => {
    let late: () => Promise<unknown> = async () => undefined
    await aatomic(async () => {
      late = await new Promise<typeof late>((resolve) => setImmediate(() => resolve(() => add(9, 'new'))))
    })
    await late()
    expect(await words()).toBe(`${BEFORE} new`)
    let inside: Promise<unknown> = Promise.resolve()
    await aatomic(async () => {
      inside = new Promise((resolve) => setTimeout(resolve, 5)).then(() => add(10, 'never'))
    })
    await expect(inside).rejects.toThrow(TransactionClosed)
  }),
]

const blocking: readonly Behaviour[] = [
  holds('A blocking block commits what it wrote and answers what its callback answers', async () => {
    expect(atomic(() => addNow(9, 'new').word)).toBe('new')
    expect(await words()).toBe(`${BEFORE} new`)
  }),
  holds('A blocking block rolls back and throws on', async () => {
    const block = () =>
      atomic(() => {
        addNow(9, 'new')
        throw new Error('undo')
      })
    expect(block).toThrow('undo')
    expect(await words()).toBe(BEFORE)
  }),
  holds('A nested blocking block is rolled back alone', async () => {
    atomic(() => {
      addNow(8, 'outer')
      expect(() => atomic(() => addNow(1, 'taken'))).toThrow(IntegrityError)
    })
    expect(await words()).toBe(`${BEFORE} outer`)
  }),
  holds('A blocking block refuses queries after an error of the database', () => {
    const block = () =>
      atomic(() => {
        expect(() => addNow(1, 'taken')).toThrow(IntegrityError)
        return Tag.objects.count()
      })
    expect(block).toThrow(TransactionError)
  }),
  holds('A durable blocking block is not nested', () => {
    expect(() => atomic(() => atomic(() => 1, { durable: true }))).toThrow(TransactionError)
  }),
  holds('A blocking block in asynchronous code throws SynchronousOnlyOperation', async () => {
    await expect(aatomic(async () => atomic(() => 1))).rejects.toThrow(SynchronousOnlyOperation)
  }),
  differs(
    'A blocking block whose callback is asynchronous rolls back',
    'It would end before its work does; Python has no such callbacks.',
    async () => {
      expect(() => atomic(() => Promise.resolve(1))).toThrow(TransactionError)
    },
  ),
]

const levels: readonly Behaviour[] = [
  differs(
    'The isolation level is an option of the block',
    'Django sets it for all connections of a database.',
    async (database) => {
      const level = () => aatomic(() => Tag.objects.acount(), { isolation: 'serializable' })
      await level()
      const begin = database.queries.map(({ sql }) => sql).join('; ')
      if (database.name === 'sqlite') expect(begin).toMatch(/begin/)
      else expect(begin).toMatch(/isolation level serializable/)
    },
  ),
  differs('A block can be read-only', 'Django leaves it to the settings of the server.', async () => {
    await expect(aatomic(() => add(9, 'new'), { readOnly: true })).rejects.toThrow(DatabaseError)
    expect(await words()).toBe(BEFORE)
  }),
  holds('An isolation level for a nested block is an error', async () => {
    const nested = aatomic(() => aatomic(async () => 1, { isolation: 'serializable' }))
    await expect(nested).rejects.toThrow(UsageError)
  }),
  differs('A block can be tried again after a deadlock', 'Django leaves the loop to the program.', async () => {
    let tries = 0
    const block = async () => {
      if (++tries === 1) throw new Deadlock({ message: 'Two blocks wait for each other', driverCode: '40P01', sql: '' })
      return add(9, 'new')
    }
    await aatomic(block, { retries: 1 })
    expect([tries, await words()]).toEqual([2, `${BEFORE} new`])
  }),
  missing('ATOMIC_REQUESTS and non_atomic_requests', 'They belong to a web framework: call aatomic in the handler.'),
  missing('set_autocommit, commit and rollback by hand', 'A block is the only way, so that none is left open.'),
  missing('savepoint, savepoint_commit and savepoint_rollback by hand', 'A nested block is a savepoint.'),
  missing('get_rollback and set_rollback', 'Throw an error and catch it outside.'),
  missing('atomic as a decorator', 'Call it with the function.'),
]

export const transactions: Section = {
  title: 'Transactions',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/transactions/',
  rows: [...asynchronous, ...blocking, ...levels, ...commitCallbacks, ...rowLocks],
}
