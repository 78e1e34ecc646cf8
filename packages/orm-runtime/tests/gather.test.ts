import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { mapConcurrent } from 'orm-runtime'
import { gather } from 'orm-runtime/gather'

describe('gather', () => {
  it('starts all, and answers in order', async () => {
    const begun: number[] = []
    const task = (n: number, milliseconds: number) => async () => {
      begun.push(n)
      await sleep(milliseconds)
      return n
    }
    const all = gather(task(1, 20), task(2, 1), () => 3)
    expect(begun).toEqual([1, 2])
    expect(await all).toEqual([1, 2, 3])
  })

  it('rejects with the first error in program order, once all have settled', async () => {
    let settled = false
    const all = gather(
      async () => {
        await sleep(20)
        throw new Error('first in order')
      },
      () => {
        throw new Error('first in time')
      },
      async () => {
        await sleep(40)
        settled = true
      },
    )
    await expect(all).rejects.toThrow('first in order')
    expect(settled).toBe(true)
  })

  it('of nothing is nothing', async () => {
    expect(await gather()).toEqual([])
  })

  it('needs no other module', async () => {
    const text = await readFile(new URL('../dist/gather.js', import.meta.url), 'utf8')
    expect(text).not.toMatch(/\bimport\b/)
  })
})

describe('mapConcurrent', () => {
  it('keeps the order of the rows and the limit', async () => {
    let running = 0
    let most = 0
    const results = await mapConcurrent([5, 4, 3, 2, 1], 2, async (row, index) => {
      most = Math.max(most, ++running)
      await sleep(row)
      running--
      return row * 10 + index
    })
    expect(results).toEqual([50, 41, 32, 23, 14])
    expect(most).toBe(2)
  })

  it('begins no further row after a failure, and waits for those that had begun', async () => {
    const begun: number[] = []
    let running = 0
    const work = mapConcurrent([1, 2, 3, 4, 5, 6], 2, async (row) => {
      begun.push(row)
      running++
      await sleep(row === 1 ? 20 : 5)
      running--
      if (row <= 2) throw new Error(`row ${row}`)
    })
    await expect(work).rejects.toThrow('row 1')
    expect([begun, running]).toEqual([[1, 2], 0])
  })

  it('refuses a limit below one', async () => {
    await expect(mapConcurrent([1], 0, () => 1)).rejects.toThrow('a limit of 1 or more, not 0')
  })
})
