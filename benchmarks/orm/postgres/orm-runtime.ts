import { close, connect, postgres } from 'orm-runtime'
import type { Contestant } from '../contestant.ts'
import { asynchronousHalf } from '../libraries/orm-runtime-async.ts'
import { models } from '../libraries/orm-runtime.ts'

export async function open(url: string): Promise<Contestant> {
  await connect({ default: postgres(url), models })
  return { ...asynchronousHalf, close }
}
