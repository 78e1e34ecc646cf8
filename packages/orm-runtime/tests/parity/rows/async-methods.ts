import { expect } from 'vitest'
import { aatomic, asyncContext, postSave, SynchronousOnlyOperation } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Book, Tag } from '../models.ts'
import { asyncQuerysets } from './async-querysets.ts'
import { asyncRelated } from './async-related.ts'

export const asyncMethods: Section = {
  title: 'Asynchronous methods',
  source: 'https://docs.djangoproject.com/en/stable/topics/async/#queries-the-orm',
  rows: [
    ...asyncQuerysets,
    ...asyncRelated,
    differs(
      'Model.full_clean has an asynchronous twin, afullClean',
      "Django's full_clean blocks: it asks the database whether unique values are taken.",
      async (database) => {
        const taken = new Tag({ word: 'classic' })
        await expect(asyncContext(() => taken.afullClean())).rejects.toThrow(/word/)
        expect(database.queries).toHaveLength(1)
      },
    ),
    differs(
      'A related row that is not loaded is awaited with aload',
      "Django loads it when the attribute is read, which asynchronous code can't do.",
      async () => {
        const book = await Book.objects.aget({ id: 1 })
        expect((await asyncContext(() => book.aload('author'))).name).toBe('Ursula')
        expect(book.author.name).toBe('Ursula')
      },
    ),
    differs(
      'Transactions have an asynchronous twin, aatomic',
      "Django's atomic works in synchronous code only, which asynchronous code calls through sync_to_async.",
      async () => {
        await aatomic(() => Tag.objects.acreate({ id: 9, word: 'new' }))
        expect(await Tag.objects.acount()).toBe(4)
      },
    ),
    holds('Asynchronous receivers of signals are awaited by asave', async () => {
      const heard: string[] = []
      const stop = postSave.connect(
        async ({ instance }) => void heard.push((await Tag.objects.aget({ id: instance.id })).word),
        { sender: Tag },
      )
      await new Tag({ id: 9, word: 'new' }).asave()
      stop()
      expect(heard).toEqual(['new'])
    }),
    holds('A blocking query in asynchronous code throws SynchronousOnlyOperation', async () => {
      await expect(asyncContext(() => Book.objects.count())).rejects.toThrow(SynchronousOnlyOperation)
    }),
    holds('So does iterating a queryset', async () => {
      await expect(asyncContext(() => [...Book.objects.all()])).rejects.toThrow(SynchronousOnlyOperation)
    }),
    holds('So does reading a related row that is not loaded', async () => {
      const book = await Book.objects.aget({ id: 1 })
      await expect(asyncContext(() => book.author.name)).rejects.toThrow(SynchronousOnlyOperation)
    }),
    holds('So does saving an instance', async () => {
      await expect(asyncContext(() => new Tag({ word: 'new' }).save())).rejects.toThrow(SynchronousOnlyOperation)
    }),
    differs('The error names the twin', "Django's speaks of threads and sync_to_async.", async () => {
      await expect(asyncContext(() => Book.objects.count())).rejects.toThrow('await Book.objects.acount()')
    }),
    holds('The environment can allow blocking queries (DJANGO_ALLOW_ASYNC_UNSAFE)', async () => {
      process.env['ORM_ALLOW_ASYNC_UNSAFE'] = '1'
      try {
        expect(await asyncContext(() => Book.objects.count())).toBe(5)
      } finally {
        delete process.env['ORM_ALLOW_ASYNC_UNSAFE']
      }
    }),
    holds('Querysets may be built in asynchronous code', async () => {
      expect(await asyncContext(async () => Book.objects.filter({ id: 1 }))).toHaveLength(1)
    }),
    differs(
      'Asynchronous code is known by a mark that adapters and asyncContext set',
      'Python knows whether an event loop runs in the thread; in Node one always does.',
      () => {
        expect(Book.objects.count()).toBe(5)
      },
    ),
    differs(
      'A queryset that is awaited again answers from its cache',
      'In Django `await` on a queryset is an error, and async for fills the same cache.',
      async (database) => {
        const query = Book.objects.all()
        await query
        await query
        expect(database.queries).toHaveLength(1)
      },
    ),
    differs(
      'An asynchronous call can be aborted by a signal',
      'In Django the task is cancelled, and the query runs on in its thread.',
      async () => {
        await expect(Book.objects.acount({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
      },
    ),
    missing('aget_object_or_404 and aget_list_or_404', 'They belong to a web framework.'),
    missing('asend_robust of signals', 'An error of a receiver is the error of the call.'),
    missing('Asynchronous sessions, users and cache', 'They belong to a web framework.'),
  ],
}
