import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { close, connect, createTables, sqlite, type QueryEvent } from 'orm-runtime'
import { models, Product, User } from '../shop-models.ts'

/** Connects a database of its own, whose queries a listener may hear of. */
export async function openTracedShop(onQuery: (query: QueryEvent) => void = () => undefined): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'orm-tracing-'))
  await connect({ default: sqlite(join(directory, 'shop.db')), models, onQuery })
  await createTables()
  for (const id of [1, 2, 3]) await Product.objects.acreate({ id, name: `Product ${id}`, price: id })
  await User.objects.acreate({ email: 'ada@x.org', favouriteId: 1 })
  afterAll(async () => {
    await close()
    await rm(directory, { recursive: true })
  })
}
