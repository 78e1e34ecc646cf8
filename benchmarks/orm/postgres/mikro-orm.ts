import { MikroORM } from '@mikro-orm/postgresql'
import type { Contestant } from '../contestant.ts'
import { entities, mikroOrmContestant, namingStrategy } from '../libraries/mikro-orm.ts'

export async function open(url: string): Promise<Contestant> {
  const orm = await MikroORM.init({ clientUrl: url, entities, namingStrategy })
  return mikroOrmContestant(orm)
}
