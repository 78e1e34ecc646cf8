import { expect, vi } from 'vitest'
import { aatomic, atomic, onCommit, TransactionError } from 'orm-runtime'
import { differs, holds, missing, type Behaviour } from '../behaviour.ts'
import { Tag } from '../models.ts'

const add = () => Tag.objects.acreate({ id: 9, word: 'new' })
const undone = () => Promise.reject(new Error('undo'))

/** What on_commit does. */
export const commitCallbacks: readonly Behaviour[] = [
  holds('on_commit calls back after the commit', async () => {
    const seen: string[] = []
    await aatomic(async () => {
      onCommit(() => void seen.push('committed'))
      await add()
      seen.push('written')
    })
    expect(seen).toEqual(['written', 'committed'])
  }),
  holds('The callbacks are called in their order', async () => {
    const seen: number[] = []
    await aatomic(async () => {
      for (const one of [1, 2, 3]) onCommit(() => void seen.push(one))
    })
    expect(seen).toEqual([1, 2, 3])
  }),
  holds('A block that rolls back calls none', async () => {
    const seen: number[] = []
    const block = aatomic(async () => {
      onCommit(() => void seen.push(1))
      await undone()
    })
    await expect(block).rejects.toThrow('undo')
    expect(seen).toEqual([])
  }),
  holds('Outside of a transaction it is called at once', () => {
    const seen: number[] = []
    void onCommit(() => void seen.push(1))
    expect(seen).toEqual([1])
  }),
  holds('A callback of a nested block waits for the outermost', async () => {
    const seen: string[] = []
    await aatomic(async () => {
      await aatomic(async () => void onCommit(() => void seen.push('inner')))
      seen.push('outer goes on')
    })
    expect(seen).toEqual(['outer goes on', 'inner'])
  }),
  holds('A nested block that rolls back drops its callbacks, and those only', async () => {
    const seen: string[] = []
    await aatomic(async () => {
      onCommit(() => void seen.push('outer'))
      const inner = aatomic(async () => {
        onCommit(() => void seen.push('inner'))
        await undone()
      })
      await inner.catch(() => undefined)
    })
    expect(seen).toEqual(['outer'])
  }),
  holds('Callbacks of outer and nested blocks keep the order of their calls', async () => {
    const seen: number[] = []
    await aatomic(async () => {
      onCommit(() => void seen.push(1))
      await aatomic(async () => void onCommit(() => void seen.push(2)))
      onCommit(() => void seen.push(3))
    })
    expect(seen).toEqual([1, 2, 3])
  }),
  holds('A callback sees what was committed', async () => {
    let count = 0
    await aatomic(async () => {
      onCommit(async () => void (count = await Tag.objects.acount()))
      await add()
    })
    expect(count).toBe(4)
  }),
  holds('A callback is outside of the transaction: its error undoes nothing', async () => {
    const block = aatomic(async () => {
      await add()
      onCommit(() => {
        throw new Error('mail')
      })
    })
    await expect(block).rejects.toThrow('mail')
    expect(await Tag.objects.acount()).toBe(4)
  }),
  holds('After an error of a callback those behind it are not called', async () => {
    const seen: number[] = []
    const block = aatomic(async () => {
      onCommit(() => {
        throw new Error('mail')
      })
      onCommit(() => void seen.push(2))
    })
    await block.catch(() => undefined)
    expect(seen).toEqual([])
  }),
  holds('After an error of a robust callback they are', async () => {
    const seen: number[] = []
    await withoutWarnings(() =>
      aatomic(async () => {
        onCommit(
          () => {
            throw new Error('mail')
          },
          { robust: true },
        )
        onCommit(() => void seen.push(2))
      }),
    )
    expect(seen).toEqual([2])
  }),
  holds('A callback may open a transaction', async () => {
    await aatomic(async () => {
      onCommit(async () => {
        await aatomic(add)
      })
    })
    expect(await Tag.objects.acount()).toBe(4)
  }),
  holds('A callback may ask for another one, which is called at once', async () => {
    const seen: number[] = []
    await aatomic(async () => {
      onCommit(() => {
        seen.push(1)
        void onCommit(() => void seen.push(2))
      })
    })
    expect(seen).toEqual([1, 2])
  }),
  holds('It is for one database, by its name', async () => {
    const seen: number[] = []
    await aatomic(async () => {
      void onCommit(() => void seen.push(1), { using: 'archive' })
      expect(seen).toEqual([1])
    })
  }),
  differs('An asynchronous callback is awaited', "Django's are synchronous.", async () => {
    const seen: string[] = []
    await aatomic(
      async () =>
        void onCommit(async () => {
          await new Promise((resolve) => setImmediate(resolve))
          seen.push('done')
        }),
    )
    expect(seen).toEqual(['done'])
  }),
  holds('on_commit in a blocking block calls back after the commit', () => {
    const seen: string[] = []
    atomic(() => {
      void onCommit(() => void seen.push('committed'))
      seen.push('written')
    })
    expect(seen).toEqual(['written', 'committed'])
  }),
  holds('A nested blocking block that rolls back drops its callbacks', () => {
    const seen: string[] = []
    atomic(() => {
      void onCommit(() => void seen.push('outer'))
      const inner = () =>
        atomic(() => {
          void onCommit(() => void seen.push('inner'))
          throw new Error('undo')
        })
      expect(inner).toThrow('undo')
    })
    expect(seen).toEqual(['outer'])
  }),
  differs(
    'A blocking block takes no asynchronous callback',
    "It could not wait for it; Django's are synchronous.",
    () => {
      expect(() => atomic(() => void onCommit(async () => undefined))).toThrow(TransactionError)
    },
  ),
  missing('captureOnCommitCallbacks for tests', 'Tests run on real databases, where blocks commit.'),
]

/** Runs work whose warnings are expected, so that they do not stand in the output. */
async function withoutWarnings(work: () => Promise<unknown>): Promise<void> {
  const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  await work()
  warning.mockRestore()
}
