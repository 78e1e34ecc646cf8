import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { aatomic, atomic, onCommit, TransactionClosed, TransactionError } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { fill } from '../open-shop.ts'
import { models, Product } from '../shop-models.ts'

const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price
const failing = async () => {
  throw new Error('roll back')
}

onEachDatabase({ models }, () => {
  beforeEach(fill)

  describe('onCommit in aatomic', () => {
    it('calls after the commit, in order, and waits for what is asynchronous', async () => {
      const called: unknown[] = []
      await aatomic(async () => {
        await pen(1)
        onCommit(async () => {
          await sleep(10)
          called.push(await penPrice())
        })
        onCommit(() => void called.push('second'))
        called.push('inside')
      })
      expect(called).toEqual(['inside', 1, 'second'])
    })

    it('calls outside of the transaction, where another one can be opened', async () => {
      await aatomic(async () => {
        onCommit(async () => {
          await aatomic(() => pen(5), { durable: true })
        })
      })
      expect(await penPrice()).toBe(5)
    })

    it('drops what a savepoint or the transaction rolls back', async () => {
      const called: string[] = []
      const note = (name: string) => onCommit(() => void called.push(name))
      await aatomic(async () => {
        note('outer')
        await aatomic(async () => {
          note('undone')
          await aatomic(() => note('undone too'))
          return failing()
        }).catch(() => undefined)
        await aatomic(() => note('inner'))
      })
      await aatomic(async () => {
        note('never')
        await aatomic(() => note('never either'))
        return failing()
      }).catch(() => undefined)
      expect(called).toEqual(['outer', 'inner'])
    })

    it('calls at once outside of transactions, and answers what to await', async () => {
      const called: string[] = []
      onCommit(() => void called.push('at once'))
      expect(called).toEqual(['at once'])
      await onCommit(async () => {
        await sleep(1)
        called.push('awaited')
      })
      expect(called).toEqual(['at once', 'awaited'])
    })

    it('rejects with the error of a callback, without those behind it, and stays committed', async () => {
      const called: string[] = []
      const block = aatomic(async () => {
        await pen(2)
        onCommit(() => void called.push('first'))
        onCommit(failing)
        onCommit(() => void called.push('never'))
      })
      await expect(block).rejects.toThrow('roll back')
      expect([called, await penPrice()]).toEqual([['first'], 2])
    })

    it('goes on behind a robust callback that fails, with a warning', async () => {
      const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
      const called: string[] = []
      await aatomic(async () => {
        onCommit(failing, { robust: true })
        onCommit(() => void called.push('called'))
      })
      expect(called).toEqual(['called'])
      expect((await warned).message).toBe('roll back')
    })

    it('refuses a block that has ended', async () => {
      let late: Promise<unknown> = Promise.resolve()
      await aatomic(async () => {
        late = sleep(20).then(() => onCommit(() => undefined))
      })
      await expect(late).rejects.toThrow(TransactionClosed)
    })
  })

  describe('onCommit in atomic', () => {
    it('calls after the outermost commit, in order', () => {
      const called: string[] = []
      atomic(() => {
        atomic(() => onCommit(() => void called.push('inner')))
        onCommit(() => void called.push('outer'))
        called.push('inside')
      })
      expect(called).toEqual(['inside', 'inner', 'outer'])
    })

    it('drops what is rolled back', () => {
      const called: string[] = []
      atomic(() => {
        expect(() =>
          atomic(() => {
            onCommit(() => void called.push('undone'))
            throw new Error('undo')
          }),
        ).toThrow('undo')
      })
      expect(called).toEqual([])
    })

    it('refuses an async function before it begins, and a promise that a callback returns', () => {
      expect(() => atomic(() => onCommit(async () => undefined))).toThrow(TransactionError)
      expect(() => atomic(() => onCommit(() => Promise.resolve()))).toThrow('The transaction is committed.')
    })
  })
})
